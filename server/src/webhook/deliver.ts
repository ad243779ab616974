// Delivers events to webhooks, in the order of the log.
import type { Database } from '../database/database.ts'
import type { Sql } from '../database/sql.ts'
import { uuid } from '../id.ts'
import { backoffMs } from '../log/backoff.ts'
import { stopFollower } from '../log/follower-store.ts'
import { type FollowerKind, type Following, MOST_SET_ASIDE, type Outcome, TRIES_OF_REFUSED } from '../log/following.ts'
import { wants } from './schema.ts'
import type { SecretBox } from './secret.ts'
import { messageId, signedHeaders } from './sign.ts'
import {
  type Attempt,
  deleteReplay,
  deleteReplays,
  insertDelivery,
  REPLAY,
  type Sending,
  selectSending,
  sendingOf,
  WEBHOOK,
} from './store.ts'
import type { Answered, Target } from './target.ts'

export type DeliveryParts = {
  database: Database
  target: Target
  secretBox: SecretBox
  /** Told what became of each delivery: done, retry, set aside or stop. */
  onDelivery?: (outcome: string) => void
}

/** An event that has failed for so long is given up, and the webhook switched off. */
const LAST_TRY_SECONDS = 75 * 3600
/** What Retry-After may ask for at most. */
const LONGEST_WAIT_MS = 24 * 3_600_000
/** Answers about the event itself: too large, of a kind or a content that is not understood. */
const REFUSALS = new Set([413, 415, 422])
/** Longer than what a call may take, and the statements around it. */
const HANDLER_MS = 28_000
const USER_AGENT = 'Tocsin-Webhook'

/** The followers by which webhooks are sent events, and stretches of the log again. */
export function webhookKinds(parts: DeliveryParts): FollowerKind[] {
  return [WEBHOOK, REPLAY].map((kind) => ({
    kind,
    handle: (following) => deliver(parts, kind, following),
    timeoutMs: HANDLER_MS,
    // Webhooks are an admin's.
    readsRemoved: true,
  }))
}

/** Signs a body and posts it to a webhook. */
export async function send(
  { target, secretBox }: Pick<DeliveryParts, 'target' | 'secretBox'>,
  tenantId: string,
  { webhookId, url, secrets, now }: Sending,
  id: string,
  body: string,
  signal?: AbortSignal,
): Promise<Answered> {
  const opened = await Promise.all(secrets.map((secret) => secretBox.open(secret, tenantId, webhookId)))
  const headers = {
    'content-type': 'application/json',
    'user-agent': USER_AGENT,
    ...signedHeaders(id, now, body, opened),
  }
  return await target.post(url, headers, body, signal, tenantId)
}

async function deliver(parts: DeliveryParts, kind: string, following: Following): Promise<Outcome> {
  const { tenantId, id, event, epoch, signal } = following
  const [row] = await parts.database.read(tenantId, selectSending(tenantId, kind, id))
  if (!row) return { is: 'skip' } // removed meanwhile, and its follower with it
  const sending = sendingOf(row)
  const last: Sql[] = event.seq === sending.until ? [deleteReplay(tenantId, id)] : []
  if (!wants(sending.types, event.type)) return last.length > 0 ? { is: 'done', also: last } : { is: 'skip' }
  const message = messageId(tenantId, epoch, event.seq)
  const answered = await send(parts, tenantId, sending, message, bodyOf(event.type, event.text), signal)
  // Broken off by us: the service stops, or another process has taken over. Not the receiver's failure.
  if (signal.aborted && answered.status === null) return { is: 'retry', afterMs: 0, error: answered.error ?? '' }
  const { is, afterMs, reason } = verdict(answered, following)
  parts.onDelivery?.(is)
  const attempt: Attempt = {
    id: uuid(),
    webhookId: sending.webhookId,
    kind: kind === REPLAY ? 'replay' : 'event',
    seq: event.seq,
    event_type: event.type,
    incident_id: event.incidentId,
    message_id: message,
    duration_ms: answered.durationMs,
    succeeded: is === 'done',
    status: answered.status,
    error: answered.error,
    response: answered.response,
    nextTryMs: is === 'retry' ? afterMs : null,
  }
  const recorded = insertDelivery(tenantId, attempt)
  if (is === 'done') return { is, also: [recorded, ...last] }
  const error = answered.error ?? `The receiver answered ${answered.status}.`
  if (is === 'retry') return { is, afterMs, error, also: [recorded] }
  if (is === 'set aside') return { is, error, also: [recorded, ...last] }
  const noMore = deleteReplays(tenantId, sending.webhookId)
  if (kind === WEBHOOK) return { is: 'stop', reason, error, also: [recorded, noMore] }
  // A stretch that fails for good: the webhook itself is switched off only when its receiver says so.
  if (answered.status !== 410) return { is: 'done', also: [recorded, deleteReplay(tenantId, id)] }
  return {
    is: 'done',
    also: [recorded, stopFollower({ tenantId, kind: WEBHOOK, id: sending.webhookId }, reason), noMore],
  }
}

type Verdict = { is: 'done' | 'retry' | 'set aside' | 'stop'; afterMs: number; reason: string }

function verdict(
  { status, error, retryAfterSeconds }: Answered,
  { failures, failingSeconds, setAsideInRow }: Following,
): Verdict {
  if (status !== null && status >= 200 && status < 300) return { is: 'done', afterMs: 0, reason: '' }
  if (status === 410) return { is: 'stop', afterMs: 0, reason: 'The receiver answered 410: it wants no more.' }
  if (status !== null && REFUSALS.has(status) && failures + 1 >= TRIES_OF_REFUSED && setAsideInRow < MOST_SET_ASIDE)
    return { is: 'set aside', afterMs: 0, reason: '' }
  const what = error ?? `The receiver answered ${status}.`
  if (failures > 0 && failingSeconds >= LAST_TRY_SECONDS)
    return { is: 'stop', afterMs: 0, reason: `Every try failed for 75 hours. The last one: ${what}` }
  const asked = Math.min(LONGEST_WAIT_MS, (retryAfterSeconds ?? 0) * 1000)
  return { is: 'retry', afterMs: Math.max(backoffMs(failures), asked), reason: '' }
}

/** What is posted: the event as the log shows it, spliced in as text, so that every attempt sends the same bytes. */
function bodyOf(type: string, text: string): string {
  const { recorded_at } = JSON.parse(text) as { recorded_at: string } // an event
  return `{"type":${JSON.stringify(type)},"timestamp":${JSON.stringify(recorded_at)},"data":${text}}`
}
