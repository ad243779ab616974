// A refusal sent before the body was read reaches its client: the rest is read and thrown away before the connection closes.
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** So much of a body that was refused is read on, and for so long. */
const MOST_BYTES = 16_777_216
const MOST_MS = 5000
const LOOK_MS = 100

/**
 * Closing a connection with unread bytes resets it: many clients then lose the answer too. Once the rest is read the connection stays
 * open, unless its client asked to close it or the service is draining: a client that still counts on it may send its next request at
 * that moment.
 */
export function lingerAfterRefusals(fastify: FastifyInstance, draining: () => boolean): void {
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    // Null when it is gone already, whatever the types say.
    const socket = request.raw.socket as Socket | null
    if (socket && isUnread(request.raw)) {
      const closing = draining() || !reply.raw.shouldKeepAlive
      reply.removeHeader('connection')
      reply.raw.shouldKeepAlive = true
      reply.raw.once('finish', () => readOn(request.raw, socket, closing))
    }
    done()
  })
}

/** Whether there is a body that has not arrived yet. */
function isUnread(request: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  return !request.complete && (encoding !== undefined || (length !== undefined && Number(length) > 0))
}

/** `socket`: the request's own, which it may have lost by the end of its answer. */
function readOn(request: IncomingMessage, socket: Socket, closing: boolean): void {
  const [from, end] = [socket.bytesRead, performance.now() + MOST_MS]
  request.resume()
  const look = setInterval(() => {
    if (socket.destroyed) clearInterval(look)
    else if (request.complete) {
      clearInterval(look)
      if (closing) socket.end()
    } else if (performance.now() > end || socket.bytesRead - from > MOST_BYTES) {
      clearInterval(look)
      socket.destroy()
    }
  }, LOOK_MS)
}
