// Commands on saved views: add, change, remove.
import { quotas } from '../admission/quotas.ts'
import type { Database, Tx } from '../database/database.ts'
import { lockCount } from '../database/limit.ts'
import { notFound, refusal } from '../errors.ts'
import { isUuid, uuid } from '../id.ts'
import { type Actor, type Context, may } from '../permission.ts'
import type { View, ViewInput, ViewUpdate } from './schema.ts'
import { countViews, deleteView, insertView, lockView, shownView, updateView } from './store.ts'

export const tooManyOwn = refusal('conflict', 'TOO_MANY', `You may have at most ${quotas.views} views.`)
export const tooManyShared = refusal(
  'conflict',
  'TOO_MANY',
  `A tenant may share at most ${quotas.shared_views} views.`,
  'shared',
)
export const notOwner = refusal('forbidden', 'NOT_OWNER', 'Only its owner or an admin may change this view.')

/** Saves a view for the actor. Throws conflict TOO_MANY. */
export function addView(database: Database, context: Context, input: ViewInput): Promise<View> {
  const { actor } = context
  return database.transaction(context, async (tx) => {
    await tx.query(lockCount('view', tx.tenantId))
    const { own, shared } = await count(tx, actor)
    if (own >= quotas.views) throw tooManyOwn
    if (input.shared === true && shared >= quotas.shared_views) throw tooManyShared
    return only(await tx.query(insertView(actor, uuid(), input)))
  })
}

/** Changes a view; what is left out stays. Throws not_found, forbidden NOT_OWNER, conflict TOO_MANY. */
export function changeView(database: Database, context: Context, id: string, input: ViewUpdate): Promise<View> {
  const { actor } = context
  return database.transaction(context, async (tx) => {
    const before = await requireView(tx, actor, id)
    const { name = before.name, page = before.page, state = before.state, shared = before.shared } = input
    if (shared && !before.shared) {
      await tx.query(lockCount('view', tx.tenantId))
      if ((await count(tx, actor)).shared >= quotas.shared_views) throw tooManyShared
    }
    return only(await tx.query(updateView(tx.tenantId, { ...before, name, page, state, shared })))
  })
}

/** Removes a view. Throws not_found, forbidden NOT_OWNER. */
export function removeView(database: Database, context: Context, id: string): Promise<View> {
  const { actor } = context
  return database.transaction(context, async (tx) => {
    const view = await requireView(tx, actor, id)
    await tx.query(deleteView(tx.tenantId, id))
    return view
  })
}

/** What the actor may not see is not there, for an admin too: a view that is not shared is nobody else's business. */
async function requireView(tx: Tx, actor: Actor, id: string): Promise<View> {
  const [row] = isUuid(id) ? await tx.query(lockView(actor, id)) : []
  if (!row) throw notFound('view')
  const view = shownView(row)
  if (view.owner_id !== actor.userId && !may(actor, 'view.moderate')) throw notOwner
  return view
}

async function count(tx: Tx, actor: Actor): Promise<{ own: number; shared: number }> {
  const [row] = await tx.query(countViews(actor))
  return { own: Number(row?.['own']), shared: Number(row?.['shared']) }
}

function only([row]: Awaited<ReturnType<Tx['query']>>): View {
  if (!row) throw new Error('a view was written and is not there')
  return shownView(row)
}
