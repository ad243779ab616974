import { Type } from 'typebox'
import type { Database } from '../database/database.ts'
import { invalid, notFound } from '../errors.ts'
import type { Cursors } from '../http/cursor.ts'
import { type Answer, type Endpoint, endpoint, RawJson } from '../http/route.ts'
import { OccLock, record } from '../http/schema.ts'
import { isUuid } from '../id.ts'
import { IncidentId } from '../incident/schema.ts'
import { occurredProblems } from '../log/occurred.ts'
import { addComment, editComment, findComment, removeComment } from './commands.ts'
import { noComment, noIncident, notAuthor, stale } from './examples.ts'
import { allComments, commentPage } from './list.ts'
import {
  type Comment,
  CommentConflict,
  CommentEdit,
  CommentInput,
  CommentNamed,
  CommentPath,
  commentExample,
} from './schema.ts'

const CommentRef = Type.Ref('Comment')
const Removed = record({ id: Type.String(), deleted: Type.Boolean() })

/** Comments on an incident. */
export function commentEndpoints(database: Database, cursors: Cursors): Endpoint[] {
  const common = { tag: 'Comments', failures: ['not_found' as const], failureExamples: [noIncident] }
  const changing = {
    ...common,
    permission: 'comment.write' as const,
    conflict: CommentConflict,
    ifMatch: true,
    failures: ['not_found' as const, 'conflict' as const, 'precondition_failed' as const],
    failureExamples: [noComment, noIncident, notAuthor, ...stale],
  }
  return [
    endpoint({
      ...common,
      method: 'GET',
      path: '/v1/incident/{id}/comments',
      operationId: 'listComments',
      costly: true,
      summary: 'Comments of an incident, oldest first',
      permission: 'incident.read',
      params: IncidentId,
      query: record({
        page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Page, from 1' })),
        size: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 1000,
            description: 'Records on a page; 50 where only page or cursor is given',
          }),
        ),
        sort: Type.Optional(
          Type.Array(Type.String({ pattern: '^created_at(,([Aa][Ss][Cc]|[Dd][Ee][Ss][Cc]))?$' }), {
            maxItems: 1,
            description: 'created_at,ASC (default) or created_at,DESC',
          }),
        ),
        cursor: Type.Optional(
          Type.String({ maxLength: 10_000, description: 'next_cursor of the page before; not with page' }),
        ),
      }),
      answer: record({ comments: Type.Array(CommentRef), total: Type.Integer({ minimum: 0, examples: [1] }) }),
      paged: true,
      handler: async ({ actor, params, query }) => {
        if (!isUuid(params.id)) throw notFound('incident')
        if (query.cursor !== undefined && query.page !== undefined) {
          throw invalid([{ code: 'BAD_CURSOR', message: '"cursor" and "page" exclude each other.', field: 'cursor' }])
        }
        const { sort, ...paging } = query
        const direction = sort === undefined || sort[0]?.toUpperCase().endsWith('ASC') ? 'ASC' : 'DESC'
        if (Object.keys(paging).length === 0) return await allComments(database, actor.tenantId, params.id, direction)
        return await commentPage(database, cursors, actor.tenantId, params.id, { ...paging, direction })
      },
    }),
    endpoint({
      ...common,
      method: 'POST',
      path: '/v1/incident/{id}/comments',
      operationId: 'addComment',
      summary: 'Comment on an incident',
      permission: 'comment.write',
      params: IncidentId,
      body: CommentInput,
      bodyExample: { text: 'Pumps are running, level falling.' },
      status: 201,
      answer: CommentRef,
      etag: true,
      check: async (body) => occurredProblems(body as { occurred_at?: unknown }), // called with objects only
      handler: ({ actor, params, body }) => addComment(database, actor, idOf(params.id, 'incident'), body),
      respond: (comment) => ({
        data: new RawJson(comment.text),
        status: 201,
        headers: { location: `/v1/incident/${comment.incidentId}/comments/${comment.id}`, etag: '"0"' },
        incidentId: comment.incidentId,
      }),
    }),
    endpoint({
      ...changing,
      method: 'DELETE',
      path: '/v1/incident/{id}/comments',
      operationId: 'removeCommentByName',
      summary: 'Remove a comment named by ?id= or in the body',
      params: IncidentId,
      query: CommentNamed,
      body: CommentNamed,
      bodyOptional: true,
      bodyExample: { id: commentExample.id },
      answer: Removed,
      answerExample: { id: '01936f2b-0a8e-7c40-9f27-5a3d1c5e8a77', deleted: true },
      handler: async ({ actor, params, query, body, ifMatch }) => {
        const named = query.id ?? body?.id
        if (named === undefined)
          throw invalid([{ code: 'MISSING', message: 'Name the comment: ?id= or { "id": … }.', field: 'id' }])
        if (query.id !== undefined && body?.id !== undefined && query.id !== body.id) {
          throw invalid([
            { code: 'BAD_VALUE', message: 'The query and the body name different comments.', field: 'id' },
          ])
        }
        return await removed(actor, params.id, named, { occLock: body?.occ_lock ?? query.occ_lock, ifMatch })
      },
    }),
    endpoint({
      ...common,
      method: 'GET',
      path: '/v1/incident/{id}/comments/{commentId}',
      operationId: 'getComment',
      summary: 'One comment',
      permission: 'incident.read',
      params: CommentPath,
      answer: CommentRef,
      etag: true,
      failureExamples: [noComment],
      handler: async ({ actor, params }) => {
        const found = await findComment(
          database,
          actor.tenantId,
          idOf(params.id, 'comment'),
          idOf(params.commentId, 'comment'),
        )
        return { data: new RawJson(found.text), headers: { etag: `"${found.occLock}"` } }
      },
    }),
    endpoint({
      ...changing,
      method: 'PUT',
      path: '/v1/incident/{id}/comments/{commentId}',
      operationId: 'editComment',
      needsVersion: true,
      summary: 'Change what a comment says',
      description: 'Its author or an admin may. What it said before stays in the log, for admins.',
      params: CommentPath,
      body: CommentEdit,
      bodyExample: { text: 'Pumps are running, level falling slowly.', occ_lock: 0 },
      answer: CommentRef,
      answerExample: {
        ...commentExample,
        text: 'Pumps are running, level falling slowly.',
        updated_at: '2026-05-01T14:22:10.500312Z',
        occ_lock: 1,
      },
      etag: true,
      check: async (body) => occurredProblems(body as { occurred_at?: unknown }), // called with objects only
      handler: async ({ actor, params, body, ifMatch }) => {
        const comment = await editComment(
          database,
          actor,
          idOf(params.id, 'incident'),
          idOf(params.commentId, 'comment'),
          body,
          ifMatch,
        )
        return {
          data: new RawJson(comment.text),
          headers: { etag: `"${(JSON.parse(comment.text) as Comment).occ_lock}"` },
        } // a comment
      },
    }),
    endpoint({
      ...changing,
      method: 'DELETE',
      path: '/v1/incident/{id}/comments/{commentId}',
      operationId: 'removeComment',
      summary: 'Remove a comment',
      description: 'Its author or an admin may. What it said stays in the log, for admins.',
      params: CommentPath,
      query: record({ occ_lock: Type.Optional(OccLock) }),
      body: record({ occ_lock: Type.Optional(OccLock) }),
      bodyOptional: true,
      answer: Removed,
      answerExample: { id: '01936f2b-0a8e-7c40-9f27-5a3d1c5e8a77', deleted: true },
      handler: ({ actor, params, query, body, ifMatch }) =>
        removed(actor, params.id, params.commentId, { occLock: body?.occ_lock ?? query.occ_lock, ifMatch }),
    }),
  ]

  async function removed(
    actor: Parameters<typeof removeComment>[1],
    incidentId: string,
    id: string,
    version: Parameters<typeof removeComment>[4],
  ): Promise<Answer> {
    await removeComment(database, actor, idOf(incidentId, 'incident'), idOf(id, 'comment'), version)
    return { data: { id, deleted: true }, message: 'Removed.' }
  }
}

function idOf(text: string, what: string): string {
  if (!isUuid(text)) throw notFound(what)
  return text
}
