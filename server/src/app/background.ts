// What goes on without a request: followers of the log, promises, housekeeping, mail.
import type { FastifyBaseLogger } from 'fastify'
import { DefinitionCache } from '../attribute/definitions.ts'
import type { Config } from '../config.ts'
import type { Database } from '../database/database.ts'
import { sweepKeptAnswers, sweepKeys } from '../database/idempotency.ts'
import { openHints } from '../database/listen.ts'
import { keepSweeping, type Sweep } from '../database/sweep.ts'
import { sweepLots } from '../http/rate-limit.ts'
import { purgeBin } from '../incident/retention.ts'
import { startFollowers } from '../log/follower.ts'
import type { FollowerKind } from '../log/following.ts'
import type { Wake } from '../log/wake.ts'
import { watchHeads } from '../log/watch.ts'
import { askAddresses } from '../mail/ask.ts'
import { type MailParts, mailKind } from '../mail/deliver.ts'
import { createLinks } from '../mail/link.ts'
import { openPost } from '../mail/post.ts'
import { sweepUnconfirmed } from '../mail/store.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { sweepPresence } from '../presence/store.ts'
import { watchPromises } from '../promise/sweep.ts'
import { rebuildDocuments } from '../search/rebuild.ts'
import { webhookKinds } from '../webhook/deliver.ts'
import { createSecretBox } from '../webhook/secret.ts'
import { sweepDeliveries } from '../webhook/store.ts'
import type { Target } from '../webhook/target.ts'

export type Background = {
  /** Tells the other processes that a tenant has news; null: any tenant. */
  tell(tenantId: string | null): void
  listening(): boolean
  followers(): number
  stop(): Promise<void>
}

export type BackgroundParts = {
  config: Config
  database: Database
  wake: Wake
  log: FastifyBaseLogger
  target: Target
  /** null: no SMTP_URL. */
  mail: MailParts | null
  /** Told what became of each delivery of a webhook. */
  onDelivery: (outcome: string) => void
  draining: AbortSignal
}

/** What follows the log in this process, and what is done by the clock. Outages of the database are waited out. */
export function startBackground(parts: BackgroundParts): Background {
  const { config, database, wake, log, target, mail, onDelivery, draining } = parts
  const hints = openHints(database, {
    onHint: (tenantId) => (tenantId === null ? wake.wakeAll() : wake.wake(tenantId)),
    onChange: (listening, details) => {
      if (listening) log.info('listening to the other processes')
      else log.warn(details, 'not listening to the other processes: news of theirs take up to a second')
    },
  })
  const { outbound } = config
  const webhooks = webhookKinds({ database, target, secretBox: createSecretBox(database), onDelivery })
  const kinds: FollowerKind[] = outbound ? [...webhooks, ...(mail ? [mailKind(mail)] : [])] : []
  if (!outbound) log.warn('OUTBOUND is off: webhooks and mail are kept and not sent')
  const followers = startFollowers({ database, wake, kinds, log })
  const loops = [
    watchHeads(database, wake, draining),
    ...(mail && outbound ? [askAddresses(mail, draining)] : []),
    watchPromises({ database, warningSeconds: config.updateWarningSeconds, log, signal: draining }),
    ...sweeps({ config, database }).map((sweep) => keepSweeping(sweep, log, draining)),
  ]
  return {
    tell: hints.tell,
    listening: hints.listening,
    followers: () => followers.running(),
    stop: async () => {
      await Promise.all([followers.stop(), ...loops])
      mail?.post.close()
      await hints.close()
    },
  }
}

/** What is swept away once its time has come. (The embedded provider sweeps its own state.) */
function sweeps({ config, database }: Pick<BackgroundParts, 'config' | 'database'>): Sweep[] {
  const days = config.binRetentionDays
  const definitions = new DefinitionCache(database)
  const incidents = { database, definitions }
  return [
    { name: 'idempotency keys', batch: async () => (await sweepKeys(database, 500)) === 500 },
    {
      name: 'hours of kept answers',
      batch: async () => (await database.scoped('follower', sweepKeptAnswers)).length === 1000,
    },
    { name: 'requests counted', batch: async () => (await database.scoped('follower', sweepLots)).length === 1000 },
    { name: 'deliveries', batch: async () => (await database.scoped('follower', sweepDeliveries)).length === 1000 },
    {
      name: 'search documents of an earlier form',
      everyMs: 60_000,
      batch: async () => (await rebuildDocuments(database, definitions, 200)) === 200,
    },
    { name: 'presence', batch: async () => (await database.scoped('follower', sweepPresence())).length === 1000 },
    {
      name: 'subscriptions never confirmed',
      batch: async () => (await database.scoped('follower', sweepUnconfirmed)).length === 1000,
    },
    ...(days === null
      ? []
      : [{ name: 'bin', everyMs: 600_000, batch: async () => (await purgeBin(incidents, days, 50)) === 50 }]),
  ]
}

/** What sends mail; null without SMTP_URL. */
export function mailParts(
  { config, database, log, onPosted }: Pick<BackgroundParts, 'config' | 'database' | 'log'> & Pick<Metrics, 'onPosted'>,
  publicUrl: () => string,
): MailParts | null {
  const { smtpUrl, mailFrom } = config
  if (smtpUrl === null || mailFrom === null) return null
  const domain = /@([^\s>]+)/.exec(mailFrom)?.[1] ?? 'localhost'
  return {
    database,
    definitions: new DefinitionCache(database),
    post: openPost({ smtpUrl, from: mailFrom, log, onPosted }),
    links: createLinks(database),
    place: () => ({ publicUrl: publicUrl(), domain }),
  }
}
