// Answers what Node's own HTTP parser refuses.
import type { Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'
import type { ProblemCode } from '../errors.ts'
import { uuid } from '../id.ts'
import { failureBody } from './failure.ts'
import { ANSWER_HEADERS } from './headers.ts'

/** What Node's own parser refuses never reaches a route; it still answers in the envelope. */
export function clientErrorHandler(error: Error & { code?: string }, socket: Socket): void {
  const answering = (socket as { _httpMessage?: { headersSent: boolean } | null })._httpMessage // as Node's own handler asks
  if (error.code === 'ECONNRESET' || !socket.writable || answering?.headersSent) {
    // Nothing may be written into the middle of an answer.
    socket.destroy()
    return
  }
  const [status, words, code]: [string, string, ProblemCode] =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? ['408 Request Timeout', 'The request took too long to arrive.', 'TIMEOUT']
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? ['431 Request Header Fields Too Large', 'The headers are too large.', 'HEADERS_TOO_LARGE']
        : ['400 Bad Request', 'This is not a valid HTTP request.', 'BAD_REQUEST']
  const { headers, body } = refusal(code, words)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${body}`)
}

/** Node would answer an unknown `Expect` header by itself, without the envelope. */
export function refuseExpectations(server: HttpServer): void {
  server.on('checkExpectation', (_request, response) => {
    const { headers, body } = refusal('EXPECTATION_FAILED', 'The only expectation that can be met is 100-continue.')
    response.writeHead(417, headers).end(body)
  })
}

function refusal(code: ProblemCode, message: string): { headers: Record<string, string>; body: string } {
  const id = uuid()
  const body = JSON.stringify(failureBody(message, [{ code, message }], id))
  const headers = {
    ...ANSWER_HEADERS,
    'cache-control': 'no-store',
    'x-request-id': id,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  return { headers, body }
}
