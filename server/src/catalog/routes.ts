// The calls on the three code tables.
import { Type } from 'typebox'
import type { Database } from '../database/database.ts'
import { refusal } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { record } from '../http/schema.ts'
import { addCode, changeCode, removeCode } from './commands.ts'
import {
  type CatalogName,
  CodeEntry,
  type CodeFields,
  CodeInput,
  CodeUpdate,
  catalogs,
  StatusEntry,
  StatusInput,
  StatusUpdate,
} from './schema.ts'
import { selectCodes } from './store.ts'

const nouns: Record<CatalogName, { one: string; operation: string; example: CodeEntry & { category?: string } }> = {
  types: {
    one: 'type',
    operation: 'Type',
    example: { code: 'FLOOD', label: 'Flood', rank: 8, color: null, active: true },
  },
  statuses: {
    one: 'status',
    operation: 'Status',
    example: { code: 'ON_HOLD', label: 'On hold', rank: 7, color: null, active: true, category: 'active' },
  },
  severities: {
    one: 'severity',
    operation: 'Severity',
    example: { code: 'TRIVIAL', label: 'Trivial', rank: 6, color: null, active: true },
  },
}

/** Reading and, for a deployer, changing the three code tables. */
export function catalogEndpoints(database: Database): Endpoint[] {
  return catalogs.flatMap((name) => {
    const { one, operation, example } = nouns[name]
    const entry = name === 'statuses' ? StatusEntry : CodeEntry
    const params = record({ code: Type.String({ description: `Code of the ${one}`, examples: [example.code] }) })
    const unknown = refusal('not_found', 'NOT_FOUND', `There is no code ${example.code}.`)
    return [
      endpoint({
        method: 'GET',
        path: `/v1/incident/${name}`,
        operationId: `list${operation === 'Status' ? 'Statuses' : operation === 'Severity' ? 'Severities' : 'Types'}`,
        tag: 'Code tables',
        summary: `All incident ${name}, by rank`,
        permission: 'incident.read',
        answer: Type.Array(entry),
        answerExample: [example],
        handler: async ({ actor }) => ({ data: await database.read(actor.tenantId, selectCodes(name)) }),
      }),
      endpoint({
        method: 'POST',
        path: `/v1/incident/${name}`,
        operationId: `add${operation}`,
        tag: 'Code tables',
        summary: `Add a ${one} to the instance`,
        permission: 'definition.write',
        body: name === 'statuses' ? StatusInput : CodeInput,
        bodyExample: example,
        status: 201,
        answer: entry,
        answerExample: example,
        failures: ['conflict'],
        failureExamples: [refusal('conflict', 'DUPLICATE_CODE', `There is a code ${example.code} already.`, 'code')],
        handler: ({ context, body }) => addCode(database, context, name, body as CodeFields & { code: string }), // one of the two input schemas
        respond: (added) => ({ data: added, status: 201, headers: { location: `/v1/incident/${name}/${added.code}` } }),
      }),
      endpoint({
        method: 'PUT',
        path: `/v1/incident/${name}/{code}`,
        operationId: `change${operation}`,
        tag: 'Code tables',
        summary: `Change a ${one}, or retire it with active false`,
        permission: 'definition.write',
        params,
        body: name === 'statuses' ? StatusUpdate : CodeUpdate,
        bodyExample: example,
        answer: entry,
        answerExample: example,
        failures: ['not_found'],
        failureExamples: [unknown],
        handler: async ({ context, params, body }) => ({
          data: await changeCode(database, context, name, params.code, body as CodeFields),
        }), // as above
      }),
      endpoint({
        method: 'DELETE',
        path: `/v1/incident/${name}/{code}`,
        operationId: `remove${operation}`,
        tag: 'Code tables',
        summary: `Remove a ${one} that no incident carries`,
        permission: 'definition.write',
        params,
        answer: entry,
        answerExample: example,
        failures: ['not_found', 'conflict'],
        failureExamples: [
          unknown,
          refusal(
            'conflict',
            'CODE_IN_USE',
            `Incidents carry ${example.code}: retire it (PUT with active false) instead.`,
          ),
        ],
        handler: async ({ context, params }) => ({
          data: await removeCode(database, context, name, params.code),
          message: 'Removed.',
        }),
      }),
    ]
  })
}
