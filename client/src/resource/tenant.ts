import { dataOf, init, type Raw } from '../call.ts'
import type { Account, ApiToken, BodyOf, CallOptions, NewAccount, NewApiToken, Subscription } from '../types.ts'

/** The calls on API tokens, for administrators. */
export function tokenCalls(raw: Raw) {
  const at = (id: string, options?: CallOptions) => ({ params: { path: { id } }, ...init(options) })
  return {
    list: (options?: CallOptions): Promise<ApiToken[]> => dataOf(raw.GET('/v1/tokens', init(options))),
    get: (id: string, options?: CallOptions): Promise<ApiToken> => dataOf(raw.GET('/v1/tokens/{id}', at(id, options))),
    /** Makes one; `token` in the answer is shown this once. */
    create: (body: BodyOf<'addToken'>, options?: CallOptions): Promise<NewApiToken> =>
      dataOf(raw.POST('/v1/tokens', { body, ...init(options) })),
    /** Ends one, at once and everywhere. */
    delete: (id: string, options?: CallOptions): Promise<ApiToken> =>
      dataOf(raw.DELETE('/v1/tokens/{id}', at(id, options))),
  }
}

/** The calls on the accounts of the embedded provider, for administrators; 404 where another provider is used. */
export function accountCalls(raw: Raw) {
  const at = (id: string, options?: CallOptions) => ({ params: { path: { id } }, ...init(options) })
  return {
    list: (options?: CallOptions): Promise<Account[]> => dataOf(raw.GET('/v1/accounts', init(options))),
    get: (id: string, options?: CallOptions): Promise<Account> => dataOf(raw.GET('/v1/accounts/{id}', at(id, options))),
    /** Makes one; a password made for it is in the answer, this once. */
    create: (body: BodyOf<'addAccount'>, options?: CallOptions): Promise<NewAccount> =>
      dataOf(raw.POST('/v1/accounts', { body, ...init(options) })),
    update: (id: string, body: BodyOf<'changeAccount'>, options?: CallOptions): Promise<Account> =>
      dataOf(raw.PUT('/v1/accounts/{id}', { body, ...at(id, options) })),
    delete: (id: string, options?: CallOptions): Promise<Account> =>
      dataOf(raw.DELETE('/v1/accounts/{id}', at(id, options))),
    /** Changes the password of whom the token belongs to, which signs them out everywhere. */
    changeOwnPassword: (body: BodyOf<'changeOwnPassword'>, options?: CallOptions): Promise<Account> =>
      dataOf(raw.PUT('/v1/me/password', { body, ...init(options) })),
  }
}

/** The calls on subscriptions by mail. */
export function subscriptionCalls(raw: Raw) {
  const at = (id: string, options?: CallOptions) => ({ params: { path: { id } }, ...init(options) })
  return {
    list: (options?: CallOptions): Promise<Subscription[]> => dataOf(raw.GET('/v1/subscriptions', init(options))),
    get: (id: string, options?: CallOptions): Promise<Subscription> =>
      dataOf(raw.GET('/v1/subscriptions/{id}', at(id, options))),
    create: (body: BodyOf<'subscribe'>, options?: CallOptions): Promise<Subscription> =>
      dataOf(raw.POST('/v1/subscriptions', { body, ...init(options) })),
    delete: (id: string, options?: CallOptions): Promise<Subscription> =>
      dataOf(raw.DELETE('/v1/subscriptions/{id}', at(id, options))),
    /** Sets the message that fails aside, so that the next one is sent. */
    skip: (id: string, seq: number, options?: CallOptions): Promise<Subscription> =>
      dataOf(raw.POST('/v1/subscriptions/{id}/skip', { body: { seq }, ...at(id, options) })),
  }
}
