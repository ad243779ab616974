// The call that reads the event log: as JSON, by long poll, or as a stream.
import { Type } from 'typebox'
import { AppError, invalid } from '../errors.ts'
import { preferred } from '../http/accept.ts'
import { type Endpoint, endpoint, RawJson } from '../http/route.ts'
import { record, Uuid } from '../http/schema.ts'
import { EVENT_TYPE_PATTERN } from '../nouns.ts'
import type { Polls } from './poll.ts'
import { EventPage, eventExample } from './schema.ts'
import { positionOf, type Streams } from './stream.ts'

const streamExample = `retry: 2340\n\nid: ${eventExample.seq}\nevent: ${eventExample.type}\ndata: ${JSON.stringify(eventExample)}\n\n`

const streamDescription =
  `With \`Accept: text/event-stream\` the live stream: the events after the position, then every new one as it is recorded. \`id\` is the
seq, \`event\` the type, \`data\` the event as one line of JSON. A reader that comes back gives the last id it has seen as
\`Last-Event-ID\` (which counts more than \`after\`) and misses nothing and gets nothing twice, also from another replica and after a
restart; 0 is the beginning, and without either the stream starts now. \`type\` and \`incident_id\` filter it; \`limit\` and \`wait\` mean nothing
to it. A comment line comes every 15 s. When the position lies beyond the end of the log or belongs to another \`epoch\`,
\`event: reset\` comes first, without an id, with \`{"epoch", "head"}\`, and the stream starts over from the beginning of the log: forget
what you know, or come back with a position after you have read the present state. It ends when the token does, within 60 s when the role is taken away, and when the service
stops: come back after \`retry\`. With \`presence=true\` it also tells who is looking at which incident: \`event: presence\`, without an id,
with everybody who is there now, at the start for each incident that somebody is looking at and then at every change. A reader that takes nothing while 1 MiB becomes due for it is dropped.`.replaceAll(
    '\n',
    ' ',
  )

export type LogParts = { polls: Polls; streams: Streams; draining: AbortSignal }

export function logEndpoints({ polls, streams, draining }: LogParts): Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/v1/incident/events',
      operationId: 'listEvents',
      tag: 'Events',
      summary: 'Read the event log',
      description: `Events of the tenant after a position, in order. Whoever has seen \`seq\` N has seen every event up to N. With \`wait\` the call is held until something comes.\n\n${streamDescription}`,
      permission: 'incident.read',
      long: true,
      query: record({
        after: Type.Optional(
          Type.Integer({ minimum: 0, description: 'Position after which to read; from the first event without it' }),
        ),
        limit: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 1000, default: 100, description: 'Most events in the answer' }),
        ),
        wait: Type.Optional(
          Type.Integer({ minimum: 0, maximum: 30, description: 'Seconds to hold the call until something comes' }),
        ),
        type: Type.Optional(
          Type.Array(Type.String({ pattern: EVENT_TYPE_PATTERN }), {
            maxItems: 50,
            description: 'Types wanted, such as incident.updated or comment.*; repeatable',
          }),
        ),
        incident_id: Type.Optional({ ...Uuid, description: 'Events of this incident only' }),
        presence: Type.Optional(
          Type.Boolean({ description: 'Whether the stream also tells who is looking at which incident' }),
        ),
        epoch: Type.Optional({
          ...Uuid,
          description:
            'Epoch of the database that `after` belongs to, as it was given beside it; another one than the present is refused, or resets the stream',
        }),
      }),
      answer: EventPage,
      otherAnswers: {
        'text/event-stream': { description: 'The live stream', schema: Type.String(), example: streamExample },
      },
      failures: ['not_acceptable'],
      failureExamples: [notAcceptable()],
      handler: async ({ actor, query, signal, raw }) => {
        const filter = {
          ...(query.type ? { types: query.type } : {}),
          ...(query.incident_id ? { incidentId: query.incident_id } : {}),
        }
        const { request, reply } = raw
        const type = preferred(request.headers.accept, ['application/json', 'text/event-stream'])
        if (type === null) throw notAcceptable()
        if (type === 'text/event-stream') {
          const after = positionOf(request.headers['last-event-id'] as string | undefined, query.after) // node gives other headers than its own few as text
          await streams.open(actor, { after, epoch: query.epoch, filter, notices: query.presence === true }, raw)
          return { headers: {}, stream: null } // not looked at: the reply is taken over
        }
        reply.header('vary', [reply.getHeader('vary'), 'Accept'].filter((name) => name !== undefined).join(', '))
        const text = await polls.read(actor, {
          after: query.after ?? 0,
          limit: query.limit ?? 100,
          filter,
          waitMs: (query.wait ?? 0) * 1000,
          stop: AbortSignal.any([signal(), draining]),
          checkEpoch: (epoch) => {
            if (query.epoch !== undefined && query.epoch !== epoch) throw otherEpoch()
          },
        })
        return { data: new RawJson(text) }
      },
    }),
  ]
}

function notAcceptable(): AppError {
  const message = 'The log comes as application/json or as text/event-stream; accept one of them.'
  return new AppError('not_acceptable', message, { problems: [{ code: 'NOT_ACCEPTABLE', message, field: 'Accept' }] })
}

function otherEpoch(): AppError {
  const message =
    'The position is from another epoch: the database was restored from a backup. Read the log from its beginning.'
  return invalid([{ code: 'OTHER_EPOCH', message, field: 'epoch' }])
}
