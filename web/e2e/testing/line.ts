import { createServer, request as send } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterTests } from '../../../server/src/testing/database.ts'

/** A line between browser and service that can be cut: all of the browser's traffic goes through it. */
export type Line = {
  /** For `browser.newContext`. */
  options: { proxy: { server: string; bypass: string } }
  /** Ends all connections and refuses new ones, as when the service has stopped. */
  cut(): void
  mend(): void
}

export async function startLine(): Promise<Line> {
  let isCut = false
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    const { url, method, headers } = request
    const onward = send(url ?? '', { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
      answer.on('error', () => response.destroy())
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  })
  server.on('connection', (socket) => {
    if (isCut) return socket.destroy()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    return socket
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo // of TCP, since it listens on a port
  const cut = (): void => {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }
  afterTests(async () => {
    cut()
    await new Promise((closed) => server.close(closed))
  })
  return {
    // Chromium leaves its proxy out for this machine's own addresses unless told otherwise.
    options: { proxy: { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' } },
    cut,
    mend: () => {
      isCut = false
    },
  }
}
