// Commands on webhooks: add, change, ping, replay, skip, rotate the secret, remove.
import { createHash } from 'node:crypto'
import { quotas } from '../admission/quotas.ts'
import type { Database, Tx } from '../database/database.ts'
import { lockCount } from '../database/limit.ts'
import { outboundPausedAt } from '../database/outbound.ts'
import { invalid, notFound, refusal } from '../errors.ts'
import { isUuid, uuid } from '../id.ts'
import { followerDueNow, insertFollower, skipEvent, startFollower, stopFollower } from '../log/follower-store.ts'
import type { Actor, Context } from '../permission.ts'
import { send } from './deliver.ts'
import type { Delivery, Replay, Stretch, Webhook, WebhookInput, WebhookUpdate, WebhookWithSecret } from './schema.ts'
import type { SecretBox } from './secret.ts'
import { newSecret } from './sign.ts'
import {
  countWebhooks,
  deleteReplays,
  deleteWebhook,
  insertDelivery,
  insertReplay,
  insertWebhook,
  lockWebhook,
  REPLAY,
  replaceSecret,
  replaysAndHead,
  selectDelivery,
  selectSending,
  sendingOf,
  updateWebhook,
  WEBHOOK,
} from './store.ts'
import type { Target } from './target.ts'

export type Webhooks = {
  database: Database
  target: Target
  secretBox: SecretBox
  /** False: OUTBOUND=off. */
  outbound: boolean
}

/** Stretches that one webhook is sent again at the same time. */
const MOST_REPLAYS = 10

export const tooMany = refusal('conflict', 'TOO_MANY', `A tenant may have at most ${quotas.webhooks} webhooks.`)
export const tooManyReplays = refusal(
  'conflict',
  'TOO_MANY',
  `A webhook may be sent at most ${MOST_REPLAYS} stretches at a time; wait for one to end.`,
)
export const isOff = refusal(
  'conflict',
  'WEBHOOK_OFF',
  'The webhook is switched off; switch it on by "enabled": true first.',
)

export const nothingFails = refusal(
  'conflict',
  'NOT_FAILING',
  'This event is not waiting for another try: it was delivered, or another one is.',
  'seq',
)
export const outboundIsOff = refusal(
  'conflict',
  'OUTBOUND_OFF',
  'This instance sends nothing: OUTBOUND is off, or it is a restored copy that has not been resumed.',
)

/** Makes a webhook, which gets what is committed from now on. The URL has been checked. Throws conflict (too many). */
export async function addWebhook(
  { database, secretBox }: Webhooks,
  context: Context,
  input: WebhookInput,
): Promise<WebhookWithSecret> {
  const { actor } = context
  const id = uuid()
  const secret = newSecret()
  const sealed = await secretBox.seal(secret, actor.tenantId, id)
  const key = { tenantId: actor.tenantId, kind: WEBHOOK, id }
  const { url, types = ['*'], description = '', enabled = true } = input
  return await database.transaction(context, async (tx) => {
    await tx.query(lockCount('webhook', tx.tenantId))
    if ((await countWebhooks(tx)) >= quotas.webhooks) throw tooMany
    await tx.queries([
      insertWebhook(tx.tenantId, {
        id,
        url,
        types,
        description,
        sealed,
        createdBy: actor.name,
        createdById: actor.userId,
      }),
      insertFollower(key),
      ...(enabled ? [] : [stopFollower(key, switchedOffBy(actor))]),
    ])
    return { ...(await locked(tx, id)), secret }
  })
}

/** Changes a webhook; what is not given stays. `enabled: true` makes the next try due at once. The URL has been checked. Throws not_found. */
export async function changeWebhook(
  { database }: Webhooks,
  context: Context,
  id: string,
  input: WebhookUpdate,
): Promise<Webhook> {
  const { actor } = context
  const key = { tenantId: actor.tenantId, kind: WEBHOOK, id }
  return await database.transaction(context, async (tx) => {
    const before = await locked(tx, id)
    const { url = before.url, types = before.types, description = before.description, enabled } = input
    await tx.queries([
      updateWebhook(tx.tenantId, id, { url, types, description }),
      ...(enabled === true ? [startFollower(key)] : []),
      // Somewhere else nothing has failed yet.
      ...(enabled === true || url !== before.url ? [followerDueNow(key)] : []),
      ...(enabled === false ? [stopFollower(key, switchedOffBy(actor)), deleteReplays(tx.tenantId, id)] : []),
    ])
    tx.wake(tx.tenantId)
    return await locked(tx, id)
  })
}

/** Passes over the event that fails, so that the next one is sent. Throws not_found, conflict (it does not wait for a try). */
export async function skipFailing({ database }: Webhooks, context: Context, id: string, seq: number): Promise<Webhook> {
  const { actor } = context
  const key = { tenantId: actor.tenantId, kind: WEBHOOK, id }
  return await database.transaction(context, async (tx) => {
    const { last_error: error } = await locked(tx, id)
    const skipped = await tx.query(skipEvent(key, seq, `Skipped by ${actor.name}. ${error ?? ''}`.trim()))
    if (skipped.length === 0) throw nothingFails
    return await locked(tx, id)
  })
}

