// Which files the repository consists of.
import { execFileSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The files git knows or would add; in a copy without a history, everything but what is installed or built. */
export function repositoryFiles(root: string): string[] {
  try {
    const options = {
      cwd: root,
      encoding: 'utf8' as const,
      stdio: ['ignore' as const, 'pipe' as const, 'ignore' as const],
    }
    // A checkout that belongs to another user is refused by git unless told that this one is meant.
    const list = ['-c', `safe.directory=${root}`, 'ls-files', '-z', '--cached', '--others', '--exclude-standard']
    const paths = execFileSync('git', list, options).split('\0').filter(Boolean)
    const deleted = execFileSync('git', ['-c', `safe.directory=${root}`, 'ls-files', '-z', '--deleted'], options)
    return paths.filter((path) => !deleted.split('\0').includes(path))
  } catch {
    const exclude = (path: string) => /(^|[\\/])(node_modules|\.git|\.tocsin|build|dist|\.svelte-kit)$/.test(path)
    const paths = globSync('**/{*,.*}', { cwd: root, exclude })
    return paths.filter((path) => statSync(join(root, path)).isFile())
  }
}
