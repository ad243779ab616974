// `tocsin backup`: writes everything in the database to one file.
import manifest from '../../package.json' with { type: 'json' }
import type { DumpOptions, DumpSummary } from '../database/backup/dump.ts'
import { streamBackup, writeBackup } from '../database/backup/write.ts'
import { defineCommand, UsageError } from './command.ts'
import { withTarget } from './connect.ts'
import { interruptible } from './interrupt.ts'
import { bytes, count, duration, showProgress } from './progress.ts'

export const command = defineCommand({
  usage: 'FILE|- [--force]',
  words: ['FILE'],
  options: { force: { type: 'boolean', text: 'replaces FILE where it exists' } },
  details: () =>
    [
      'Every table in one consistent snapshot, while the service goes on writing. FILE is there whole or not at all, and only its',
      'owner can read it: it holds password hashes and signing keys. With - it goes to stdout. "tocsin restore FILE" brings it',
      'back, also into a newer Tocsin and into another version of PostgreSQL.',
    ].join('\n'),
  run: async ({ words: [file], values, config: readConfig }) => {
    if (file === '-' && process.stdout.isTTY) {
      throw new UsageError('backup - writes to stdout, which is a terminal: name a file, or pipe it somewhere')
    }
    const config = readConfig()
    const started = performance.now()
    const progress = showProgress()
    return await interruptible(async (signal) => {
      let summary: DumpSummary | undefined
      const size = await withTarget(config, 'backup', async (target) => {
        const options: DumpOptions = {
          target,
          schema: config.schema,
          tocsin: manifest.version,
          signal,
          onProgress: (table, rows) => progress.say(`${table}: ${count(rows)} rows`),
          onEnd: (end) => {
            summary = end
          },
        }
        if (file !== '-') return await writeBackup(file, { ...options, force: values.force })
        await streamBackup(process.stdout, options, false)
        return null
      }).finally(progress.clear)
      if (!summary) throw new Error('the backup ended without its end')
      const into = size === null ? '' : ` to ${file}, ${bytes(size)}`
      process.stderr.write(
        `backed up ${count(summary.rows)} rows of ${summary.sums.length} tables${into}, in ${duration(performance.now() - started)}\n`,
      )
      if (summary.leftOut.length > 0) {
        process.stderr.write(`left out, since Tocsin did not make them: ${summary.leftOut.join(', ')}\n`)
      }
      if (summary.brokenLogs.length === 0) return 0
      process.stderr.write(
        `tocsin: the log of ${summary.brokenLogs.join(', ')} is not whole, so this backup cannot be restored: see tocsin doctor --deep\n`,
      )
      return 1
    }, 'no backup was written')
  },
})
