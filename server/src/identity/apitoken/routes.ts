/** The endpoints of /v1/tokens. */
import { Type } from 'typebox'
import { notFound, refusal } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/route.ts'
import { record } from '../../http/schema.ts'
import { isUuid } from '../../id.ts'
import { type ApiTokens, addApiToken, removeApiToken, tooManyTokens } from './commands.ts'
import { ApiToken, ApiTokenInput, NewApiToken } from './schema.ts'
import { selectApiToken, selectApiTokens } from './store.ts'

const params = record({ id: Type.String({ description: 'Id of the API token' }) })
const tooHigh = refusal(
  'forbidden',
  'ROLE_TOO_LOW',
  'An API token may not have a higher role than who makes it: this needs the role deployer; you have admin.',
  'role',
)

const outOfReach = refusal(
  'forbidden',
  'ROLE_TOO_LOW',
  'This API token has a higher role than yours: this needs the role deployer; you have admin.',
  'role',
)

/** API tokens of the tenant. */
export function apiTokenEndpoints(tokens: ApiTokens): Endpoint[] {
  const { database } = tokens
  const common = { tag: 'API tokens', permission: 'token.manage' as const }
  return [
    endpoint({
      ...common,
      method: 'GET',
      path: '/v1/tokens',
      operationId: 'listTokens',
      summary: 'API tokens of the tenant, newest first',
      description: 'The tokens themselves are not kept and so not shown.',
      answer: Type.Array(ApiToken),
      handler: async ({ actor }) => ({ data: await database.read(actor.tenantId, selectApiTokens(actor.tenantId)) }),
    }),
    endpoint({
      ...common,
      method: 'POST',
      path: '/v1/tokens',
      operationId: 'addToken',
      summary: 'Make an API token',
      description:
        '`data.token` is shown this once; only a hash of it is kept. The token acts in this tenant with the given role, and what it changes carries its name. A token made by an account of the embedded provider reaches no further than that account does now, and ends with it. A token made by an API token never outlives it, and ends with it. A tenant may have 100 that have not ended.',
      body: ApiTokenInput,
      bodyExample: { name: 'Alarm gateway', role: 'responder', expires_at: '2027-05-01T00:00:00Z' },
      status: 201,
      answer: NewApiToken,
      failures: ['conflict'],
      failureExamples: [tooHigh, tooManyTokens],
      secret: true,
      handler: ({ context, body }) => addApiToken(tokens, context, body),
      respond: (made) => ({ data: made, status: 201, headers: { location: `/v1/tokens/${made.id}` } }),
    }),
    endpoint({
      ...common,
      method: 'GET',
      path: '/v1/tokens/{id}',
      operationId: 'getToken',
      summary: 'One API token',
      params,
      answer: ApiToken,
      failures: ['not_found'],
      failureExamples: [notFound('API token')],
      handler: async ({ actor, params: { id } }) => {
        const [found] = isUuid(id) ? await database.read(actor.tenantId, selectApiToken(actor.tenantId, id)) : []
        if (!found) throw notFound('API token')
        return { data: found }
      },
    }),
    endpoint({
      ...common,
      method: 'DELETE',
      path: '/v1/tokens/{id}',
      operationId: 'removeToken',
      summary: 'End an API token and those it made, at once and everywhere',
      params,
      answer: ApiToken,
      failures: ['not_found'],
      failureExamples: [notFound('API token'), outOfReach],
      handler: async ({ context, params: { id } }) => ({
        data: await removeApiToken(tokens, context, id),
        message: 'The API token has ended.',
      }),
    }),
  ]
}
