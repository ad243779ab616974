// Commands on mail subscriptions: subscribe, confirm, skip a failing email, end.
import { quotas } from '../admission/quotas.ts'
import type { DefinitionCache } from '../attribute/definitions.ts'
import type { Database, Tx } from '../database/database.ts'
import { lockCount } from '../database/limit.ts'
import { invalid, notFound, refusal } from '../errors.ts'
import { isUuid, uuid } from '../id.ts'
import { insertFollower, skipEvent } from '../log/follower-store.ts'
import { systemContext } from '../log/system.ts'
import { type Actor, type Context, may } from '../permission.ts'
import { requireFilter } from './filter.ts'
import type { Named } from './link.ts'
import type { Subscription, SubscriptionInput } from './schema.ts'
import {
  confirmSubscription,
  countSubscriptions,
  deleteSubscription,
  incidentIsThere,
  insertSubscription,
  MAIL,
  selectSubscription,
  shownSubscription,
} from './store.ts'

export type Subscriptions = {
  database: Database
  definitions: DefinitionCache /** Whether SMTP_URL is set. */
  on: boolean
}

/** Nobody's mailbox is to be filled with questions. */
const MOST_ASKING = 5

export const mailIsOff = refusal('conflict', 'MAIL_OFF', 'This instance sends no mail: SMTP_URL is not set.')
export const tooManyOwn = refusal('conflict', 'TOO_MANY', `You may have at most ${quotas.subscriptions} subscriptions.`)
export const tooManyAsking = refusal(
  'conflict',
  'TOO_MANY',
  `This address has been asked ${MOST_ASKING} times and has not answered yet.`,
  'email',
)

/** Makes a subscription. Another address than the token's verified one is asked first. Throws invalid, conflict. */
export async function subscribe(
  { database, definitions, on }: Subscriptions,
  context: Context,
  input: SubscriptionInput,
): Promise<Subscription> {
  const { actor } = context
  if (!on) throw mailIsOff
  const verified = actor.emailVerified ? actor.email : null
  const email = input.email ?? verified
  if (email === null) {
    const message = '"email" is required: your token carries no verified address.'
    throw invalid([{ code: 'MISSING', message, field: 'email' }])
  }
  const confirmed = verified !== null && email.toLowerCase() === verified.toLowerCase()
  const { incident_id: incidentId = null, filter = null } = input
  if (filter) await requireFilter(definitions, actor.tenantId, filter)
  const id = uuid()
  return await database.transaction(context, async (tx) => {
    if (incidentId !== null && !(await incidentIsThere(tx, incidentId))) {
      throw invalid([{ code: 'UNKNOWN_INCIDENT', message: 'There is no incident with this id.', field: 'incident_id' }])
    }
    await tx.query(lockCount('subscription', tx.tenantId))
    const { own, asking } = await countSubscriptions(tx, actor.userId, email)
    if (own >= quotas.subscriptions) throw tooManyOwn
    if (!confirmed && asking >= MOST_ASKING) throw tooManyAsking
    await tx.queries([
      insertSubscription(actor, { id, email, incidentId, filter, confirmed }),
      ...(confirmed ? [insertFollower({ tenantId: tx.tenantId, kind: MAIL, id })] : []),
    ])
    const [row] = await tx.query(selectSubscription(tx.tenantId, id))
    if (!row) throw new Error('a subscription was made and is not there')
    return shownSubscription(row)
  })
}

export const nothingFails = refusal(
  'conflict',
  'NOT_FAILING',
  'The message about this event is not waiting for another try: it was sent, or another one is.',
  'seq',
)

/** Passes over the message that fails, so that the next one is sent. Throws not_found, conflict (it does not wait for a try). */
export async function skipFailing(
  { database }: Subscriptions,
  context: Context,
  id: string,
  seq: number,
): Promise<Subscription> {
  const { actor } = context
  if (!isUuid(id)) throw notFound('subscription')
  return await database.transaction(context, async (tx) => {
    const found = await ownSubscription(tx, actor, id)
    const reason = `Skipped by ${actor.name}. ${found.last_error ?? ''}`.trim()
    const skipped = await tx.query(skipEvent({ tenantId: tx.tenantId, kind: MAIL, id }, seq, reason))
    if (skipped.length === 0) throw nothingFails
    return await ownSubscription(tx, actor, id)
  })
}

/** One's own subscription, or as an admin anybody's. Throws not_found. */
async function ownSubscription(tx: Tx, actor: Actor, id: string): Promise<Subscription> {
  const [row] = await tx.query(selectSubscription(tx.tenantId, id))
  const found = row ? shownSubscription(row) : null
  if (!found || (found.owner_id !== actor.userId && !may(actor, 'account.manage'))) throw notFound('subscription')
  return found
}

/** Ends a subscription: one's own, or as an admin anybody's. Throws not_found. */
export async function unsubscribe({ database }: Subscriptions, context: Context, id: string): Promise<Subscription> {
  const { actor } = context
  if (!isUuid(id)) throw notFound('subscription')
  return await database.transaction(context, async (tx) => {
    const found = await ownSubscription(tx, actor, id)
    await tx.query(deleteSubscription(tx.tenantId, id))
    return found
  })
}

/** Ends a subscription by a link of one of its letters; one that has ended already stays so. */
export async function unsubscribeByLink(database: Database, { tenantId, id }: Named): Promise<void> {
  await database.transaction(systemContext(tenantId), async (tx) => {
    await tx.query(deleteSubscription(tenantId, id))
  })
}

/** The address agrees: it gets what is committed from now on. False when the subscription has ended meanwhile. */
export async function confirmByLink(database: Database, { tenantId, id }: Named): Promise<boolean> {
  return await database.transaction(systemContext(tenantId), async (tx) => {
    const confirmed = await tx.query(confirmSubscription(tenantId, id))
    if (confirmed.length > 0) await tx.query(insertFollower({ tenantId, kind: MAIL, id }))
    return (await tx.query(selectSubscription(tenantId, id))).length > 0
  })
}
