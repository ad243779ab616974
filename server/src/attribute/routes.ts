// The calls on attribute definitions.
import { Type } from 'typebox'
import type { Database } from '../database/database.ts'
import { refusal } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { record } from '../http/schema.ts'
import { changeAttribute, defineAttribute, newDefinitionProblems, removeAttribute, visible } from './commands.ts'
import type { DefinitionCache } from './definitions.ts'
import { AttributeChange, AttributeInput } from './schema.ts'

const taken = 'There is an attribute isPending already (letter case does not count).'
const used = '3 incidents have a value for isPending; ?force=true removes it all the same.'
const unknown = 'There is no attribute "isPending".'

const params = record({ name: Type.String({ description: 'Name of the attribute', examples: ['isPending'] }) })

/** The definitions of custom attributes; their values are set on incidents. */
export function attributeEndpoints(database: Database, definitions: DefinitionCache): Endpoint[] {
  const changeEndpoint = (method: 'PUT' | 'PATCH', operationId: string) =>
    endpoint({
      method,
      path: '/v1/incident/attributes/{name}',
      operationId,
      tag: 'Custom attributes',
      summary: 'Change a definition; what is left out stays',
      description:
        'All but name and type. `options` is the whole list in its order: one that is not named any more is retired where an incident has it (kept there, offered to no other), else gone.',
      permission: 'definition.write',
      params,
      body: AttributeChange,
      bodyExample: { label: 'Pending', labels: { de: 'Ausstehend' } },
      answer: Type.Ref('AttributeDefinition'),
      failures: ['not_found'],
      failureExamples: [refusal('not_found', 'NOT_FOUND', unknown)],
      handler: async ({ context, params, body }) => ({
        data: await changeAttribute(database, context, params.name, body),
      }),
    })
  return [
    endpoint({
      method: 'GET',
      path: '/v1/incident/attributes',
      operationId: 'listAttributes',
      tag: 'Custom attributes',
      summary: 'All attribute definitions of the instance',
      permission: 'incident.read',
      answer: Type.Array(Type.Ref('AttributeDefinition')),
      handler: async () => {
        const { attributesById } = await definitions.refresh()
        return { data: [...attributesById.values()].map(visible) }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/v1/incident/attributes',
      operationId: 'defineAttribute',
      tag: 'Custom attributes',
      summary: 'Define an attribute for the instance',
      permission: 'definition.write',
      body: AttributeInput,
      bodyExample: { name: 'isPending', type: 'BOOLEAN' },
      status: 201,
      answer: Type.Ref('AttributeDefinition'),
      failures: ['conflict'],
      failureExamples: [refusal('conflict', 'DUPLICATE_NAME', taken, 'name')],
      check: async (body) => newDefinitionProblems(body as { [field: string]: unknown }), // called with objects only
      handler: ({ context, body }) => defineAttribute(database, context, body),
      respond: (definition) => ({
        data: definition,
        status: 201,
        headers: { location: `/v1/incident/attributes/${definition.name}` },
      }),
    }),
    changeEndpoint('PUT', 'replaceAttribute'),
    changeEndpoint('PATCH', 'changeAttribute'),
    endpoint({
      method: 'DELETE',
      path: '/v1/incident/attributes/{name}',
      operationId: 'removeAttribute',
      tag: 'Custom attributes',
      summary: 'Remove a definition; its values are hidden at once',
      description:
        'Refused with 409 and the number of incidents while any has a value, unless `force=true`. `as_of` still shows the values.',
      permission: 'definition.write',
      params,
      query: record({ force: Type.Optional(Type.Boolean({ description: 'Remove it though incidents have values' })) }),
      answer: record({
        name: Type.String(),
        incidents: Type.Integer({ description: 'Incidents whose value is hidden now' }),
      }),
      answerExample: { name: 'isPending', incidents: 0 },
      failures: ['not_found', 'conflict'],
      failureExamples: [
        refusal('not_found', 'NOT_FOUND', unknown),
        refusal('conflict', 'ATTRIBUTE_IN_USE', used, undefined, { incidents: 3 }),
      ],
      conflict: record({ incidents: Type.Integer({ description: 'Incidents that have a value' }) }),
      handler: async ({ context, params, query }) => {
        const { name, incidents } = await removeAttribute(database, context, params.name, query.force === true)
        return { data: { name, incidents }, message: 'Removed.' }
      },
    }),
  ]
}
