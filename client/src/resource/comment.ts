import { dataOf, everyOne, given, init, pageOf, type Raw } from '../call.ts'
import type { BodyOf, CallOptions, Comment, CommentPage, DataOf, QueryOf } from '../types.ts'
import { PAGE_SIZE } from './incident.ts'

const one = '/v1/incident/{id}/comments/{commentId}'

/** The calls on an incident's comments. */
export function commentCalls(raw: Raw) {
  const list = (incidentId: string, query: QueryOf<'listComments'> = {}, options?: CallOptions): Promise<CommentPage> =>
    pageOf(
      raw.GET('/v1/incident/{id}/comments', {
        params: { path: { id: incidentId }, query: given(query) },
        ...init(options),
      }),
    )

  return {
    /** One page, or all of them in one answer where neither `page`, `size` nor `cursor` is given; oldest first. */
    list,

    /** Every comment, read page by page while you go on. */
    all: (incidentId: string, options?: CallOptions): AsyncIterable<Comment> =>
      everyOne(async (cursor) => {
        const { comments, page } = await list(incidentId, { size: PAGE_SIZE, ...(cursor ? { cursor } : {}) }, options)
        return { items: comments, ...(page ? { page } : {}) }
      }),

    get: (incidentId: string, commentId: string, options?: CallOptions): Promise<Comment> =>
      dataOf(raw.GET(one, { params: { path: { id: incidentId, commentId } }, ...init(options) })),

    create: (incidentId: string, body: BodyOf<'addComment'>, options?: CallOptions): Promise<Comment> =>
      dataOf(raw.POST('/v1/incident/{id}/comments', { params: { path: { id: incidentId } }, body, ...init(options) })),

    /** Changes its text. Throws CommentConflictError when it is no longer at `occ_lock`. */
    update: (
      incidentId: string,
      commentId: string,
      body: BodyOf<'editComment'> & { occ_lock: number },
      options?: CallOptions,
    ): Promise<Comment> =>
      dataOf(raw.PUT(one, { params: { path: { id: incidentId, commentId } }, body, ...init(options) })),

    delete: (
      incidentId: string,
      commentId: string,
      query: QueryOf<'removeComment'> = {},
      options?: CallOptions,
    ): Promise<DataOf<'removeComment'>> =>
      dataOf(
        raw.DELETE(one, { params: { path: { id: incidentId, commentId }, query: given(query) }, ...init(options) }),
      ),
  }
}
