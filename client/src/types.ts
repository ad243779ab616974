// Short names for the types of the generated schema.
import type { CodeEntry, Event, Me, operations, Page, StatusEntry } from './schema.d.ts'

export type EventType = Event['type']
export type Permission = Me['permissions'][number]
export type Role = Me['role']
/** An entry of the code table of severities. */
export type Severity = CodeEntry
/** An entry of the code table of statuses. */
export type Status = StatusEntry
/** An entry of an incident's timeline: an event of the log. */
export type TimelineEntry = Event

export type IncidentQuery = QueryOf<'listIncidents'>
export type IncidentSummary = DataOf<'summarizeIncidents'>
export type IncidentPage = DataOf<'listIncidents'> & Paged
export type CommentPage = DataOf<'listComments'> & Paged
export type TimelinePage = DataOf<'getTimeline'> & Paged
export type PromiseReport = DataOf<'listPromises'> & Paged
export type EventPage = DataOf<'listEvents'>

/** `page` is there where the answer is one page. */
export type Paged = { page?: Page }

/** What every call takes besides. */
export type CallOptions = {
  /** Ends the call, its tries and the waiting between them; the call then throws the signal's reason. */
  signal?: AbortSignal | undefined
}

/** The query parameters of an operation; one that is undefined is left out. */
export type QueryOf<Name extends keyof operations> = operations[Name] extends { parameters: { query?: infer Query } }
  ? { [Key in keyof Query]: Query[Key] | undefined }
  : never

/** The JSON body of an operation. */
export type BodyOf<Name extends keyof operations> = operations[Name] extends {
  requestBody?: { content: { 'application/json': infer Body } }
}
  ? Body
  : never

/** The `data` of an operation's success. */
export type DataOf<Name extends keyof operations> = operations[Name] extends {
  responses: { 200: { content: { 'application/json': { data: infer Data } } } }
}
  ? Data
  : operations[Name] extends { responses: { 201: { content: { 'application/json': { data: infer Data } } } } }
    ? Data
    : never
