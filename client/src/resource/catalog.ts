import { dataOf, given, init, type Raw } from '../call.ts'
import type { AttributeDefinition, BodyOf, CallOptions, CodeEntry, DataOf, QueryOf, Status } from '../types.ts'

/** The code tables of the instance. */
export function catalogCalls(raw: Raw) {
  return {
    types: codeTable(raw, '/v1/incident/types'),
    severities: codeTable(raw, '/v1/incident/severities'),
    statuses: {
      /** All of them, by rank. */
      list: (options?: CallOptions): Promise<Status[]> => dataOf(raw.GET('/v1/incident/statuses', init(options))),
      create: (body: BodyOf<'addStatus'>, options?: CallOptions): Promise<Status> =>
        dataOf(raw.POST('/v1/incident/statuses', { body, ...init(options) })),
      update: (code: string, body: BodyOf<'changeStatus'>, options?: CallOptions): Promise<Status> =>
        dataOf(raw.PUT('/v1/incident/statuses/{code}', { params: { path: { code } }, body, ...init(options) })),
      /** Removes one that no incident uses; others are retired by `update` with `active: false`. */
      delete: (code: string, options?: CallOptions): Promise<Status> =>
        dataOf(raw.DELETE('/v1/incident/statuses/{code}', { params: { path: { code } }, ...init(options) })),
    },
  }
}

function codeTable(raw: Raw, path: '/v1/incident/types' | '/v1/incident/severities') {
  const one = `${path}/{code}` as const
  return {
    /** All of them, by rank. */
    list: (options?: CallOptions): Promise<CodeEntry[]> => dataOf(raw.GET(path, init(options))),
    create: (body: BodyOf<'addType'>, options?: CallOptions): Promise<CodeEntry> =>
      dataOf(raw.POST(path, { body, ...init(options) })),
    update: (code: string, body: BodyOf<'changeType'>, options?: CallOptions): Promise<CodeEntry> =>
      dataOf(raw.PUT(one, { params: { path: { code } }, body, ...init(options) })),
    /** Removes one that no incident uses; others are retired by `update` with `active: false`. */
    delete: (code: string, options?: CallOptions): Promise<CodeEntry> =>
      dataOf(raw.DELETE(one, { params: { path: { code } }, ...init(options) })),
  }
}

/** The definitions of custom attributes. */
export function attributeCalls(raw: Raw) {
  return {
    list: (options?: CallOptions): Promise<AttributeDefinition[]> =>
      dataOf(raw.GET('/v1/incident/attributes', init(options))),
    create: (body: BodyOf<'defineAttribute'>, options?: CallOptions): Promise<AttributeDefinition> =>
      dataOf(raw.POST('/v1/incident/attributes', { body, ...init(options) })),
    /** Removes a definition; one in use only with `force`, which hides its values at once. */
    delete: (
      name: string,
      query: QueryOf<'removeAttribute'> = {},
      options?: CallOptions,
    ): Promise<DataOf<'removeAttribute'>> =>
      dataOf(
        raw.DELETE('/v1/incident/attributes/{name}', {
          params: { path: { name }, query: given(query) },
          ...init(options),
        }),
      ),
  }
}
