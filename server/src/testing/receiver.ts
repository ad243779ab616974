// A webhook receiver for tests.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { afterTests } from './database.ts'

/** A request that came to a receiver. */
export type Received = { method: string; path: string; headers: IncomingHttpHeaders; body: string; at: number }

/** A real HTTP server that webhooks call. */
export type Receiver = {
  url: string
  port: number
  /** Every request, in the order of their ends. */
  received: Received[]
  /** Connections made so far, whether or not anything was sent on them. */
  connections(): number
  /** Connections open now. */
  open(): number
  /** What it does from now on; default: answer 200. */
  answer: (request: Received, response: ServerResponse) => void
}

/** Starts a receiver on a loopback address; stopped after this file's tests. */
export async function startReceiver(host = '127.0.0.1', port = 0): Promise<Receiver> {
  let connections = 0
  const open = new Set<unknown>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('error', () => {})
    response.on('error', () => {})
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request
      const one = { method, path, headers, body: Buffer.concat(chunks).toString('utf8'), at: performance.now() }
      receiver.received.push(one)
      receiver.answer(one, response)
    })
  })
  server.on('connection', (socket) => {
    connections++
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port')
  const name = host.includes(':') ? `[${host}]` : host
  const receiver: Receiver = {
    url: `http://${name}:${address.port}/hook`,
    port: address.port,
    received: [],
    connections: () => connections,
    open: () => open.size,
    answer: (_request, response) => void response.end('ok'),
  }
  afterTests(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return receiver
}

/** Answers with a status, and whatever headers and body. */
export function answering(status: number, body = '', headers: Record<string, string> = {}): Receiver['answer'] {
  return (_request, response) => void response.writeHead(status, headers).end(body)
}
