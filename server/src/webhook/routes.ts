// The calls on webhooks and their deliveries.
import { type TSchema, Type } from 'typebox'
import { invalid, notFound, type Problem, refusal } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { record } from '../http/schema.ts'
import { isUuid } from '../id.ts'
import { Skip } from '../log/set-aside.ts'
import type { Actor } from '../permission.ts'
import {
  addWebhook,
  beyondHead,
  changeWebhook,
  isOff,
  nothingFails,
  outboundIsOff,
  pingWebhook,
  removeWebhook,
  replayStretch,
  rotateSecret,
  skipFailing,
  tooMany,
  tooManyReplays,
  type Webhooks,
} from './commands.ts'
import { Delivery, Replay, Stretch, Webhook, WebhookInput, WebhookUpdate, WebhookWithSecret } from './schema.ts'
import { countDeliveries, selectDeliveries, selectWebhook, selectWebhooks, shownWebhook } from './store.ts'

/** Signed places in a list, as the lists of incidents have them. */
export type DeliveryCursors = {
  write(context: string, key: string): Promise<string>
  read(context: string, cursor: string): Promise<(string | null)[]>
}

const params = record({ id: Type.String({ description: 'Id of the webhook' }) })
const none = notFound('webhook')
const notAllowed = refusal(
  'invalid',
  'TARGET_NOT_ALLOWED',
  '"url" names an address or a port that webhooks may not call.',
  'url',
)

