/** The calls of a kind of record, from its declaration: list, add, get, change, remove. A noun adds its odd verbs beside them. */
import { type TProperties, Type } from 'typebox'
import type { Database } from '../database/database.ts'
import { type AppError, invalid, notFound, refusal } from '../errors.ts'
import type { Cursors } from '../http/cursor.ts'
import { type Answer, type Endpoint, endpoint, RawJson } from '../http/route.ts'
import { OccLock, record } from '../http/schema.ts'
import { isUuid } from '../id.ts'
import { occurredProblems } from '../log/occurred.ts'
import type { Context } from '../permission.ts'
import { addRecord, changeRecord, findRecord, limitReached, notAuthor, removeRecord, type Written } from './change.ts'
import type { RecordKind, Values } from './kind.ts'
import { allRecords, recordPage } from './list.ts'
import type { Version } from './version.ts'

export type RecordParts = { database: Database; cursors: Cursors }

/** What readers of the document are told, and how this kind differs from the others. */
export type RecordWords = {
  /** The group of the document its calls stand in. */
  tag: string
  summaries: { list: string; add: string; get: string; change: string; remove: string }
  /** What to know besides, of changing and of removing one. */
  notes?: { change: string; remove: string }
  /** What a change sends, and what the record is after it. */
  changed: Values
  /** Without any paging parameter the list is all of them, streamed; else the first page. */
  whole?: true
}

const paging = {
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Page, from 1' })),
  cursor: Type.Optional(
    Type.String({ maxLength: 10_000, description: 'next_cursor of the page before; not with page' }),
  ),
  sort: Type.Optional(
    Type.Array(Type.String({ pattern: '^created_at(,([Aa][Ss][Cc]|[Dd][Ee][Ss][Cc]))?$' }), {
      maxItems: 1,
      description: 'created_at,ASC (default) or created_at,DESC',
    }),
  ),
}

const Removed = record({ id: Type.String(), deleted: Type.Boolean() })

/** Endpoints of a kind. */
export function recordEndpoints(kind: RecordKind, parts: RecordParts, words: RecordWords): Endpoint[] {
  const { database, cursors } = parts
  const { list, one } = pathsOf(kind)
  const { Input, Edit, Shown } = kind.schemas
  const { shownExample } = kind
  const shared = sharedParts(kind, words)
  const operation = (verb: string): string => `${verb}${kind.name}`
  const size = Type.Integer({
    minimum: 1,
    maximum: 1000,
    description: words.whole
      ? 'Records on a page; 50 where only page or cursor is given'
      : 'Records on a page; default 50',
  })
  const check = async (body: unknown) => occurredProblems(body as { occurred_at?: unknown }) // called with objects only
  return [
    endpoint({
      ...shared.any,
      method: 'GET',
      path: list,
      operationId: `list${capital(kind.plural)}`,
      costly: true,
      summary: words.summaries.list,
      permission: kind.permissions.read,
      params: record(shared.ofIncident),
      query: record({ page: paging.page, size: Type.Optional(size), sort: paging.sort, cursor: paging.cursor }),
      answer: record({ [kind.plural]: Type.Array(Shown), total: Type.Integer({ minimum: 0, examples: [1] }) }),
      paged: true,
      handler: async ({ actor, params, query }) => {
        const incidentId = idOf(params['id'], 'incident')
        if (query.cursor !== undefined && query.page !== undefined) {
          throw invalid([{ code: 'BAD_CURSOR', message: '"cursor" and "page" exclude each other.', field: 'cursor' }])
        }
        const { sort, ...wanted } = query
        const direction = sort === undefined || sort[0]?.toUpperCase().endsWith('ASC') ? 'ASC' : 'DESC'
        if (words.whole && Object.keys(wanted).length === 0)
          return await allRecords(database, kind, actor.tenantId, incidentId, direction)
        return await recordPage(database, cursors, kind, actor.tenantId, incidentId, { ...wanted, direction })
      },
    }),
    endpoint({
      ...shared.any,
      method: 'POST',
      path: list,
      operationId: operation('add'),
      summary: words.summaries.add,
      permission: kind.permissions.write,
      params: record(shared.ofIncident),
      body: Input,
      bodyExample: kind.example,
      status: 201,
      answer: Shown,
      etag: true,
      ...shared.adding,
      check,
      handler: ({ context, params, body }) =>
        addRecord(database, kind, context, idOf(params['id'], 'incident'), body as Values), // as the schema says
      respond: (written) => ({
        ...shown(written),
        status: 201,
        headers: { location: `${list.replace('{id}', written.incidentId)}/${written.id}`, etag: '"0"' },
        incidentId: written.incidentId,
      }),
    }),
    endpoint({
      ...shared.any,
      method: 'GET',
      path: one,
      operationId: operation('get'),
      summary: words.summaries.get,
      permission: kind.permissions.read,
      params: record(shared.ofRecord),
      answer: Shown,
      etag: true,
      failureExamples: [notFound(kind.kind)],
      handler: async ({ actor, params }) =>
        shown(await findRecord(database, kind, actor.tenantId, placeOf(kind, params, kind.kind))),
    }),
    endpoint({
      ...shared.changing,
      ...(words.notes ? { description: words.notes.change } : {}),
      method: kind.edit === 'replace' ? 'PUT' : 'PATCH',
      path: one,
      operationId: operation(kind.edit === 'replace' ? 'edit' : 'change'),
      needsVersion: true,
      summary: words.summaries.change,
      params: record(shared.ofRecord),
      body: Edit,
      bodyExample: { ...words.changed, occ_lock: 0 },
      answer: Shown,
      answerExample: { ...shownExample, ...words.changed, updated_at: CHANGED_AT, occ_lock: 1 },
      etag: true,
      check,
      handler: async ({ context, params, body, ifMatch }) =>
        shown(await changeRecord(database, kind, context, placeOf(kind, params), body as Values, ifMatch)), // as the schema says
    }),
    endpoint({
      ...shared.changing,
      ...(words.notes ? { description: words.notes.remove } : {}),
      method: 'DELETE',
      path: one,
      operationId: operation('remove'),
      summary: words.summaries.remove,
      params: record(shared.ofRecord),
      query: record({ occ_lock: Type.Optional(OccLock) }),
      body: record({ occ_lock: Type.Optional(OccLock) }),
      bodyOptional: true,
      answer: Removed,
      answerExample: { id: shownExample.id, deleted: true },
      handler: ({ context, params, query, body, ifMatch }) => {
        const version = { occLock: body?.occ_lock ?? query.occ_lock, ifMatch }
        return removal(database, kind, context, placeOf(kind, params), version)
      },
    }),
  ]
}