/** Ends a webhook with all that belongs to it. Throws not_found. */
export async function removeWebhook({ database }: Webhooks, context: Context, id: string): Promise<Webhook> {
  return await database.transaction(context, async (tx) => {
    const before = await locked(tx, id)
    await tx.query(deleteWebhook(tx.tenantId, id))
    return before
  })
}

/** Gives a webhook another secret; the one before signs as well for 24 hours. Throws not_found. */
export async function rotateSecret(
  { database, secretBox }: Webhooks,
  context: Context,
  id: string,
): Promise<WebhookWithSecret> {
  const { actor } = context
  if (!isUuid(id)) throw notFound('webhook')
  const secret = newSecret()
  const sealed = await secretBox.seal(secret, actor.tenantId, id)
  return await database.transaction(context, async (tx) => {
    await locked(tx, id)
    await tx.query(replaceSecret(tx.tenantId, id, sealed))
    return { ...(await locked(tx, id)), secret }
  })
}

/** Sends a stretch of the log again, beside what is new, as far as the webhook asks for it. Throws not_found, invalid, conflict. */
export async function replayStretch(
  { database }: Webhooks,
  context: Context,
  id: string,
  { from_seq: from, to_seq: to }: Stretch,
): Promise<Replay> {
  const replay = uuid()
  return await database.transaction(context, async (tx) => {
    const webhook = await locked(tx, id)
    const { replays, head } = await replaysAndHead(tx, id)
    if (to > head) throw beyondHead(to, head)
    if (!webhook.enabled) throw isOff
    if (replays >= MOST_REPLAYS) throw tooManyReplays
    await tx.queries([
      insertReplay(tx.tenantId, replay, id, from, to),
      insertFollower({ tenantId: tx.tenantId, kind: REPLAY, id: replay }, { after: from - 1, until: to }),
    ])
    tx.wake(tx.tenantId)
    return { id: replay, webhook_id: id, from_seq: from, to_seq: to }
  })
}

export function beyondHead(to: number, head: number) {
  return invalid([
    { code: 'CURSOR_AHEAD', message: `The log ends at ${head}; there is no position ${to} in it.`, field: 'to_seq' },
  ])
}

/**
 * Posts a message that is no event, and tells what came of it. Answered 2xx, what waits for its next try is due at once. Whoever
 * repeats the call under one Idempotency-Key sends the same webhook-id, since nothing is sent from within a transaction. Throws not_found.
 */
export async function pingWebhook(
  { database, target, secretBox, outbound }: Webhooks,
  context: Context,
  id: string,
): Promise<Delivery> {
  const { actor, idempotency } = context
  if (!isUuid(id)) throw notFound('webhook')
  const { tenantId } = actor
  const [row] = await database.read(tenantId, selectSending(tenantId, WEBHOOK, id))
  if (!row) throw notFound('webhook')
  if (!outbound || (await outboundPausedAt(database)) !== null) throw outboundIsOff
  const sending = sendingOf(row)
  const own = uuid()
  const messageId = `ping_${idempotency ? createHash('sha256').update(`${tenantId}\n${id}\n${actor.userId}\n${idempotency.key}`).digest('hex').slice(0, 32) : own}`
  const timestamp = new Date(sending.now * 1000).toISOString()
  const body = JSON.stringify({ type: 'webhook.ping', timestamp, data: { webhook_id: id, tenant_id: tenantId } })
  const answered = await send({ target, secretBox }, tenantId, sending, messageId, body)
  const succeeded = answered.status !== null && answered.status >= 200 && answered.status < 300
  return await database.transaction(context, async (tx) => {
    const before = await locked(tx, id)
    await tx.queries([
      insertDelivery(tenantId, {
        id: own,
        webhookId: id,
        kind: 'ping',
        seq: null,
        event_type: 'webhook.ping',
        incident_id: null,
        message_id: messageId,
        duration_ms: answered.durationMs,
        succeeded,
        status: answered.status,
        error: answered.error,
        response: answered.response,
        nextTryMs: null,
      }),
      ...(succeeded && before.enabled ? [followerDueNow({ tenantId, kind: WEBHOOK, id })] : []),
    ])
    tx.wake(tenantId)
    const [made] = await tx.query(selectDelivery(tenantId, id, own))
    return made as unknown as Delivery // its columns
  })
}

async function locked(tx: Tx, id: string): Promise<Webhook> {
  const found = isUuid(id) ? await lockWebhook(tx, id) : null
  if (!found) throw notFound('webhook')
  return found
}

function switchedOffBy(actor: Actor): string {
  return `Switched off by ${actor.name}.`
}
