// The entry point of the command line.
import { trustAuthorities } from './command/authorities.ts'
import { asksForHelp, type Command, EXIT_USAGE, table, UsageError } from './command/command.ts'
import { version } from './command/version.ts'
import { type Config, ConfigError, EXIT_CONFIG, readConfig } from './config.ts'
import { AppError } from './errors.ts'

type Entry = { name: string; summary: string; load: () => Promise<{ command: Command }> }

/** Every command. Each is loaded when it is called: help and mistakes are answered at once. */
const commands: readonly Entry[] = [
  {
    name: 'serve',
    summary: 'Runs the service: API, console and, unless others are named, its own database and sign-in.',
    load: () => import('./command/serve.ts'),
  },
  {
    name: 'migrate',
    summary: 'Brings the tables up to date; serve does so by itself unless MIGRATE=false.',
    load: () => import('./command/migrate.ts'),
  },
  {
    name: 'token',
    summary: 'Prints an access token of the embedded sign-in, on the last line.',
    load: () => import('./command/token.ts'),
  },
  {
    name: 'account',
    summary: 'Lists, adds, changes and removes accounts of the embedded sign-in.',
    load: () => import('./command/account.ts'),
  },
  {
    name: 'tenant',
    summary: 'Lists, adds, suspends and resumes tenants.',
    load: () => import('./command/tenant.ts'),
  },
  {
    name: 'key',
    summary: 'Lists and rotates the signing keys of the embedded sign-in.',
    load: () => import('./command/key.ts'),
  },
  {
    name: 'backup',
    summary: 'Writes everything into one file, also while the service runs.',
    load: () => import('./command/backup.ts'),
  },
  {
    name: 'restore',
    summary: 'Loads a backup into a database without data.',
    load: () => import('./command/restore.ts'),
  },
  {
    name: 'resume',
    summary: 'Lets webhooks and mail go on, which a restore has paused.',
    load: () => import('./command/resume.ts'),
  },
  {
    name: 'demo',
    summary: 'Fills a tenant with believable incidents, for trying things out.',
    load: () => import('./command/demo.ts'),
  },
  {
    name: 'health',
    summary: 'Asks the service on this machine whether it is ready: for health checks of containers.',
    load: () => import('./command/health.ts'),
  },
  {
    name: 'doctor',
    summary: 'Checks the configuration, the database and what is in it, and says what to do.',
    load: () => import('./command/doctor.ts'),
  },
]

/** Runs the command line; gives the exit code: 0 done, 1 failed, 64 wrong usage, 78 wrong configuration. */
export async function main(argv: string[]): Promise<number> {
  const [name, ...rest] = argv
  try {
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      const [wanted, ...words] = name === 'help' ? rest : []
      return say(wanted === undefined ? overview() : await helpOf(find(wanted), words))
    }
    if (name === '--version' || name === '-V') return say(`${version()}\n`)
    const entry = find(name)
    if (asksForHelp(rest)) return say(await helpOf(entry, rest))
    const { command } = await entry.load()
    return await command.run(entry.name, rest, configOf)
  } catch (error) {
    return explain(error)
  }
}

/** The configuration; what it says of whom to trust holds for the whole process. */
function configOf(envFile: string | undefined): Config {
  const config = readConfig(process.env, envFile)
  if (config.caFile !== null) trustAuthorities(config.caFile)
  return config
}

function overview(): string {
  return [
    'Usage: tocsin <command> [options]',
    '',
    ...table(commands.map(({ name, summary }) => [`  ${name}`, summary])),
    '',
    'tocsin <command> --help says more; "tocsin serve --help" lists the environment variables.',
    '',
  ].join('\n')
}

function find(name: string): Entry {
  const entry = commands.find((one) => one.name === name)
  if (entry) return entry
  const what = name.startsWith('-') ? `option ${name}` : `command "${name}"`
  throw new UsageError(`there is no ${what}; tocsin --help lists the commands`)
}

async function helpOf(entry: Entry, argv: readonly string[]): Promise<string> {
  return (await entry.load()).command.help(entry.name, entry.summary, argv)
}

function say(text: string): number {
  process.stdout.write(text)
  return 0
}

/** One line for what the caller can mend; a stack only for a defect of ours. */
function explain(error: unknown): number {
  // A package that is not installed: bin/tocsin.mjs says what to do.
  if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') throw error
  if (error instanceof ConfigError || error instanceof UsageError || error instanceof AppError) {
    const problems =
      error instanceof AppError && error.problems.length > 1 ? error.problems.map((one) => one.message) : []
    process.stderr.write(`tocsin: ${oneLine([error.message, ...problems].join(' '))}\n`)
    return error instanceof ConfigError ? EXIT_CONFIG : error instanceof UsageError ? EXIT_USAGE : 1
  }
  process.stderr.write(`tocsin: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return 1
}

/** Nothing that was given to us may move the cursor of a terminal or look like a line of its own. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be replaced
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
}
