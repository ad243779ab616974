// The calls on the custom attribute values of one incident.
import { Type } from 'typebox'
import { attributeTypes } from '../attribute/schema.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { OccLock, record } from '../http/schema.ts'
import { checker } from '../http/validate.ts'
import { changing, idOf, shownAnswer, Version } from './call.ts'
import type { Incidents } from './change.ts'
import { removeAttributeValue, setAttribute, setAttributes } from './commands.ts'
import { attributeSet, noIncident, noValue } from './examples.ts'
import { type Incident, IncidentId } from './schema.ts'
import { findIncident } from './store.ts'

const AttributeInput = record({
  name: Type.String({ minLength: 1, maxLength: 64, examples: ['workflowId'] }),
  value: Type.Unsafe<unknown>({
    description: 'Value in the type of the definition; a string that spells it will do',
    type: ['string', 'number', 'boolean'],
    examples: ['9fda'],
  }),
  occ_lock: Type.Optional(OccLock),
})

const scalar = ['string', 'number', 'boolean']
const AttributeMap = Type.Object(
  {
    name: Type.Optional(AttributeInput.properties.name),
    value: Type.Optional(AttributeInput.properties.value),
    occ_lock: Type.Optional(OccLock),
  },
  {
    additionalProperties: Type.Unsafe<string | number | boolean | null>({
      type: [...scalar, 'null'],
      description: 'Value of the attribute of this name; null removes it',
    }),
    minProperties: 1,
    maxProperties: 1000,
  },
)
const AttributeValueOf = record({
  name: Type.String(),
  type: Type.Enum([...attributeTypes]),
  value: Type.Unsafe<string | number | boolean>({ type: scalar }),
})
const checkPair = checker(AttributeInput)

/** Whether a body names one value: no attribute can be called name or value. */
function isPair(body: object): boolean {
  return 'name' in body || 'value' in body
}

/** Sets, reads and removes custom attribute values. */
export function attributeValueEndpoints(incidents: Incidents): Endpoint[] {
  const { database, definitions } = incidents
  return [
    endpoint({
      ...changing,
      method: 'POST',
      path: '/v1/incident/{id}/attributes',
      operationId: 'addAttributeValue',
      tag: 'Custom attributes',
      summary: 'Give an incident a custom value it does not have yet',
      failureExamples: [...changing.failureExamples, attributeSet],
      body: AttributeInput,
      bodyExample: { name: 'workflowId', value: '9fda' },
      failures: ['not_found', 'conflict', 'precondition_failed'],
      handler: ({ context, params, body, ifMatch }) =>
        setAttribute(incidents, context, idOf(params.id), body, {
          add: true,
          version: { occLock: body.occ_lock, ifMatch },
        }),
      respond: shownAnswer,
    }),
    endpoint({
      ...changing,
      method: 'PUT',
      path: '/v1/incident/{id}/attributes',
      operationId: 'setAttributeValue',
      tag: 'Custom attributes',
      summary: 'Set a custom value of an incident, or several',
      description:
        'Either `name` and `value`, or a map of values by name: several at once, all or none, null removes one. `occ_lock` guards both.',
      body: AttributeMap,
      bodyExample: { name: 'workflowId', value: '9fda' },
      failures: ['not_found', 'conflict', 'precondition_failed'],
      check: async (body) => (isPair(body as object) ? checkPair(body) : []), // called with objects only
      handler: async ({ context, params, body, ifMatch }) => {
        const { occ_lock: occLock, ...values } = body
        const version = { occLock, ifMatch }
        const id = idOf(params.id)
        if (!isPair(body)) return shownAnswer(await setAttributes(incidents, context, id, values, version))
        const pair = { name: String(body.name), value: body.value } // checked by checkPair
        return shownAnswer(await setAttribute(incidents, context, id, pair, { add: false, version }))
      },
    }),
    endpoint({
      method: 'GET',
      path: '/v1/incident/{id}/attributes',
      operationId: 'listAttributeValues',
      tag: 'Custom attributes',
      summary: 'The custom values of an incident',
      permission: 'incident.read',
      params: IncidentId,
      answer: Type.Array(AttributeValueOf),
      answerExample: [{ name: 'isPending', type: 'BOOLEAN', value: true }],
      failures: ['not_found'],
      failureExamples: [noIncident],
      handler: async ({ actor, params }) => {
        const found = await findIncident(database, definitions, actor.tenantId, idOf(params.id), false)
        if (!found) throw notFound('incident')
        const { attributes } = JSON.parse(found.text) as Incident // of findIncident
        const known = await definitions.current()
        return {
          data: Object.entries(attributes ?? {}).map(([name, value]) => ({
            name,
            type: known.attributes.get(name)?.type ?? 'STRING',
            value,
          })),
        }
      },
    }),
    endpoint({
      ...changing,
      method: 'DELETE',
      path: '/v1/incident/{id}/attributes/{name}',
      operationId: 'removeAttributeValue',
      tag: 'Custom attributes',
      summary: 'Remove a custom value from an incident',
      failureExamples: [...changing.failureExamples, noValue],
      params: record({
        id: Type.String({ description: 'Id of the incident' }),
        name: Type.String({ description: 'Name of the attribute' }),
      }),
      query: record({ occ_lock: Type.Optional(OccLock) }),
      body: Version,
      bodyOptional: true,
      failures: ['not_found', 'conflict', 'precondition_failed'],
      handler: async ({ context, params, query, body, ifMatch }) =>
        shownAnswer(
          await removeAttributeValue(incidents, context, idOf(params.id), params.name, {
            occLock: body?.occ_lock ?? query.occ_lock,
            ifMatch,
          }),
        ),
    }),
  ]
}
