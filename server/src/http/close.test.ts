import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { testApp } from '../testing/app.ts'
import { until } from '../testing/until.ts'

test('a stop does not wait for connections that have sent nothing', async () => {
  const { app, url } = await testApp()
  const { hostname, port } = new URL(url)
  const sockets = Array.from({ length: 5 }, () => connect(Number(port), hostname))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  await until(async () => {
    const { promise, resolve } = Promise.withResolvers<number>()
    app.server.fastify.server.getConnections((_, count) => resolve(count))
    return (await promise) === sockets.length
  })
  const gone = sockets.map((socket) => once(socket, 'close'))
  for (const socket of sockets) socket.resume()
  const late = new AbortController()
  // Far below the minute after which a silent connection ends by itself.
  const ended = await Promise.race([
    app.server.fastify.close().then(() => 'closed'),
    delay(30_000, 'still open', { signal: late.signal }),
  ])
  late.abort()
  assert.equal(ended, 'closed')
  await Promise.all(gone)
})