const CHANGED_AT = '2026-05-01T14:22:10.500312Z'

/** Removes a record and says so. */
export async function removal(
  database: Database,
  kind: RecordKind,
  context: Context,
  place: { incidentId: string; id: string },
  version: Version,
): Promise<Answer> {
  await removeRecord(database, kind, context, place, version)
  return { data: { id: place.id, deleted: true }, message: 'Removed.' }
}

/** The paths of a kind's list and of one of them. */
export function pathsOf(kind: RecordKind): { list: string; one: string } {
  const list = `/v1/incident/{id}/${kind.plural}`
  return { list, one: `${list}/{${kind.kind}Id}` }
}

/** What declarations of several calls have in common; those of a noun's odd verbs, too. */
export function sharedParts(kind: RecordKind, { tag }: Pick<RecordWords, 'tag'>) {
  const gone = notFound(kind.kind)
  const none = notFound('incident')
  const notOwn = kind.permissions.moderate === undefined ? [] : [notAuthor(kind)]
  const ofIncident: TProperties = {
    id: Type.String({ description: 'Id of the incident', examples: [kind.shownExample.incident_id] }),
  }
  const any = { tag, failures: ['not_found' as const], failureExamples: [none] }
  return {
    any,
    adding:
      kind.most === undefined
        ? {}
        : { failures: ['not_found' as const, 'conflict' as const], failureExamples: [none, limitReached(kind)] },
    changing: {
      tag,
      permission: kind.permissions.write,
      conflict: kind.schemas.Conflict,
      ifMatch: true,
      failures: ['not_found' as const, 'conflict' as const, 'precondition_failed' as const],
      failureExamples: [gone, none, ...notOwn, ...stale(kind)],
    },
    ofIncident,
    ofRecord: {
      ...ofIncident,
      [`${kind.kind}Id`]: Type.String({ description: `Id of the ${kind.kind}`, examples: [kind.shownExample.id] }),
    } as TProperties,
    Removed,
  }
}

/** A stale version, named in the body or query, and by If-Match. */
function stale(kind: RecordKind): AppError[] {
  const meanwhile = `The ${kind.kind} was changed meanwhile: you have version 0, it is at 1.`
  const data = {
    current: { ...kind.shownExample, updated_at: CHANGED_AT, occ_lock: 1 },
    ...(kind.edit === 'merge' ? { changes: [], conflicts: [] } : {}),
  }
  return [
    refusal('conflict', 'STALE_OCC_LOCK', meanwhile, 'occ_lock', data),
    refusal('precondition_failed', 'STALE_OCC_LOCK', meanwhile, 'If-Match', data),
  ]
}

function shown({ text, occLock }: Written): Answer {
  return { data: new RawJson(text), headers: { etag: `"${occLock}"` } }
}

/** `parent`: what is said not to be there where the incident's id is none. */
function placeOf(
  kind: RecordKind,
  params: Record<string, unknown>,
  parent = 'incident',
): { incidentId: string; id: string } {
  return { incidentId: idOf(params['id'], parent), id: idOf(params[`${kind.kind}Id`], kind.kind) }
}

/** An id of a path. Throws not_found where it is none. */
export function idOf(text: unknown, what: string): string {
  if (typeof text !== 'string' || !isUuid(text)) throw notFound(what)
  return text
}

function capital(word: string): string {
  return `${word[0]?.toUpperCase()}${word.slice(1)}`
}
