import assert from 'node:assert/strict'
import { test } from 'node:test'
import { incidentOf } from '../../testing/endpoints.ts'
import { type RawConnection, rawConnection, readAnswers } from '../../testing/raw.ts'
import { until } from '../../testing/until.ts'
import { watchedApp } from '../../testing/watched.ts'

/** As in production, but with limits a test can wait for. */
const service = await watchedApp({}, { requestTimeoutMs: 1500, stallTimeoutMs: 6000 })
const person = await service.person('responder')
const auth = `Host: x\r\nAuthorization: Bearer ${person.token}\r\n`

type Slow = { opening: string; drip: string; count: number }
const kinds: Record<string, Slow> = {
  'a first line': { opening: 'GET /v1/m', drip: 'e', count: 80 },
  headers: { opening: `GET /v1/me HTTP/1.1\r\n${auth}`, drip: 'X: y\r\n', count: 120 },
  'a header': { opening: `GET /v1/me HTTP/1.1\r\n${auth}X: `, drip: 'y', count: 80 },
  'a body': {
    opening: `POST /v1/incident HTTP/1.1\r\n${auth}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"name":"`,
    drip: 'x',
    count: 80,
  },
  'a body in chunks': {
    opening: `POST /v1/incident HTTP/1.1\r\n${auth}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    drip: '1\r\n \r\n',
    count: 60,
  },
  'a body without a token': {
    opening: `POST /v1/incident HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{`,
    drip: ' ',
    count: 40,
  },
  nothing: { opening: '', drip: '', count: 40 },
}

test('A22 500 clients that send slowly are sent away with 408, and one that does not is served meanwhile', async () => {
  const before = (await person.ok('GET', '/v1/incident/events')).next_after
  const open: { kind: string; connection: RawConnection; drip: string; over: boolean }[] = []
  for (const [kind, { opening, drip, count }] of Object.entries(kinds)) {
    for (let n = 0; n < count; n++) {
      const connection = await rawConnection(service.url)
      const one = { kind, connection, drip, over: false }
      connection.ended.then(() => {
        one.over = true
      })
      if (opening !== '') connection.socket.write(opening)
      open.push(one)
    }
  }
  assert.equal(open.length, 500)
  const dripping = setInterval(() => {
    for (const { connection, drip, over } of open)
      if (!over && drip !== '' && connection.socket.writable) connection.socket.write(drip)
  }, 100)
  let served = 0
  try {
    await until(async () => {
      assert.equal((await person.call('GET', '/v1/me')).status, 200)
      served++
      return open.every(({ over }) => over)
    }, 60_000)
  } finally {
    clearInterval(dripping)
    for (const { connection } of open) connection.socket.destroy()
  }
  assert.ok(served > 10, `${served} requests served meanwhile`)
  for (const { kind, connection } of open) {
    const answers = readAnswers(connection.received())
    for (const answer of answers) service.saw(answer, [person.token])
    const statuses = answers.map((answer) => answer.status)
    // Refused for want of a token before the time is up; then the time is up for the rest of its body.
    if (kind === 'a body without a token') assert.equal(statuses[0], 401)
    // Who has sent nothing may be sent away without a word.
    else if (kind === 'nothing') assert.ok(statuses.length === 0 || statuses[0] === 408, String(statuses))
    // Of one tenant only so many large bodies may be on their way: the rest of a body that was refused may be late as well.
    else if (kind.startsWith('a body') && statuses[0] === 429) assert.ok(statuses.length <= 2)
    else assert.deepEqual(statuses, [408], `${kind}: ${connection.received().slice(0, 300)}`)
  }
  assert.equal((await person.ok('GET', '/v1/incident/events')).next_after, before, 'nothing is stored')
  await until(() => service.app.server.inFlight() === 0)
})

test('A22 a client that takes nothing of its answer is cut off, gives its place back, and the list is whole for others', async () => {
  const whose = await service.person('responder')
  for (let n = 0; n < 16; n++) await incidentOf(whose, { description: '😀'.repeat(100_000) })
  const readers = await Promise.all(Array.from({ length: 8 }, () => rawConnection(service.url, { reading: false })))
  const over = readers.map(() => false)
  for (const [n, { socket, ended }] of readers.entries()) {
    socket.pause()
    socket.write(`GET /v1/incident HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${whose.token}\r\n\r\n`)
    ended.then(() => {
      over[n] = true
    })
  }
  await until(() => service.app.server.inFlight() === readers.length)
  assert.equal((await whose.ok('GET', '/v1/incident')).incidents.length, 16)
  assert.equal((await person.call('GET', '/v1/me')).status, 200)
  // The service gives them up by itself; only then are the sockets read, to see that the answer was broken off.
  await until(() => service.app.server.inFlight() === 0)
  for (const { socket } of readers) socket.resume()
  await until(() => over.every(Boolean))
  assert.equal((await whose.ok('GET', '/v1/incident')).incidents.length, 16)
})

test('A22 a client that goes away in the middle of its request or its answer leaves nothing behind', async () => {
  const before = (await person.ok('GET', '/v1/incident/events')).next_after
  const beginnings = [
    `POST /v1/incident HTTP/1.1\r\n${auth}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"name":`,
    `POST /v1/incident HTTP/1.1\r\n${auth}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"nam`,
    `GET /v1/incident HTTP/1.1\r\n${auth}\r\n`,
    `GET /v1/incident/events?wait=30&after=${before} HTTP/1.1\r\n${auth}\r\n`,
    `GET /v1/me HTT`,
  ]
  for (let n = 0; n < 40; n++) {
    const connection = await rawConnection(service.url)
    connection.socket.write(beginnings[n % beginnings.length] ?? '')
    if (n % 2 === 0) connection.socket.resetAndDestroy()
    else connection.socket.destroy()
    await connection.ended
  }
  await until(() => service.app.server.inFlight() === 0)
  assert.equal((await person.ok('GET', '/v1/incident/events')).next_after, before)
})
