import type { Database, Tx } from '../database/database.ts'
import { raw, type Sql, sql } from '../database/sql.ts'
import { AppError, invalid, notFound } from '../errors.ts'
import { uuid } from '../id.ts'
import { insertDocument } from '../incident/store.ts'
import { logged, type NewEvent, ticket } from '../log/store.ts'
import { type Actor, may } from '../permission.ts'
import { commentDocument } from '../search/document.ts'
import type { Comment, CommentEdit, CommentInput } from './schema.ts'
import { commentJson, selectComment } from './store.ts'

/** Which version the caller has seen: by occ_lock, or by If-Match. */
type Version = { occLock: number | undefined; ifMatch: number | null }

export type ShownComment = { text: string; id: string; incidentId: string }

/** The parts of a WITH that add a comment (`c`, `said`), and its event; for commands that add one with something else. */
export function commentParts(
  actor: Actor,
  incidentId: string,
  words: string,
  occurredAt: string | null,
): { id: string; ctes: Sql; event: NewEvent } {
  const id = uuid()
  const document = commentDocument(actor.tenantId, words)
  return {
    id,
    ctes: sql`c as (insert into comment (tenant_id, id, incident_id, user_id, name, text, created_at, updated_at, updated_by, occ_lock)
        select ${actor.tenantId}, ${id}::uuid, ${incidentId}::uuid, ${actor.userId}, ${actor.name}, ${words}, ticket.recorded_at, ticket.recorded_at, ${actor.userId}, 0
        from ticket returning *),
      said as (select ${commentJson} as comment from c),
      ${insertDocument(actor.tenantId, incidentId, id, document)},`,
    event: {
      type: 'comment.added',
      incidentId,
      commentId: id,
      commentLock: 0,
      occurredAt,
      data: raw(`(select json_build_object('comment', said.comment) from said)`),
    },
  }
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
    const { id, ctes, event } = commentParts(actor, incidentId, body.text, body.occurred_at ?? null)
    const [row] = await tx.last(
      sql`with ${ticket(actor.tenantId, 1)}, ${ctes} ${logged(actor, [{ ...event, number: sql`${number}` }])} select comment::text as comment from said`,
    )
    return { text: row?.comment as string, id, incidentId }
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
  const seen = givenVersion({ occLock: body.occ_lock, ifMatch })
  if (seen === null)
    throw invalid([
      {
        code: 'MISSING',
        message: '"occ_lock" is required: the version you have read (or send If-Match).',
        field: 'occ_lock',
      },
    ])
  return database.transaction(actor, async (tx) => {
    const { comment, number } = await lockComment(tx, actor, incidentId, id)
    if (comment.occ_lock !== seen) throw stale(comment, seen, ifMatch !== null)
    if (comment.text === body.text) return { text: JSON.stringify(comment), id, incidentId }
    const lock = comment.occ_lock + 1
    const document = commentDocument(actor.tenantId, body.text)
    const event: NewEvent = {
      type: 'comment.edited',
      incidentId,
      number: sql`${number}`,
      commentId: id,
      commentLock: lock,
      occurredAt: body.occurred_at ?? null,
      changes: [{ field: 'text', from: comment.text, to: body.text }],
      data: raw(`(select json_build_object('comment', said.comment) from said)`),
    }
    const [row] = await tx.last(sql`with ${ticket(actor.tenantId, 1)},
      c as (update comment set text = ${body.text}, updated_at = ticket.recorded_at, updated_by = ${actor.userId}, occ_lock = ${lock} from ticket
        where comment.tenant_id = ${actor.tenantId} and comment.id = ${id}::uuid and comment.occ_lock = ${comment.occ_lock} returning comment.*),
      said as (select ${commentJson} as comment from c),
      document as (update incident_search s set content = ${document.content}, grams = ${document.grams}::int[] from ticket
        where s.tenant_id = ${actor.tenantId} and s.incident_id = ${incidentId}::uuid and s.comment_id = ${id}::uuid),
      ${logged(actor, [event])} select comment::text as comment from said`)
    return { text: row?.comment as string, id, incidentId }
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
    if (seen !== null && seen !== comment.occ_lock) throw stale(comment, seen, version.ifMatch !== null)
    const event: NewEvent = {
      type: 'comment.deleted',
      incidentId,
      number: sql`${number}`,
      commentId: id,
      commentLock: comment.occ_lock + 1,
      data: sql`${JSON.stringify({ comment })}::json`,
    }
    await tx.last(sql`with ${ticket(actor.tenantId, 1)},
      gone as (delete from comment where tenant_id = ${actor.tenantId} and id = ${id}::uuid),
      unsaid as (delete from incident_search where tenant_id = ${actor.tenantId} and incident_id = ${incidentId}::uuid and comment_id = ${id}::uuid),
      ${logged(actor, [event])} select seq from ticket`)
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

/** The version a caller names; null when none. Throws invalid when occ_lock and If-Match disagree. */
function givenVersion({ occLock, ifMatch }: Version): number | null {
  if (occLock !== undefined && ifMatch !== null && occLock !== ifMatch) {
    throw invalid([
      { code: 'VERSIONS_DISAGREE', message: '"occ_lock" and If-Match name different versions.', field: 'occ_lock' },
    ])
  }
  return ifMatch ?? occLock ?? null
}

function stale(current: Comment, seen: number, byHeader: boolean): AppError {
  const message = `The comment was changed meanwhile: you have version ${seen}, it is at ${current.occ_lock}.`
  return new AppError(byHeader ? 'precondition_failed' : 'conflict', message, {
    problems: [{ code: 'STALE_OCC_LOCK', message, field: byHeader ? 'If-Match' : 'occ_lock' }],
    data: { current },
  })
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
