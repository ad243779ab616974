// Commands on presence: enter an incident, leave it.
import type { Database } from '../database/database.ts'
import { lockCount } from '../database/limit.ts'
import { notFound, refusal } from '../errors.ts'
import { isUuid } from '../id.ts'
import type { Actor, Context } from '../permission.ts'
import type { Presence, PresenceInput } from './schema.ts'
import {
  countPresent,
  deletePresence,
  type Place,
  selectIncident,
  selectPresent,
  shownPresent,
  upsertPresence,
} from './store.ts'

/** Pages open on one incident, and of one person on all of them: what goes to every reader stays small. */
const MOST_HERE = 100
const MOST_OWN = 50

export const tooManyHere = refusal(
  'conflict',
  'TOO_MANY',
  `At most ${MOST_HERE} open pages of an incident are shown; this one is not among them.`,
)
export const tooManyOwn = refusal(
  'conflict',
  'TOO_MANY',
  `At most ${MOST_OWN} open pages of one person are shown; this one is not among them.`,
)

/** Who is there now, and whether others would see a difference. */
export type Entered = { presence: Presence; changed: boolean }

/** Says that the actor is looking, from one open page; good for 40 s. Throws not_found, conflict TOO_MANY. */
export async function enter(
  database: Database,
  context: Context,
  incidentId: string,
  { session, field = null }: PresenceInput,
): Promise<Entered> {
  const { actor } = context
  const place = placeOf(actor, incidentId)
  return await database.transaction(context, async (tx) => {
    const [there, before] = await tx.queries([selectIncident(place), selectPresent(place)])
    if (there?.rows.length !== 1) throw notFound('incident')
    const own = shownPresent(before?.rows ?? []).find((one) => one.user_id === actor.userId && one.session === session)
    if (own === undefined) {
      const [, counted] = await tx.queries([lockCount('presence', place.tenantId), countPresent(place, actor)])
      if (Number(counted?.rows[0]?.['here']) >= MOST_HERE) throw tooManyHere
      if (Number(counted?.rows[0]?.['own']) >= MOST_OWN) throw tooManyOwn
    }
    const [, after] = await tx.queries([upsertPresence(place, actor, session, field), selectPresent(place)])
    const presence = { incident_id: incidentId, present: shownPresent(after?.rows ?? []) }
    return { presence, changed: own?.field !== field || own.name !== actor.name }
  })
}

/** Says that the actor has closed a page, or (null) all they have open of it. Throws not_found. */
export async function leave(
  database: Database,
  context: Context,
  incidentId: string,
  session: string | null,
): Promise<Entered> {
  const { actor } = context
  const place = placeOf(actor, incidentId)
  return await database.transaction(context, async (tx) => {
    const [there, before, , after] = await tx.queries([
      selectIncident(place),
      selectPresent(place),
      deletePresence(place, actor, session),
      selectPresent(place),
    ])
    if (there?.rows.length !== 1) throw notFound('incident')
    const present = shownPresent(after?.rows ?? [])
    return { presence: { incident_id: incidentId, present }, changed: before?.rows.length !== present.length }
  })
}

/** Who is looking at an incident. Throws not_found. */
export async function findPresence(database: Database, actor: Actor, incidentId: string): Promise<Presence> {
  const place = placeOf(actor, incidentId)
  const [there, present] = await database.reads(actor.tenantId, [selectIncident(place), selectPresent(place)])
  if (there?.rows.length !== 1) throw notFound('incident')
  return { incident_id: incidentId, present: shownPresent(present?.rows ?? []) }
}

function placeOf({ tenantId }: Actor, incidentId: string): Place {
  if (!isUuid(incidentId)) throw notFound('incident')
  return { tenantId, incidentId }
}
