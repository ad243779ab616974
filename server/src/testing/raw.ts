// Requests and connections that fetch() would not make.
import { request as httpRequest } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Answer } from './app.ts'

/** A request that fetch() would mend or refuse: any method, the path as it is written, a body on any method, doubled headers. */
export type PlainRequest = {
  method: string
  /** Sent as it is. */
  path: string
  /** Lists are sent as so many lines. */
  headers?: Record<string, string | string[]>
  body?: string | Uint8Array
}

/** Sends a request through node:http, which leaves path, method and headers alone. */
export function plain(url: string, { method, path, headers = {}, body }: PlainRequest): Promise<Answer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    // Node adds no length by itself for methods that have a body seldom.
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const request = httpRequest({ hostname, port, method, path, headers: { ...length, ...headers } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('error', reject)
      response.once('end', () => {
        const given = new Headers()
        for (let i = 0; i < response.rawHeaders.length; i += 2) {
          given.append(response.rawHeaders[i] ?? '', response.rawHeaders[i + 1] ?? '')
        }
        resolve(answerOf(response.statusCode ?? 0, given, Buffer.concat(parts)))
      })
    })
    request.once('error', reject)
    request.end(body)
  })
}

function answerOf(status: number, headers: Headers, body: Buffer): Answer {
  const text = body.toString('utf8')
  const isJson = headers.get('content-type')?.startsWith('application/json') === true
  return { status, headers, body: isJson && text !== '' ? JSON.parse(text) : null, text }
}

/** A connection of bytes to the service, with everything that came back so far. */
export type RawConnection = {
  socket: Socket
  /** What came back, byte for byte (latin1). */
  received(): string
  /** Resolves when the connection has ended, whichever way. */
  ended: Promise<void>
}

/** Opens a connection. Give `onData: false` to read nothing from it. */
export async function rawConnection(url: string, { reading = true } = {}): Promise<RawConnection> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  const parts: Buffer[] = []
  if (reading) socket.on('data', (part) => parts.push(part))
  socket.on('error', () => {}) // a reset is an end like another; what came before it counts
  const ended = new Promise<void>((resolve) => {
    socket.once('end', () => socket.end())
    socket.once('close', () => resolve())
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  return { socket, received: () => Buffer.concat(parts).toString('latin1'), ended }
}

/**
 * Writes bytes on a connection of their own and gives the answers once the service has closed it. Throws when it stays open: every
 * exchange has to end by `Connection: close` or by the service refusing.
 */
export async function rawExchange(url: string, bytes: string | Buffer, withinMs = 30_000): Promise<Answer[]> {
  const connection = await rawConnection(url)
  const late = setTimeout(() => connection.socket.destroy(new Error('late')), withinMs)
  connection.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
  await connection.ended
  clearTimeout(late)
  if (connection.socket.errored?.message === 'late') {
    throw new Error(`still open after ${withinMs} ms: ${connection.received().slice(0, 500)}`)
  }
  return readAnswers(connection.received())
}

/** Reads HTTP/1.1 answers one after another (latin1); throws when something else lies between or after them. */
export function readAnswers(received: string): Answer[] {
  const answers: Answer[] = []
  let rest = received
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n')
    const [first = '', ...lines] = rest.slice(0, end).split('\r\n')
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1])
    if (end < 0 || !status) throw new Error(`this is no answer: ${JSON.stringify(rest.slice(0, 300))}`)
    const headers = new Headers(
      lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
    )
    rest = rest.slice(end + 4)
    if (status < 200) continue
    const [body, after] = bodyOf(headers, rest)
    answers.push(answerOf(status, headers, Buffer.from(body, 'latin1')))
    rest = after
  }
  return answers
}

function bodyOf(headers: Headers, rest: string): [string, string] {
  const length = headers.get('content-length')
  if (length !== null) return [rest.slice(0, Number(length)), rest.slice(Number(length))]
  if (headers.get('transfer-encoding') !== 'chunked') return ['', rest]
  let body = ''
  let at = 0
  for (;;) {
    const line = rest.indexOf('\r\n', at)
    const size = Number.parseInt(rest.slice(at, line), 16)
    if (line < 0 || Number.isNaN(size))
      throw new Error(`the chunks are broken: ${JSON.stringify(rest.slice(at, at + 200))}`)
    body += rest.slice(line + 2, line + 2 + size)
    at = line + 2 + size + 2
    if (size === 0) return [body, rest.slice(at)]
  }
}