/** Webhooks of the tenant, and what was sent to them. */
export function webhookEndpoints(webhooks: Webhooks, cursors: DeliveryCursors): Endpoint[] {
  const { database, target } = webhooks
  const common = { tag: 'Webhooks', permission: 'webhook.manage' as const }
  const one = { ...common, params, failures: ['not_found' as const], failureExamples: [none] }
  const checkUrl = async (body: unknown, { actor }: { actor: Actor }): Promise<Problem[]> => {
    const { url } = body as { url?: unknown } // called with objects only
    return typeof url === 'string' && [...url].length <= 2048 && url !== ''
      ? await target.check(url, 'url', actor.tenantId)
      : []
  }
  return [
    endpoint({
      ...common,
      method: 'GET',
      path: '/v1/webhooks',
      operationId: 'listWebhooks',
      summary: 'Webhooks of the tenant, newest first',
      answer: Type.Array(Webhook),
      handler: async ({ actor }) => ({
        data: (await database.read(actor.tenantId, selectWebhooks(actor.tenantId))).map(shownWebhook),
      }),
    }),
    endpoint({
      ...common,
      method: 'POST',
      path: '/v1/webhooks',
      operationId: 'addWebhook',
      summary: 'Make a webhook',
      description:
        '`data.secret` signs what is sent (Standard Webhooks) and is shown this once. Without `types` every event is sent. It begins with what is committed from now on; `POST /v1/webhooks/{id}/replay` sends what came before.',
      body: WebhookInput as TSchema,
      bodyExample: { url: 'https://receiver.example/tocsin', types: ['incident.*'], description: 'On-call pager' },
      check: checkUrl,
      status: 201,
      answer: WebhookWithSecret,
      failures: ['conflict'],
      failureExamples: [notAllowed, tooMany],
      secret: true,
      handler: ({ context, body }) => addWebhook(webhooks, context, body as WebhookInput), // by the schema
      respond: (made) => ({ data: made, status: 201, headers: { location: `/v1/webhooks/${made.id}` } }),
    }),
    endpoint({
      ...one,
      method: 'GET',
      path: '/v1/webhooks/{id}',
      operationId: 'getWebhook',
      summary: 'One webhook, and how it stands',
      answer: Webhook,
      handler: async ({ actor, params: { id } }) => {
        const [row] = isUuid(id) ? await database.read(actor.tenantId, selectWebhook(actor.tenantId, id)) : []
        if (!row) throw none
        return { data: shownWebhook(row) }
      },
    }),
    endpoint({
      ...one,
      method: 'PUT',
      path: '/v1/webhooks/{id}',
      operationId: 'changeWebhook',
      summary: 'Change a webhook, switch it off or on',
      description:
        'What is not given stays. Switched on again it goes on where it stood, and the next try is due at once; nothing that was committed meanwhile is left out.',
      body: WebhookUpdate as TSchema,
      bodyExample: { enabled: true },
      check: checkUrl,
      answer: Webhook,
      failureExamples: [none, notAllowed],
      handler: async ({ context, params: { id }, body }) => ({
        data: await changeWebhook(webhooks, context, id, body as WebhookUpdate), // by the schema
      }),
    }),
    endpoint({
      ...one,
      method: 'DELETE',
      path: '/v1/webhooks/{id}',
      operationId: 'removeWebhook',
      summary: 'End a webhook, and remove the record of its deliveries',
      answer: Webhook,
      handler: async ({ context, params: { id } }) => ({
        data: await removeWebhook(webhooks, context, id),
        message: 'The webhook has ended.',
      }),
    }),
    endpoint({
      ...one,
      method: 'POST',
      path: '/v1/webhooks/{id}/ping',
      operationId: 'pingWebhook',
      summary: 'Send a signed message that is no event, and see what is answered',
      description:
        'Answers 200 whatever the receiver says: `succeeded` tells. When it answered 2xx, an event that waits for its next try is due at once. Within one `Idempotency-Key` the same `webhook-id` is sent.',
      answer: Delivery,
      failures: ['not_found', 'conflict'],
      failureExamples: [none, outboundIsOff],
      handler: ({ context, params: { id } }) => pingWebhook(webhooks, context, id),
      respond: (delivery) => ({ data: delivery }),
    }),
    endpoint({
      ...one,
      method: 'POST',
      path: '/v1/webhooks/{id}/skip',
      operationId: 'skipWebhookEvent',
      summary: 'Skip the event that fails, so that the next one is sent',
      description:
        'The event at `seq` must be the one that waits for another try: the one after `cursor`, with `failures` above 0. It counts as set aside; `POST /v1/webhooks/{id}/replay` sends it again later.',
      body: Skip,
      bodyExample: { seq: 1 },
      answer: Webhook,
      failures: ['not_found', 'conflict'],
      failureExamples: [none, nothingFails],
      handler: ({ context, params: { id }, body }) => skipFailing(webhooks, context, id, body.seq),
      respond: (webhook) => ({ data: webhook }),
    }),
    endpoint({
      ...one,
      method: 'POST',
      path: '/v1/webhooks/{id}/rotate-secret',
      operationId: 'rotateWebhookSecret',
      summary: 'Give a webhook another secret',
      description:
        '`data.secret` is shown this once. For 24 hours what is sent carries two signatures, one by each of the two last secrets.',
      answer: WebhookWithSecret,
      secret: true,
      handler: ({ context, params: { id } }) => rotateSecret(webhooks, context, id),
      respond: (changed) => ({ data: changed }),
    }),
    endpoint({
      ...one,
      method: 'POST',
      path: '/v1/webhooks/{id}/replay',
      operationId: 'replayWebhook',
      summary: 'Send a stretch of the log again',
      description:
        'In order, beside what is new, each event under the `webhook-id` it had before. Events the webhook did not ask for are left out.',
      body: Stretch,
      bodyExample: { from_seq: 1, to_seq: 1 },
      check: async (body) => stretchProblems(body as Record<string, unknown>), // called with objects only
      answer: Replay,
      failures: ['not_found', 'conflict'],
      failureExamples: [none, beyondHead(4711, 4700), isOff, tooManyReplays],
      handler: ({ context, params: { id }, body }) => replayStretch(webhooks, context, id, body),
      respond: (replay) => ({ data: replay }),
    }),
    endpoint({
      ...one,
      method: 'GET',
      path: '/v1/webhooks/{id}/deliveries',
      operationId: 'listDeliveries',
      summary: 'Attempts to deliver, newest first',
      description: 'Kept for 30 days. What was sent is the event in the log; what was answered is kept up to 2 KB.',
      query: record({
        page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Page, from 1' })),
        size: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50, description: 'Records on a page' })),
        cursor: Type.Optional(
          Type.String({ maxLength: 10_000, description: 'next_cursor of the page before; not with page' }),
        ),
      }),
      answer: record({ deliveries: Type.Array(Delivery), total: Type.Integer({ minimum: 0, examples: [1] }) }),
      paged: true,
      handler: async ({ actor, params: { id }, query }) => {
        if (!isUuid(id)) throw none
        const { page: number = 1, size = 50, cursor } = query
        if (cursor !== undefined && query.page !== undefined) {
          throw invalid([{ code: 'BAD_CURSOR', message: '"cursor" and "page" exclude each other.', field: 'cursor' }])
        }
        const context = JSON.stringify([actor.tenantId, 'deliveries', id])
        const after = cursor === undefined ? null : await cursors.read(context, cursor)
        const offset = after === null ? (number - 1) * size : 0
        const [counted, found] = await database.reads(actor.tenantId, [
          countDeliveries(actor.tenantId, id),
          selectDeliveries(actor.tenantId, id, { limit: size + 1, offset, after }),
        ])
        const [count] = counted?.rows ?? []
        if (!count) throw none
        const rows = found?.rows ?? []
        const shown = rows.slice(0, size)
        const last = shown.at(-1)
        const key = last && rows.length > size ? JSON.stringify([last['attempted_at'], last['id']]) : null
        const total = Number(count['total'])
        return {
          data: { deliveries: shown, total },
          page: {
            number: cursor === undefined ? number : null,
            size,
            total_records: total,
            count: shown.length,
            sort: ['attempted_at,DESC'],
            next_cursor: key === null ? null : await cursors.write(context, key),
          },
        }
      },
    }),
  ]
}

function stretchProblems({ from_seq: from, to_seq: to }: Record<string, unknown>): Problem[] {
  if (typeof from !== 'number' || typeof to !== 'number' || from <= to) return []
  return [{ code: 'OUT_OF_RANGE', message: '"to_seq" must not be less than "from_seq".', field: 'to_seq' }]
}
