/** Posting an update: one comment and one change, in one transaction. */

import type { Context } from '../permission.ts'
import { noteNews } from '../promise/ledger.ts'
import { newRecord } from '../record/change.ts'
import type { RecordKind } from '../record/kind.ts'
import { givenVersion, type Version } from '../record/version.ts'
import {
  commitVersion,
  editable,
  type Incidents,
  lockLive,
  planned,
  refuseConflict,
  type Shown,
  unchanged,
} from './change.ts'
import type { Wanted } from './rules.ts'
import type { UpdateBody } from './schema.ts'

/**
 * Posts an update, its text as a record of the kind `comments`; gives the incident and the comment as JSON texts. Throws not_found, invalid, conflict where a field it sets changed
 * since the caller's version.
 */
export async function postUpdate(
  incidents: Incidents,
  comments: RecordKind,
  context: Context,
  id: string,
  body: UpdateBody,
  version: Version,
): Promise<{ incident: Shown; comment: string }> {
  const { actor } = context
  return await incidents.database.transaction(context, async (tx) => {
    const locked = await lockLive(tx, incidents, id)
    const { text, occurred_at: occurredAt = null, occ_lock: _, ...fields } = body
    const wanted: Wanted = { fields: editable(fields), attributes: null }
    const seen = givenVersion(version)
    if (seen !== null) await refuseConflict(tx, locked, seen, version, wanted)
    const plan = planned(locked, wanted, [])
    const comment = newRecord(comments, actor, { id, number: locked.number }, { text }, occurredAt)
    if (plan.changes.length === 0) {
      const [written] = await tx.commit({
        writes: [...comment.writes, noteNews(actor.tenantId, id)],
        events: [comment.event],
      })
      return { incident: unchanged(locked), comment: written?.rows[0]?.['record'] as string }
    }
    const event = { type: 'incident.updated', changes: plan.changes, occurredAt }
    const more = { before: comment, news: true }
    const { shown, before } = await commitVersion(tx, incidents, actor, locked, plan.after, event, more)
    return { incident: shown, comment: before?.['record'] as string }
  })
}
