// Checks another revision of this repository out, to be measured beside this one.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './processes.ts'

export type Revision = { root: string; commit: string; remove(): void }

/** A worktree of its own in the temporary folder, with its own packages installed. Throws when there is no such revision. */
export function checkOut(revision: string): Revision {
  const commit = git('rev-parse', '--short', `${revision}^{commit}`)
  const parent = mkdtempSync(join(tmpdir(), 'tocsin-revision-'))
  const root = join(parent, commit)
  const remove = (): void => {
    git('worktree', 'remove', '--force', root)
    rmSync(parent, { recursive: true, force: true })
  }
  git('worktree', 'add', '--detach', root, commit)
  try {
    install(root)
  } catch (error) {
    remove()
    throw error
  }
  return { root, commit, remove }
}

/** The same packages as here are copied from here, which takes seconds. */
function install(root: string): void {
  const lockfile = 'package-lock.json'
  if (readFileSync(join(root, lockfile), 'utf8') !== readFileSync(join(ROOT, lockfile), 'utf8')) {
    execFileSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return
  }
  for (const folder of ['.', 'server', 'client', 'web', 'scripts'].map((one) => join(one, 'node_modules')))
    if (existsSync(join(ROOT, folder))) execFileSync('cp', ['-a', join(ROOT, folder), join(root, folder)])
}

/** The commit of this checkout, with a + when something is not committed. */
export function currentCommit(): string {
  return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--', 'server') === '' ? '' : '+')
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] }).trim()
}
