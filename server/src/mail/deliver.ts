// Delivers the emails of subscriptions, in the order of the log.
import type { DefinitionCache } from '../attribute/definitions.ts'
import type { Database } from '../database/database.ts'
import { join, sql } from '../database/sql.ts'
import { backoffMs } from '../log/backoff.ts'
import { type FollowerKind, type Following, MOST_SET_ASIDE, type Outcome, TRIES_OF_REFUSED } from '../log/following.ts'
import type { Event } from '../log/schema.ts'
import { mailed } from '../nouns.ts'
import { conditionNow } from './filter.ts'
import { letterOf, type Place } from './letter.ts'
import type { Links } from './link.ts'
import type { Post } from './post.ts'
import type { SubscriptionFilter } from './schema.ts'
import { deleteSubscription, forgetSent, MAIL, noteSent, occasionOf, selectOccasion } from './store.ts'

export type MailParts = {
  database: Database
  definitions: DefinitionCache
  post: Post
  links: Links
  place: () => Place
}

/** Connecting, greeting and sending each have 10 to 20 s of their own. */
const HANDLER_MS = 60_000
/** After so long without any success a letter is given up with its subscription. */
const LAST_TRY_SECONDS = 14 * 86_400

/** The followers by which subscriptions get their letters, one for each. */
export function mailKind(parts: MailParts): FollowerKind {
  const handle = (following: Following) => deliver(parts, following)
  return { kind: MAIL, handle, timeoutMs: HANDLER_MS, readsRemoved: false, tellsOutages: true }
}

async function deliver(
  { database, definitions, post, links, place }: MailParts,
  following: Following,
): Promise<Outcome> {
  const { tenantId, id, event, epoch, failures, failingSeconds, setAsideInRow } = following
  if (!mailed.has(event.type) || event.incidentId === null) return { is: 'skip' }
  const [row] = await database.read(tenantId, selectOccasion(tenantId, id, event.seq))
  if (!row) return { is: 'skip' } // ended meanwhile
  const occasion = occasionOf(row)
  if (!occasion.owned) return { is: 'done', also: [deleteSubscription(tenantId, id)] }
  const done: Outcome = { is: 'done', also: [forgetSent(tenantId, id, event.seq)] }
  if (occasion.sent) return done
  if (occasion.toldWithNext || occasion.incident === null) return { is: 'skip' }
  if (occasion.incidentId !== null && occasion.incidentId !== event.incidentId) return { is: 'skip' }
  const known = await definitions.current()
  const told = JSON.parse(event.text) as Event // the log's own
  if (told.purged) return { is: 'skip' }
  if (
    occasion.filter !== null &&
    !(await matches({ database, definitions }, tenantId, event.incidentId, occasion.filter))
  )
    return { is: 'skip' }
  const unsubscribe = `${place().publicUrl}/mail/unsubscribe/${await links.make('unsubscribe', { tenantId, id })}`
  const posted = await post.send(letterOf(told, occasion, known, { subscription: id, epoch }, place(), unsubscribe))
  if (posted.is === 'refused') return { is: 'stop', reason: posted.error, error: posted.error }
  if (posted.is === 'rejected' && failures + 1 >= TRIES_OF_REFUSED && setAsideInRow < MOST_SET_ASIDE)
    return { is: 'set aside', error: posted.error }
  if (posted.is !== 'taken') {
    if (failures > 0 && failingSeconds >= LAST_TRY_SECONDS)
      return { is: 'stop', reason: `Nothing could be sent for two weeks. ${posted.error}`, error: posted.error }
    return { is: 'retry', afterMs: backoffMs(failures), error: posted.error }
  }
  // It is out: this is written at once and by itself, so that it holds also when the lease was lost meanwhile.
  await noted(() => database.read(tenantId, noteSent(tenantId, id, event.seq)))
  return done
}

/** Whether an incident, as it stands now, is one of those a filter finds. */
async function matches(
  { database, definitions }: Pick<MailParts, 'database' | 'definitions'>,
  tenantId: string,
  incidentId: string,
  filter: SubscriptionFilter,
): Promise<boolean> {
  const condition = await conditionNow(definitions, tenantId, filter)
  // A code it names was removed since: nothing has it.
  if (!condition) return false
  const { ctes, from, where } = condition
  const parts = ctes.length === 0 ? sql`` : sql`with ${join(ctes, ', ')} `
  const rows = await database.read(
    tenantId,
    sql`${parts}select 1 as found from ${from} where ${where} and i.id = ${incidentId}::uuid`,
  )
  return rows.length > 0
}

/** A few tries: a letter that is out and not noted would be sent again. */
async function noted(note: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await note()
      return
    } catch (error) {
      if (attempt === 5) throw error
      await new Promise((wake) => setTimeout(wake, 200 * attempt))
    }
  }
}
