/** Commands on comments: each one transaction, with its event. */
import { recordedAt } from '../database/commit.ts'
import type { Database, Tx } from '../database/database.ts'
import { type Sql, sql } from '../database/sql.ts'
import type { NewEvent } from '../database/transaction.ts'
import { AppError, notFound } from '../errors.ts'
import { uuid } from '../id.ts'
import { type Actor, may } from '../permission.ts'
import { givenVersion, requiredVersion, staleVersion, type Version } from '../record/version.ts'
import { commentDocument } from '../search/document.ts'
import { deleteDocument, insertDocument, updateDocument } from '../search/store.ts'
import type { Comment, CommentEdit, CommentInput } from './schema.ts'
import { commentJson, selectComment } from './store.ts'

export type ShownComment = { text: string; id: string; incidentId: string }

/** A comment to write along with something else: its rows, the first of which gives it as `comment`, and its event. */
export type NewComment = { id: string; writes: Sql[]; event: NewEvent }

/** What adds a comment to an incident; `number` is the incident's. */
export function newComment(
  actor: Actor,
  incident: { id: string; number: number },
  words: string,
  occurredAt: string | null,
): NewComment {
  const id = uuid()
  const { tenantId, userId, name } = actor
  return {
    id,
    writes: [
      sql`insert into comment as c (tenant_id, id, incident_id, user_id, name, text, created_at, updated_at, updated_by, occ_lock)
        values (${tenantId}, ${id}::uuid, ${incident.id}::uuid, ${userId}, ${name}, ${words}, ${recordedAt}, ${recordedAt}, ${userId}, 0)
        returning ${commentJson}::text as comment`,
      insertDocument(tenantId, incident.id, id, commentDocument(tenantId, words)),
    ],
    event: {
      type: 'comment.added',
      subject: { kind: 'comment', id, lock: 0 },
      incidentId: incident.id,
      number: incident.number,
      occurredAt,
      data: writtenComment(tenantId, id),
    },
  }
}

/** The comment as it has just been written, for its event. */
function writtenComment(tenantId: string, id: string): Sql {
  return sql`(select json_build_object('comment', ${commentJson}) from comment c where c.tenant_id = ${tenantId} and c.id = ${id}::uuid)`
}

/** Adds a comment to a live incident; the incident's version stays. Throws not_found, invalid (occurred_at in the future). */
export function addComment(
  database: Database,
  actor: Actor,
  incidentId: string,
  body: CommentInput,
): Promise<ShownComment> {
  return database.transaction(actor, async (tx) => {
    const number = await lockForComment(tx, incidentId)
    const { id, writes, event } = newComment(actor, { id: incidentId, number }, body.text, body.occurred_at ?? null)
    const [written] = await tx.commit({ writes, events: [event] })
    return { text: written?.rows[0]?.comment as string, id, incidentId }
  })
}

/** Changes what a comment says; its author's or an admin's to do. Throws not_found, forbidden, invalid, conflict (stale; carries current). */
export function editComment(
  database: Database,
  actor: Actor,
  incidentId: string,
  id: string,
  body: CommentEdit,
  ifMatch: number | null,
): Promise<ShownComment> {
  const seen = requiredVersion({ occLock: body.occ_lock, ifMatch })
  const { tenantId } = actor
  return database.transaction(actor, async (tx) => {
    const { comment, number } = await lockComment(tx, actor, incidentId, id)
    if (comment.occ_lock !== seen) throw staleVersion('comment', seen, comment, ifMatch !== null, {})
    if (comment.text === body.text) return { text: JSON.stringify(comment), id, incidentId }
    const lock = comment.occ_lock + 1
    const [written] = await tx.commit({
      writes: [
        sql`update comment c set text = ${body.text}, updated_at = ${recordedAt}, updated_by = ${actor.userId}, occ_lock = ${lock}
          where c.tenant_id = ${tenantId} and c.id = ${id}::uuid and c.occ_lock = ${comment.occ_lock} returning ${commentJson}::text as comment`,
        updateDocument(tenantId, incidentId, id, commentDocument(tenantId, body.text)),
      ],
      events: [
        {
          type: 'comment.edited',
          subject: { kind: 'comment', id, lock },
          incidentId,
          number,
          occurredAt: body.occurred_at ?? null,
          changes: [{ field: 'text', from: comment.text, to: body.text }],
          data: writtenComment(tenantId, id),
        },
      ],
    })
    return { text: written?.rows[0]?.comment as string, id, incidentId }
  })
}

/** Removes a comment; what it said stays in the log, for admins. Throws not_found, forbidden, invalid (versions disagree), conflict. */
export function removeComment(
  database: Database,
  actor: Actor,
  incidentId: string,
  id: string,
  version: Version,
): Promise<Comment> {
  const seen = givenVersion(version)
  return database.transaction(actor, async (tx) => {
    const { comment, number } = await lockComment(tx, actor, incidentId, id)
    if (seen !== null && seen !== comment.occ_lock)
      throw staleVersion('comment', seen, comment, version.ifMatch !== null, {})
    await tx.commit({
      writes: [
        sql`delete from comment where tenant_id = ${actor.tenantId} and id = ${id}::uuid`,
        deleteDocument(actor.tenantId, incidentId, id),
      ],
      events: [
        {
          type: 'comment.deleted',
          subject: { kind: 'comment', id, lock: comment.occ_lock + 1 },
          incidentId,
          number,
          data: { comment },
        },
      ],
    })
    return comment
  })
}

// Held in share: others may comment at the same time, but nobody deletes the incident meanwhile. (A key share would not keep off a deletion, which is
// an update of other columns.)
async function lockForComment(tx: Tx, incidentId: string): Promise<number> {
  const [row] = await tx.query(
    sql`select i.number from incident i where i.tenant_id = ${tx.tenantId} and i.id = ${incidentId}::uuid and i.deleted_at is null for share`,
  )
  if (!row) throw notFound('incident')
  return row.number as number
}

async function lockComment(
  tx: Tx,
  actor: Actor,
  incidentId: string,
  id: string,
): Promise<{ comment: Comment; number: number }> {
  const number = await lockForComment(tx, incidentId)
  const [row] = await tx.query(
    sql`select ${commentJson}::text as comment from comment c where c.tenant_id = ${tx.tenantId} and c.incident_id = ${incidentId}::uuid and c.id = ${id}::uuid for update`,
  )
  if (!row) throw notFound('comment')
  const comment = JSON.parse(row.comment as string) as Comment // commentJson has its fields
  if (comment.user_id !== actor.userId && !may(actor, 'comment.moderate')) {
    const message = 'Only its author or an admin may change this comment.'
    throw new AppError('forbidden', message, { problems: [{ code: 'NOT_AUTHOR', message }] })
  }
  return { comment, number }
}

/** One comment of a live incident, as JSON text. Throws not_found. */
export async function findComment(
  database: Database,
  tenantId: string,
  incidentId: string,
  id: string,
): Promise<{ text: string; occLock: number }> {
  const [row] = await database.read(tenantId, selectComment(tenantId, incidentId, id))
  if (!row) throw notFound('comment')
  return { text: row.comment as string, occLock: row.occ_lock as number }
}
