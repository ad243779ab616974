import { dataOf, everyOne, given, init, pageOf, type Raw } from '../call.ts'
import type { Download } from '../download.ts'
import type {
  BodyOf,
  CallOptions,
  DataOf,
  Incident,
  IncidentInput,
  IncidentPage,
  IncidentPatch,
  IncidentQuery,
  IncidentReplacement,
  IncidentSummary,
  IncidentUpdate,
  PromiseReport,
  QueryOf,
  TimelineEntry,
  TimelinePage,
} from '../types.ts'

/** How many records the lists that go on by themselves read at a time. */
export const PAGE_SIZE = 200

const path = '/v1/incident/{id}'

/** The calls on incidents. */
export function incidentCalls(raw: Raw, download: Download) {
  const list = (query: IncidentQuery = {}, options?: CallOptions): Promise<IncidentPage> =>
    pageOf(raw.GET('/v1/incident', { params: { query: given(query) }, ...init(options) }))

  const timeline = (id: string, query: QueryOf<'getTimeline'> = {}, options?: CallOptions): Promise<TimelinePage> =>
    pageOf(raw.GET('/v1/incident/{id}/timeline', { params: { path: { id }, query: given(query) }, ...init(options) }))

  return {
    /** One page, or all of them in one answer where neither `page`, `size` nor `cursor` is given. */
    list,

    /** Every incident that matches, read page by page while you go on: `for await (const incident of …all())`. */
    all: (query: Omit<IncidentQuery, 'page' | 'cursor'> = {}, options?: CallOptions): AsyncIterable<Incident> =>
      everyOne(async (cursor) => {
        const { incidents, page } = await list({ size: PAGE_SIZE, ...query, ...(cursor ? { cursor } : {}) }, options)
        return { items: incidents, ...(page ? { page } : {}) }
      }),

    /** One incident as it stands; as it stood at an instant or a version (`as_of`, `as_of_lock`); or one in the bin. */
    get: (id: string, query: QueryOf<'getIncident'> = {}, options?: CallOptions): Promise<Incident> =>
      dataOf(raw.GET(path, { params: { path: { id }, query: given(query) }, ...init(options) })),

    /** Reports one. */
    create: (body: IncidentInput, options?: CallOptions): Promise<Incident> =>
      dataOf(raw.POST('/v1/incident', { body, ...init(options) })),

    /** Replaces the editable fields. Throws ConflictError when the incident is no longer at `occ_lock`. */
    replace: (id: string, body: IncidentReplacement & { occ_lock: number }, options?: CallOptions): Promise<Incident> =>
      dataOf(raw.PUT(path, { params: { path: { id } }, body, ...init(options) })),

    /** Changes the fields given. Throws ConflictError when one of them was changed by someone else since `occ_lock`. */
    patch: (id: string, body: IncidentPatch & { occ_lock: number }, options?: CallOptions): Promise<Incident> =>
      dataOf(raw.PATCH(path, { params: { path: { id } }, body, ...init(options) })),

    /** Says what is new: one comment and one change, or nothing at all. */
    postUpdate: (id: string, body: IncidentUpdate, options?: CallOptions): Promise<DataOf<'postUpdate'>> =>
      dataOf(raw.POST('/v1/incident/{id}/updates', { params: { path: { id } }, body, ...init(options) })),

    /** Puts one into the bin; with `purge`, removes its content for good. */
    delete: (
      id: string,
      query: QueryOf<'deleteIncident'> = {},
      options?: CallOptions,
    ): Promise<DataOf<'deleteIncident'>> =>
      dataOf(raw.DELETE(path, { params: { path: { id }, query: given(query) }, ...init(options) })),

    /** Takes one out of the bin. */
    restore: (id: string, body: BodyOf<'restoreIncident'> = {}, options?: CallOptions): Promise<Incident> =>
      dataOf(raw.POST('/v1/incident/{id}/restore', { params: { path: { id } }, body, ...init(options) })),

    /** A page of its events and comments, newest first. */
    timeline,

    /** All of its events and comments, newest first. */
    wholeTimeline: (
      id: string,
      query: Omit<QueryOf<'getTimeline'>, 'page' | 'cursor'> = {},
      options?: CallOptions,
    ): AsyncIterable<TimelineEntry> =>
      everyOne(async (cursor) => {
        const next = cursor ? { cursor } : { page: 1 }
        const { entries, page } = await timeline(id, { size: PAGE_SIZE, ...query, ...next }, options)
        return { items: entries, ...(page ? { page } : {}) }
      }),

    /** Counts, days and times to resolve of the incidents that match. */
    summary: (query: QueryOf<'summarizeIncidents'> = {}, options?: CallOptions): Promise<IncidentSummary> =>
      dataOf(raw.GET('/v1/incident/summary', { params: { query: given(query) }, ...init(options) })),

    /** Promised updates: made, kept, late and missed. */
    promises: (query: QueryOf<'listPromises'> = {}, options?: CallOptions): Promise<PromiseReport> =>
      pageOf(raw.GET('/v1/incident/promises', { params: { query: given(query) }, ...init(options) })),

    /** Sets a custom value, whether it has one or not. */
    setAttribute: (
      id: string,
      name: string,
      value: string | number | boolean,
      guard: { occ_lock?: number } = {},
      options?: CallOptions,
    ): Promise<Incident> =>
      dataOf(
        raw.PUT('/v1/incident/{id}/attributes', {
          params: { path: { id } },
          body: { name, value, ...guard },
          ...init(options),
        }),
      ),

    /** Removes a custom value. */
    removeAttribute: (
      id: string,
      name: string,
      guard: { occ_lock?: number } = {},
      options?: CallOptions,
    ): Promise<Incident> =>
      dataOf(
        raw.DELETE('/v1/incident/{id}/attributes/{name}', {
          params: { path: { id, name }, query: guard },
          ...init(options),
        }),
      ),

    /** Where `export` reads. The address alone does not do: it wants the token in a header. */
    exportUrl: (query: QueryOf<'exportIncidents'> = {}): string => download.url('/v1/incident/export', query),

    /** The incidents that match as CSV or JSON, as they come: the answer's body is not held in memory. */
    export: (query: QueryOf<'exportIncidents'> = {}, options?: CallOptions): Promise<Response> =>
      download.open('/v1/incident/export', query, options),
  }
}
