// Writes answers: the success envelope, the failure envelope, streamed text; and the headers every answer has.
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { pause } from '../pause.ts'
import { failureOf, isDefect } from './failure.ts'
import { STRICT_TRANSPORT } from './headers.ts'
import { type Answer, type Endpoint, RawJson, type StreamAnswer } from './route.ts'
import { traceIdOf } from './trace-id.ts'

const JSON_TYPE = 'application/json; charset=utf-8'

/** An answer as it goes out, and as it is kept under an Idempotency-Key. */
export type Shaped = { status: number; headers: Record<string, string>; body: string }

/** Sets the headers that an answer has whatever comes of the request. */
export function beginAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  headers: Readonly<Record<string, string>>,
): void {
  reply.header('x-request-id', request.id)
  reply.headers(headers)
  if (request.protocol === 'https') reply.header('strict-transport-security', STRICT_TRANSPORT)
}

/** Puts the envelope around what an endpoint answers. */
export function shape(one: Endpoint, answer: Answer): Shaped {
  return { status: answer.status ?? one.status ?? 200, headers: answer.headers ?? {}, body: envelope(answer) }
}

/** The success envelope as JSON text. */
export function envelope(answer: Answer): string {
  const data = answer.data instanceof RawJson ? answer.data.text : JSON.stringify(answer.data)
  const message = answer.message === undefined ? '' : `,"message":${JSON.stringify(answer.message)}`
  const page = answer.page === undefined ? '' : `,"page":${JSON.stringify(answer.page)}`
  return `{"data":${data}${message}${page},"sent_at":"${new Date().toISOString()}"}`
}

/** Bytes of an answer, or fewer of a short one. */
export function sizeOf({ body }: Shaped): number {
  return body.length > 16_384 ? Buffer.byteLength(body) : body.length
}

/** Sends an envelope. Long texts go as bytes: Node would copy them once more to put the headers before them. */
export function sendShaped({ status, headers, body }: Shaped, reply: FastifyReply): FastifyReply {
  const payload = body.length > 4096 ? Buffer.from(body) : body
  return reply.code(status).headers(headers).type(JSON_TYPE).send(payload)
}

/** Sends text as it is made, or no body at all. */
export function sendStream(answer: StreamAnswer, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.code(answer.status ?? 200).headers(answer.headers)
  if (answer.stream === null) return reply.send()
  const stream = Readable.from(answer.stream, { objectMode: false, highWaterMark: 65_536 })
  // A failure midway must break the connection: an answer that ends well is complete.
  stream.once('error', (error) => {
    request.log.error({ err: error }, 'a streamed answer failed midway')
    reply.raw.destroy()
  })
  return reply.send(stream)
}

/** What a piece of a streamed answer needs: a place to be made in, then room until it is taken. Whatever waits for a place has no room yet. */
export type Turns = { place: () => Promise<() => void>; room: (bytes: number) => Promise<() => void> }

/** The same pieces, each made in a place for costly work of its tenant: none is held while the reader takes its time. */
export async function* inTurn(stream: AsyncIterable<string>, { place, room }: Turns): AsyncGenerator<string> {
  const pieces = stream[Symbol.asyncIterator]()
  try {
    for (;;) {
      const leave = await patiently(place)
      let free: () => void
      let piece: IteratorResult<string>
      try {
        piece = await pieces.next()
        if (piece.done) return
        const { value } = piece
        free = await patiently(() => room(Buffer.byteLength(value)))
      } finally {
        leave()
      }
      try {
        yield piece.value
      } finally {
        free()
      }
    }
  } finally {
    await pieces.return?.()
  }
}

/** An answer that has begun is not given up because its tenant is busy elsewhere: tries for about a minute. */
async function patiently(take: () => Promise<() => void>): Promise<() => void> {
  for (let tries = 1; ; tries++) {
    try {
      return await take()
    } catch (error) {
      if (tries === 60) throw error
      await pause(1000)
    }
  }
}

/** Sends the failure envelope of whatever was thrown; breaks the connection when an answer is under way. */
export function sendFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (isDefect(error)) request.log.error({ err: error }, 'a defect: the request failed with 500')
  else if (error instanceof AppError && error.code === 'unavailable')
    request.log.warn({ err: error.cause ?? error }, error.message)
  const failure = failureOf(error, traceIdOf(request))
  if (reply.raw.headersSent) {
    reply.raw.destroy()
    return
  }
  reply.header('cache-control', 'no-store')
  for (const [name, value] of Object.entries(failure.headers)) reply.header(name, value)
  reply.code(failure.status).type(JSON_TYPE).send(failure.body)
}
