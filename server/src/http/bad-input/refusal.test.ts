import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { watchedApp } from '../../testing/watched.ts'

const service = await watchedApp()
const person = await service.person('viewer')
const { hostname, port } = new URL(service.url)

const BODY = Buffer.alloc(3_000_000, 'x')

/** Sends a request and all of its body before anything is read, as many clients do; gives what came back. */
function sendWhole(head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let text = ''
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (/\r\n\r\n\{.*\}$/s.test(text)) resolve(text)
    })
    socket.on('close', () => resolve(text))
    socket.write(
      `${head}\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n`,
    )
    socket.pause()
    socket.write(BODY, () => socket.resume())
  })
}

const bearer = `Authorization: Bearer ${person.token}`
const refusals: [what: string, status: number, head: string][] = [
  ['without a token', 401, 'POST /v1/incident HTTP/1.1'],
  ['of a role that may not', 403, `POST /v1/incident HTTP/1.1\r\n${bearer}`],
  ['to what is not there', 404, `POST /v1/nothing HTTP/1.1\r\n${bearer}`],
  ['by a method that is not allowed', 405, `DELETE /v1/incident HTTP/1.1\r\n${bearer}`],
  ['with a body that is too large', 413, `POST /v1/subscriptions HTTP/1.1\r\n${bearer}`],
  ['with a compressed body', 415, `POST /v1/subscriptions HTTP/1.1\r\n${bearer}\r\nContent-Encoding: gzip`],
]

for (const [what, status, head] of refusals) {
  for (const closing of ['', '\r\nConnection: close']) {
    test(`the refusal of a request ${what} reaches a client that sends its whole body first${closing && ', also one that closes'}`, async () => {
      for (let i = 0; i < 10; i++) {
        const answer = await sendWhole(head + closing)
        assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `))
        assert.match(answer, /\{"message":/)
      }
    })
  }
}

test('the connection goes on after such a refusal', async () => {
  const socket = connect(Number(port), hostname)
  const answers = new Promise<string>((resolve, reject) => {
    let text = ''
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (/HTTP\/1\.1 200 /.test(text)) resolve(text)
    })
    socket.on('close', () => resolve(text))
  })
  socket.write(
    `POST /v1/incident HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n`,
  )
  socket.write(BODY)
  socket.write(`GET /v1/me HTTP/1.1\r\nHost: ${hostname}\r\n${bearer}\r\n\r\n`)
  assert.match(await answers, /^HTTP\/1\.1 401 [\s\S]*HTTP\/1\.1 200 /)
  socket.destroy()
})

test('a body without end is not read for ever after its refusal', async () => {
  const socket = connect(Number(port), hostname)
  let sent = 0
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.on('error', () => {})
  socket.resume()
  socket.write(
    `POST /v1/incident HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
  )
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 'x'), Buffer.from('\r\n')])
  const pump = (): void => {
    while (!socket.destroyed) {
      sent += chunk.length
      if (!socket.write(chunk)) return void socket.once('drain', pump)
    }
  }
  pump()
  await closed
  assert.ok(sent < 200_000_000, `${sent} bytes were taken`)
})
