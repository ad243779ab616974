import { dataOf, given, init, pageOf, type Raw } from '../call.ts'
import type {
  BodyOf,
  CallOptions,
  DataOf,
  Paged,
  QueryOf,
  Webhook,
  WebhookDelivery,
  WebhookReplay,
  WebhookWithSecret,
} from '../types.ts'

const path = '/v1/webhooks/{id}'

/** The calls on webhooks, for administrators. */
export function webhookCalls(raw: Raw) {
  const at = (id: string, options?: CallOptions) => ({ params: { path: { id } }, ...init(options) })
  return {
    list: (options?: CallOptions): Promise<Webhook[]> => dataOf(raw.GET('/v1/webhooks', init(options))),
    get: (id: string, options?: CallOptions): Promise<Webhook> => dataOf(raw.GET(path, at(id, options))),
    /** Makes one; the secret in the answer is shown this once. */
    create: (body: BodyOf<'addWebhook'>, options?: CallOptions): Promise<WebhookWithSecret> =>
      dataOf(raw.POST('/v1/webhooks', { body, ...init(options) })),
    update: (id: string, body: BodyOf<'changeWebhook'>, options?: CallOptions): Promise<Webhook> =>
      dataOf(raw.PUT(path, { body, ...at(id, options) })),
    delete: (id: string, options?: CallOptions): Promise<Webhook> => dataOf(raw.DELETE(path, at(id, options))),
    /** Sends a trial and says how it went. */
    ping: (id: string, options?: CallOptions): Promise<WebhookDelivery> =>
      dataOf(raw.POST('/v1/webhooks/{id}/ping', at(id, options))),
    /** Makes a new secret, shown this once; the old one signs besides for a while. */
    rotateSecret: (id: string, options?: CallOptions): Promise<WebhookWithSecret> =>
      dataOf(raw.POST('/v1/webhooks/{id}/rotate-secret', at(id, options))),
    /** Sends a stretch of the log once more. */
    replay: (id: string, body: BodyOf<'replayWebhook'>, options?: CallOptions): Promise<WebhookReplay> =>
      dataOf(raw.POST('/v1/webhooks/{id}/replay', { body, ...at(id, options) })),
    /** Sets the event that fails aside, so that the next one is sent. */
    skip: (id: string, seq: number, options?: CallOptions): Promise<Webhook> =>
      dataOf(raw.POST('/v1/webhooks/{id}/skip', { body: { seq }, ...at(id, options) })),
    /** Attempts, newest first. */
    deliveries: (
      id: string,
      query: QueryOf<'listDeliveries'> = {},
      options?: CallOptions,
    ): Promise<DataOf<'listDeliveries'> & Paged> =>
      pageOf(
        raw.GET('/v1/webhooks/{id}/deliveries', {
          params: { path: { id }, query: given(query) },
          ...init(options),
        }),
      ),
  }
}
