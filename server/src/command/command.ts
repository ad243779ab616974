// How commands are declared, and how a command line is read.
import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'

/** sysexits.h EX_USAGE: the command line itself is wrong. */
export const EXIT_USAGE = 64

/** A command line that can't be understood: one line for the caller, and exit code 64. */
export class UsageError extends Error {}

/** One option of a command, as its help shows it. */
export type Option = {
  type: 'string' | 'boolean'
  short?: string
  /** What stands for the value in the help: N, FILE, 1h. */
  value?: string
  required?: boolean
  text: string
}
type Options = Record<string, Option>

/** What the command line gave, by the names of the options. */
export type Values<O extends Options> = {
  [name in keyof O]: O[name] extends { type: 'boolean' }
    ? boolean
    : O[name] extends { required: true }
      ? string
      : string | undefined
}

export type Call<O extends Options, W extends readonly string[]> = {
  values: Values<O>
  /** The words that are no options, one for each that is declared. */
  words: { [at in keyof W]: string }
  /** Reads the configuration when it is asked for. Throws ConfigError. */
  config(): Config
  /** The file of --env-file. */
  envFile: string | undefined
}

export type CommandDeclaration<O extends Options, W extends readonly string[]> = {
  /** How it is called: what follows the name. */
  usage: string
  /** Names of the words that must follow: EMAIL, FILE … */
  words?: W
  options: O
  /** What the help says besides: paragraphs, examples, tables. */
  details?: () => string
  /** Does the work; gives the exit code. Throws ConfigError (78), UsageError (64), AppError (1). */
  run(call: Call<O, W>): Promise<number>
}

/** A command of `tocsin`, its types forgotten: what main.ts keeps in its table. `name` is how it was called. */
export type Command = {
  help(name: string, summary: string, argv: readonly string[]): string
  run(name: string, argv: string[], readConfig: (envFile: string | undefined) => Config): Promise<number>
}

const common = {
  'env-file': { type: 'string', value: 'FILE', text: 'a file of environment variables; those of the process win' },
  help: { type: 'boolean', short: 'h', text: 'this text' },
} as const satisfies Options

/** Declares a command: its options are read, checked and listed in its help from this one place. */
export function defineCommand<const O extends Options, const W extends readonly string[] = []>(
  declaration: CommandDeclaration<O, W>,
): Command {
  const { usage, options, details } = declaration
  const words: readonly string[] = declaration.words ?? []
  const all: Options = { ...options, ...common }
  const help = (name: string, summary: string): string =>
    [
      `Usage: tocsin ${[name, usage].filter(Boolean).join(' ')}`,
      '',
      summary,
      '',
      'Options:',
      ...table(Object.entries(all).map(([key, option]) => [`  ${spelling(key, option)}`, option.text])),
      ...(details ? ['', details()] : []),
      '',
    ].join('\n')
  return {
    help,
    run: async (name, argv, readConfig) => {
      const { values, positionals } = parse(name, argv, all)
      for (const [key, option] of Object.entries(options)) {
        if (option.required && !values[key]) throw new UsageError(`${name} needs --${key} ${option.value ?? ''}`.trim())
      }
      if (positionals.length > words.length)
        throw new UsageError(`${name} does not know what "${positionals.at(-1)}" is`)
      const missing = words.slice(positionals.length)
      if (missing.length > 0) throw new UsageError(`${name} needs ${missing.join(' ')}`)
      const envFile = values['env-file'] as string | undefined // declared as a string above
      return await declaration.run({
        values: values as Values<O>, // parse() went by the same declaration
        words: positionals as { [at in keyof W]: string }, // as many as declared, see above
        envFile,
        config: () => readConfig(envFile),
      })
    },
  }
}

/** Declares a command made of others: `tocsin account add`. */
export function defineGroup(members: Record<string, { summary: string; command: Command }>): Command {
  const list = Object.keys(members).join(', ')
  return {
    help: (name, summary, argv) => {
      const [word = ''] = argv
      const member = Object.hasOwn(members, word) ? members[word] : undefined
      if (member) return member.command.help(`${name} ${word}`, member.summary, argv.slice(1))
      const rows = Object.entries(members).map(([key, one]) => [`  ${key}`, one.summary] as const)
      return [
        `Usage: tocsin ${name} <${Object.keys(members).join('|')}> [options]`,
        '',
        summary,
        '',
        ...table(rows),
        '',
        `tocsin ${name} <command> --help says more.`,
        '',
      ].join('\n')
    },
    run: async (name, [word, ...rest], readConfig) => {
      if (word === undefined) throw new UsageError(`${name} needs one of ${list}`)
      const member = Object.hasOwn(members, word) ? members[word] : undefined
      if (!member) throw new UsageError(`${name}: there is no "${word}"; it is one of ${list}`)
      return await member.command.run(`${name} ${word}`, rest, readConfig)
    },
  }
}

/** True when the command line asks for help rather than for work. */
export function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return (end === -1 ? argv : argv.slice(0, end)).some((word) => word === '--help' || word === '-h')
}

/** Lines of two columns, the second one indented alike and broken at 100 characters. */
export function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(30, Math.max(...rows.map(([left]) => left.length)) + 2)
  return rows.flatMap(([left, right]) => {
    const lines = wrap(right, 100 - width)
    const first =
      left.length < width ? [`${left.padEnd(width)}${lines[0] ?? ''}`] : [left, `${' '.repeat(width)}${lines[0] ?? ''}`]
    return [...first, ...lines.slice(1).map((line) => `${' '.repeat(width)}${line}`)]
  })
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}

function spelling(name: string, option: Option): string {
  const value = option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : ''
  return `${option.short ? `-${option.short}, ` : ''}--${name}${value}`
}

function parse(
  name: string,
  argv: string[],
  options: Options,
): { values: Record<string, unknown>; positionals: string[] } {
  // parseArgs wants `type` and `short` only; an undefined `short` is refused.
  const wanted = Object.fromEntries(
    Object.entries(options).map(([key, { type, short }]) => [key, short === undefined ? { type } : { type, short }]),
  )
  try {
    const { values, positionals } = parseArgs({ args: argv, options: wanted, allowPositionals: true, strict: true })
    const booleans = Object.entries(options).filter(([, option]) => option.type === 'boolean')
    return { values: { ...Object.fromEntries(booleans.map(([key]) => [key, false])), ...values }, positionals }
  } catch (error) {
    // Its second sentence explains how to pass a word that begins with a dash.
    const reason = error instanceof Error ? (error.message.split(/\. |\n/)[0] ?? '') : String(error)
    throw new UsageError(`${name}: ${reason}`)
  }
}

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** Seconds of a duration like 90s, 15m, 1h or 7d. Throws UsageError. */
export function secondsOf(option: string, text: string): number {
  const match = /^(\d{1,9})([smhd])$/.exec(text)
  const seconds = Number(match?.[1]) * (UNITS[match?.[2] ?? ''] ?? Number.NaN)
  if (!(seconds > 0)) throw new UsageError(`--${option} must be a duration like 90s, 15m, 1h or 7d, not "${text}"`)
  return seconds
}

/** A value that must be one of a few. Throws UsageError. */
export function oneOf<T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text)
  if (found === undefined)
    throw new UsageError(
      `${option === option.toUpperCase() ? option : `--${option}`} must be one of ${allowed.join(', ')}, not "${text}"`,
    )
  return found
}
