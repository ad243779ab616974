/** Calls on comments: those of any record, and the old way to remove one. */
import { invalid } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { record } from '../http/schema.ts'
import { idOf, pathsOf, type RecordParts, recordEndpoints, removal, sharedParts } from '../record/endpoints.ts'
import { CommentNamed, comments } from './schema.ts'

const words = {
  tag: 'Comments',
  summaries: {
    list: 'Comments of an incident, oldest first',
    add: 'Comment on an incident',
    get: 'One comment',
    change: 'Change what a comment says',
    remove: 'Remove a comment',
  },
  notes: {
    change: 'Its author or an admin may. What it said before stays in the log, for admins.',
    remove: 'Its author or an admin may. What it said stays in the log, for admins.',
  },
  changed: { text: 'Pumps are running, level falling slowly.' },
  whole: true,
} as const

/** Comments on an incident. */
export function commentEndpoints(parts: RecordParts): Endpoint[] {
  const { changing, ofIncident, Removed } = sharedParts(comments, words)
  return [
    ...recordEndpoints(comments, parts, words),
    endpoint({
      ...changing,
      method: 'DELETE',
      path: pathsOf(comments).list,
      operationId: 'removeCommentByName',
      summary: 'Remove a comment named by ?id= or in the body',
      params: record(ofIncident),
      query: CommentNamed,
      body: CommentNamed,
      bodyOptional: true,
      bodyExample: { id: comments.shownExample.id },
      answer: Removed,
      answerExample: { id: comments.shownExample.id, deleted: true },
      handler: async ({ context, params, query, body, ifMatch }) => {
        const named = query.id ?? body?.id
        if (named === undefined)
          throw invalid([{ code: 'MISSING', message: 'Name the comment: ?id= or { "id": … }.', field: 'id' }])
        if (query.id !== undefined && body?.id !== undefined && query.id !== body.id) {
          throw invalid([
            { code: 'BAD_VALUE', message: 'The query and the body name different comments.', field: 'id' },
          ])
        }
        const place = { incidentId: idOf(params['id'], 'incident'), id: idOf(named, 'comment') }
        return await removal(parts.database, comments, context, place, {
          occLock: body?.occ_lock ?? query.occ_lock,
          ifMatch,
        })
      },
    }),
  ]
}
