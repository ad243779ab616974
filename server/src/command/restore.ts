// `tocsin restore`: loads a backup into a new or empty schema.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { checkBackup } from '../database/backup/read.ts'
import { type RestoreSummary, restoreBackup } from '../database/backup/restore.ts'
import { defineCommand } from './command.ts'
import { withTarget } from './connect.ts'
import { interruptible } from './interrupt.ts'
import { columns } from './print.ts'
import { bytes, count, duration, showProgress } from './progress.ts'

const steps = {
  load: 'loading',
  index: 'building indexes',
  migrate: 'bringing the tables up to date',
  verify: 'checking the log',
}

export const command = defineCommand({
  usage: 'FILE [--drill | --keep-tokens]',
  words: ['FILE'],
  options: {
    drill: {
      type: 'boolean',
      text: 'restores into an embedded database of its own, checks it, and removes it again: shows that the backup is good',
    },
    'keep-tokens': {
      type: 'boolean',
      text: 'API tokens stay good, those too that were ended after the backup was made',
    },
  },
  details: () =>
    [
      'The whole file is checked before anything is written. It goes into a database without data: one that is new or empty, or as',
      'migrate leaves it; nothing is ever overwritten. The service must not be running. All of it is restored or nothing.',
      '',
      'A restored database begins a new epoch, so that readers of the event log start over. Sessions, signing keys and access',
      'tokens of the embedded sign-in end, and all API tokens unless --keep-tokens is given: what was taken back since the backup stays',
      'taken back. Accounts and their passwords are those of the backup.',
      '',
      'Webhooks and mail are paused, so that a copy tells nobody what the original tells: tocsin resume lets them go on.',
    ].join('\n'),
  run: async ({ words: [file], values, config: readConfig }) => {
    await using place = values.drill
      ? await drillPlace(readConfig)
      : { config: readConfig(), [Symbol.asyncDispose]: async () => {} }
    const { config } = place
    const started = performance.now()
    const progress = showProgress()
    return await interruptible(async (signal) => {
      const contents = await checkBackup(file)
      signal.throwIfAborted()
      const summary = await withTarget(
        config,
        'restore',
        (target) =>
          restoreBackup({
            target,
            schema: config.schema,
            path: file,
            contents,
            keepTokens: values['keep-tokens'],
            signal,
            onProgress: (step, table, done) =>
              progress.say(step === 'load' ? `loading ${table}: ${share(done, contents.bytes)}` : steps[step]),
          }),
        { alone: true },
      ).finally(progress.clear)
      process.stdout.write(describe(summary, contents.bytes, performance.now() - started, values.drill))
      return 0
    }, 'nothing was restored')
  },
})

/** A folder for an embedded database that goes with the drill. */
async function drillPlace(readConfig: () => Config): Promise<AsyncDisposable & { config: Config }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-drill-'))
  return {
    config: { ...readConfig(), database: null, dataDir: join(dataDir, 'data') },
    [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }),
  }
}

function share(done: number, all: number): string {
  return `${bytes(done)} of ${bytes(all)}`
}

function describe(
  { header, epoch, endedTokens, migrated, tenants, rows }: RestoreSummary,
  size: number,
  ms: number,
  drill: boolean,
): string {
  const tables = tenants.map(({ tenant_id, incidents, events }) => [tenant_id, count(incidents), count(events)])
  return [
    `restored ${count(rows)} rows (${bytes(size)}) of the backup of ${header.created_at}, in ${duration(ms)}`,
    `made by Tocsin ${header.tocsin} from PostgreSQL ${header.postgresql}`,
    ...(migrated.length === 0 ? [] : [`brought to this version by ${migrated.join(', ')}`]),
    ...(drill
      ? ['a drill: nothing of it is kept']
      : [
          `new epoch ${epoch}; sessions and signing keys of the embedded sign-in have ended`,
          `${count(endedTokens)} API tokens have ended`,
          'webhooks and mail are paused: run tocsin resume once this copy takes the place of the original',
        ]),
    'every log is whole: numbered from 1 without a gap, and in agreement with the records',
    '',
    columns(['TENANT', 'INCIDENTS', 'EVENTS'], tables),
  ].join('\n')
}
