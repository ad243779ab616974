/** The endpoints of /v1/accounts and PUT /v1/me/password. */
import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import { notFound, refusal } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/route.ts'
import { record } from '../../http/schema.ts'
import { isUuid } from '../../id.ts'
import { addAccount, changeAccount, changeOwnPassword, removeAccount, wrongPassword } from './commands.ts'
import { Account, AccountInput, AccountUpdate, NewAccount, PasswordChange } from './schema.ts'
import { selectAccount, selectAccounts } from './store.ts'

const params = record({ id: Type.String({ description: 'Id of the account' }) })
const notHere = refusal('not_found', 'NOT_FOUND', 'There is nothing at this path.')
const duplicate = refusal(
  'conflict',
  'DUPLICATE_EMAIL',
  'There is an account with this e-mail address already.',
  'email',
)
const tooHigh = refusal(
  'forbidden',
  'ROLE_TOO_LOW',
  'Nobody may give a higher role than their own: this needs the role deployer; you have admin.',
  'role',
)
const lastAdmin = refusal('forbidden', 'LAST_ADMIN', 'This is the last admin of the tenant: make another one first.')

/** Accounts of the embedded OpenID provider; with an outside provider there are none, and these paths are not there. */
export function accountEndpoints(database: Database): Endpoint[] {
  const common = { tag: 'Accounts', permission: 'account.manage' as const, failureExamples: [notHere] }
  const changing = {
    ...common,
    params,
    answer: Account,
    failures: ['not_found' as const],
    failureExamples: [notFound('account'), notHere],
  }
  return [
    endpoint({
      ...common,
      method: 'GET',
      path: '/v1/accounts',
      operationId: 'listAccounts',
      summary: 'Accounts of the tenant, by name',
      answer: Type.Array(Account),
      handler: async ({ actor }) => ({ data: await database.read(actor.tenantId, selectAccounts(actor.tenantId)) }),
    }),
    endpoint({
      ...common,
      method: 'POST',
      path: '/v1/accounts',
      operationId: 'addAccount',
      summary: 'Make an account in your tenant',
      description: 'Without a password one is generated; it is in `data.password`, this once.',
      body: AccountInput,
      bodyExample: { email: 'rosa@example.org', name: 'Rosa Lind', role: 'responder' },
      status: 201,
      answer: NewAccount,
      failures: ['conflict'],
      failureExamples: [tooHigh, duplicate, notHere],
      secret: true,
      handler: ({ context, body }) => addAccount(database, context, body),
      respond: (made) => ({ data: made, status: 201, headers: { location: `/v1/accounts/${made.id}` } }),
    }),
    endpoint({
      ...changing,
      method: 'GET',
      path: '/v1/accounts/{id}',
      operationId: 'getAccount',
      summary: 'One account',
      handler: async ({ actor, params: { id } }) => {
        const [found] = isUuid(id) ? await database.read(actor.tenantId, selectAccount(actor.tenantId, id)) : []
        if (!found) throw notFound('account')
        return { data: found }
      },
    }),
    endpoint({
      ...changing,
      method: 'PUT',
      path: '/v1/accounts/{id}',
      operationId: 'changeAccount',
      summary: 'Change an account',
      description:
        'What is left out stays as it is. A new password or e-mail address, a lower role or `active: false` signs the account out everywhere. Nobody gives a role above their own, and the last admin of a tenant stays one.',
      body: AccountUpdate,
      bodyExample: { name: 'Rosa Lind', role: 'admin' },
      failures: ['not_found', 'conflict'],
      failureExamples: [...changing.failureExamples, tooHigh, lastAdmin, duplicate],
      handler: async ({ context, params: { id }, body }) => ({
        data: await changeAccount(database, context, id, body),
      }),
    }),
    endpoint({
      ...changing,
      method: 'DELETE',
      path: '/v1/accounts/{id}',
      operationId: 'removeAccount',
      summary: 'Remove an account, its sessions and its API tokens',
      failureExamples: [...changing.failureExamples, lastAdmin],
      handler: async ({ context, params: { id } }) => ({
        data: await removeAccount(database, context, id),
        message: 'The account is removed.',
      }),
    }),
    endpoint({
      method: 'PUT',
      path: '/v1/me/password',
      operationId: 'changeOwnPassword',
      tag: 'Accounts',
      summary: 'Change your own password',
      description:
        'Signs you out everywhere, here too. Wrong guesses are slowed down as at the sign-in. 404 for a token without an account behind it.',
      permission: 'signed_in',
      body: PasswordChange,
      bodyExample: { current: 'the one until now', new: 'correct horse battery' },
      answer: Account,
      failures: ['not_found'],
      failureExamples: [wrongPassword, notFound('account'), notHere],
      handler: async ({ context, body, raw }) => ({
        data: await changeOwnPassword(database, context, raw.request.ip, body),
        message: 'The password is changed. Sign in with the new one.',
      }),
    }),
  ]
}
