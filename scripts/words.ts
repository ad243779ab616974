// Checks that no file holds what marks unfinished or switched-off work, or is kept to other places.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Findings } from './packages.ts'
import { repositoryFiles } from './repository.ts'

/** A pattern that may not stand in a file. The letters in brackets keep this file from finding itself. */
type Word = { pattern: RegExp; in: RegExp; why: string }

const any = /./
const code = /\.(ts|mts|js|mjs|svelte)$/
const tests = /\.test\.ts$/

/** Code of the server that is not a test, but for some places. */
const server = (...except: readonly string[]) =>
  new RegExp(`^server/src/(?!testing/|${except.map((path) => path.replaceAll('.', '\\.')).join('|')}|.*\\.test\\.ts$)`)

// PostgreSQL's programs are handed PATH and the like, which configure nothing of ours.
// The build of the console is a process of its own, which sets NODE_ENV for its tools.
const environment = server('config.ts', 'main.ts', 'database/embedded-program.ts', 'console/build-process.ts')
const outbound = server('webhook/target.ts', 'identity/', 'trace/export.ts')
const pure = /^server\/src\/.*\/rules\.ts$/

const words: readonly Word[] = [
  { pattern: /\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/, in: any, why: 'finish it, or say in an issue what is left' },
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KE[Y]/, in: any, why: 'a secret; tests make their own keys' },
  { pattern: /^(<<<<<<<|>>>>>>>) /, in: any, why: 'an unfinished merge' },
  { pattern: /\.onl[y]\(|\bonl[y]: true/, in: tests, why: 'the other tests would not run' },
  { pattern: /\b(test|it|describe|suite)\.(ski[p]|tod[o])\(/, in: tests, why: "give { skip: 'the reason' } instead" },
  { pattern: /\.(ski[p]|tod[o])\(\s*\)|\b(ski[p]|tod[o]): true/, in: tests, why: 'say the reason' },
  { pattern: /@ts-(ignor[e]|nochec[k])/, in: code, why: 'mend the type' },
  { pattern: /@ts-expect-erro[r]\s*($|\*)/, in: code, why: 'say the reason beside it' },
  { pattern: /\bas an[y]\b(?!\s+[a-z])|<an[y]>/, in: code, why: 'mend the type' },
  {
    pattern: /\{@htm[l]|\.(inner|outer)HTM[L]\b|insertAdjacentHTM[L]/,
    in: code,
    why: 'text from people is shown as text only',
  },
  // What imports do not show (scripts/imports.ts has the rest), and types that components import.
  {
    pattern: /\bprocess(\.|\['|\?\.)env\b|\{[^}]*\benv\b[^}]*\} (=|from) (\w+\.)?'?(node:)?process\b/,
    in: environment,
    why: 'only config.ts and main.ts read the environment',
  },
  {
    pattern: /(?<![\w.'])(globalThis\.)?fetch\(/,
    in: outbound,
    why: 'only webhook/target.ts, identity/ and trace/export.ts make outbound requests',
  },
  {
    pattern: /\b(Date\.now|performance|process\.(hrtime|uptime)|Temporal\.Now)\b|new Date\(\)|(?<!new )\bDate\(/,
    in: pure,
    why: 'rules read no clock',
  },
  { pattern: /\bfrom '[^']*\/server\/src\//, in: /^web\/.*\.svelte$/, why: 'the console never imports the server' },
]

/** Finds the markers of unfinished or switched-off work in one file: one message for each. */
export function checkWords(path: string, text: string): string[] {
  if (text.includes('\0')) return []
  const relevant = words.filter((word) => word.in.test(path))
  return text.split('\n').flatMap((line, index) =>
    relevant.flatMap(({ pattern, why }) => {
      const found = pattern.exec(line)
      return found ? [`${path}:${index + 1} has "${found[0].trim()}": ${why}`] : []
    }),
  )
}

/** Checks every file of the repository that is not ignored. */
export function checkRepository(root: string): Findings {
  const paths = repositoryFiles(root).filter((path) => path !== 'package-lock.json')
  const problems = paths.flatMap((path) => checkWords(path, readFileSync(join(root, path), 'utf8')))
  return { problems, note: `${paths.length} files` }
}
