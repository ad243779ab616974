import type { components, operations } from './schema.d.ts'

type Schemas = components['schemas']

export type Account = Schemas['Account']
export type ApiToken = Schemas['ApiToken']
export type AttributeDefinition = Schemas['AttributeDefinition']
/** An entry of the code tables of types and severities. */
export type CodeEntry = Schemas['CodeEntry']
/** What the service tells everyone: how to sign in, and its limits. */
export type Configuration = Schemas['Configuration']
export type Comment = Schemas['Comment']
export type Event = Schemas['Event']
export type EventType = Event['type']
export type Incident = Schemas['Incident']
/** What a refused change is told: the incident as it stands, what changed since, and which fields both sides changed. */
export type IncidentConflict = Schemas['IncidentConflict']
export type IncidentInput = Schemas['IncidentInput']
export type IncidentPatch = Schemas['IncidentPatch']
export type IncidentReplacement = Schemas['IncidentReplacement']
export type IncidentUpdate = Schemas['IncidentUpdate']
export type Me = Schemas['Me']
export type Permission = Me['permissions'][number]
export type Role = Me['role']
export type NewAccount = Schemas['NewAccount']
export type NewApiToken = Schemas['NewApiToken']
export type Page = Schemas['Page']
/** Who is looking at an incident. */
export type Presence = Schemas['Presence']
/** One thing wrong with a request. */
export type Problem = Schemas['Problem']
/** An entry of the code table of severities. */
export type Severity = CodeEntry
/** An entry of the code table of statuses. */
export type Status = Schemas['StatusEntry']
export type Subscription = Schemas['Subscription']
/** An entry of an incident's timeline: an event of the log. */
export type TimelineEntry = Event
/** A way to look at a page of the console, saved. */
export type View = Schemas['View']
export type Webhook = Schemas['Webhook']
export type WebhookDelivery = Schemas['WebhookDelivery']
export type WebhookReplay = Schemas['WebhookReplay']
export type WebhookWithSecret = Schemas['WebhookWithSecret']

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
