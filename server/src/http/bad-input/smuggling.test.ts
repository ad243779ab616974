import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident } from '../../testing/app.ts'
import { incidentOf } from '../../testing/endpoints.ts'
import { rawConnection, rawExchange } from '../../testing/raw.ts'
import { watchedApp } from '../../testing/watched.ts'

const service = await watchedApp()
const person = await service.person('responder')
const { id } = await incidentOf(person)
const auth = `Host: x\r\nAuthorization: Bearer ${person.token}\r\n`
/** What an attacker hopes to have read as a request of its own; it lies in or after the body of the ambiguous one. */
const hidden = `DELETE /v1/incident/${id} HTTP/1.1\r\n${auth}Connection: close\r\n\r\n`
const json = JSON.stringify(newIncident())
const head = `POST /v1/incident HTTP/1.1\r\n${auth}Content-Type: application/json\r\n`
const chunk = (data: string) => `${data.length.toString(16)}\r\n${data}\r\n`

async function nothingHappened(before: string, about: string): Promise<void> {
  const events = JSON.stringify(await person.ok('GET', '/v1/incident/events?limit=1000'))
  assert.equal(events, before, `${about}: something was stored`)
}

/** How long a body is, told in two ways or in none that is sure. What follows the headers is the first request's body for one reader, for another its body and then `hidden`. */
const lengths: Record<string, string> = {
  'CL and TE': `Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  'TE and CL': `Transfer-Encoding: chunked\r\nContent-Length: ${hidden.length + 5}\r\n\r\n0\r\n\r\n`,
  'CL 0 and TE': `Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  'CL and TE by a tab': `Content-Length: 5\r\nTransfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n`,
  'CL and TE in capitals': `Content-Length: 5\r\nTRANSFER-ENCODING: CHUNKED\r\n\r\n0\r\n\r\n`,
  'two CL that differ': `Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n`,
  'two CL that agree': `Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}`,
  'two CL in other letters': `Content-Length: 0\r\ncontent-length: ${hidden.length}\r\n\r\n`,
  'CL as a list': `Content-Length: 0, ${hidden.length}\r\n\r\n`,
  'CL with a sign': `Content-Length: +2\r\n\r\n{}`,
  'CL below zero': `Content-Length: -1\r\n\r\n`,
  'CL in hexadecimal': `Content-Length: 0x2\r\n\r\n{}`,
  'CL with letters after it': `Content-Length: 2a\r\n\r\n{}`,
  'CL in two words': `Content-Length: 2 2\r\n\r\n{}`,
  'CL empty': `Content-Length:\r\n\r\n`,
  'CL beyond 64 bits': `Content-Length: 18446744073709551618\r\n\r\n{}`,
  'CL with a blank before its colon': `Content-Length : ${hidden.length}\r\n\r\n`,
  'CL on a folded line': `X: y\r\n Content-Length: ${hidden.length}\r\n\r\n`,
  'CL value on a folded line': `Content-Length:\r\n ${hidden.length}\r\n\r\n`,
  'CL in the trailer': `Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: ${hidden.length}\r\n\r\n`,
  'TE unknown': `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
  'TE identity': `Transfer-Encoding: identity\r\n\r\n0\r\n\r\n`,
  'TE chunked, then identity': `Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
  'TE chunked and identity on two lines': `Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n`,
  'TE with a blank before its colon': `Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
  'TE after a vertical tab': `Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n`,
  'TE with U+0000': `Transfer-Encoding: chunked\x00\r\n\r\n0\r\n\r\n`,
  'TE in quotes': `Transfer-Encoding: "chunked"\r\n\r\n0\r\n\r\n`,
  'TE with a semicolon': `Transfer-Encoding: chunked;x=y\r\n\r\n0\r\n\r\n`,
  'TE behind a bare LF': `Content-Length: 5\r\nX: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  'TE behind a bare CR': `Content-Length: 5\r\nX: y\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  'headers ended by bare LF': `Content-Length: 0\n\n`,
  'a chunk size ended by a bare LF': `Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n`,
  'a chunk size in C': `Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n`,
  'a chunk size with a sign': `Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n`,
  'a chunk size below zero': `Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n`,
  'no chunk size': `Transfer-Encoding: chunked\r\n\r\n\r\n{}\r\n0\r\n\r\n`,
  'a chunk size of no digits': `Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
  'a chunk size beyond 64 bits': `Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n`,
  'a chunk longer than its size': `Transfer-Encoding: chunked\r\n\r\n2\r\n{}{}\r\n0\r\n\r\n`,
  'a chunk without its end': `Transfer-Encoding: chunked\r\n\r\n2\r\n{}0\r\n\r\n`,
  'a chunk ended by a bare LF': `Transfer-Encoding: chunked\r\n\r\n2\r\n{}\n0\r\n\r\n`,
  'a bare LF in a chunk extension': `Transfer-Encoding: chunked\r\n\r\n2;a\n{}\r\n0\r\n\r\n`,
  'a bare CR in a chunk extension': `Transfer-Encoding: chunked\r\n\r\n2;a\rb\r\n{}\r\n0\r\n\r\n`,
}

for (const [name, rest] of Object.entries(lengths)) {
  test(`A21 a body of unsure length is refused and the connection closed: ${name}`, async () => {
    const before = JSON.stringify(await person.ok('GET', '/v1/incident/events?limit=1000'))
    const answers = await rawExchange(service.url, `${head}${rest}${hidden}`)
    for (const answer of answers) service.saw(answer, [person.token])
    assert.deepEqual(
      answers.map((answer) => answer.status),
      [400],
      name,
    )
    await nothingHappened(before, name)
  })
}

const line = (text: string) => `${text}\r\n${auth}\r\n`
/** First lines and headers that are none. */
const broken: Record<string, string> = {
  'a tab in the first line': line(`GET\t/v1/me\tHTTP/1.1`),
  'a blank in the path': line(`GET /v1/incident?q=a b HTTP/1.1`),
  'words after the version': line(`GET /v1/me HTTP/1.1 x`),
  'no version': line(`GET /v1/me`),
  'a version of letters': line(`GET /v1/me HTTP/x.y`),
  'a version that is none': line(`GET /v1/me HTTP/9.9`),
  'a protocol in small letters': line(`GET /v1/me http/1.1`),
  'another protocol': line(`GET /v1/me ICE/1.0`),
  'a method in small letters': line(`get /v1/me HTTP/1.1`),
  'a method that is none': line(`GE\x00T /v1/me HTTP/1.1`),
  'a path with U+0000': line(`GET /v1/\x00me HTTP/1.1`),
  'a path with a control character': line(`GET /v1/m\x0be HTTP/1.1`),
  'a first line ended by a bare LF': `GET /v1/me HTTP/1.1\n${auth}\r\n`,
  'a first line ended by a bare CR': `GET /v1/me HTTP/1.1\r${auth}\r\n`,
  'a header without a colon': line(`GET /v1/me HTTP/1.1\r\nnonsense`),
  'a header without a name': line(`GET /v1/me HTTP/1.1\r\n: x`),
  'a header name with a blank': line(`GET /v1/me HTTP/1.1\r\nX Y: x`),
  'a header name with U+0000': line(`GET /v1/me HTTP/1.1\r\nX\x00Y: x`),
  'a header value with U+0000': line(`GET /v1/me HTTP/1.1\r\nX: a\x00b`),
  'a header value with a bare CR': line(`GET /v1/me HTTP/1.1\r\nX: a\rb`),
  'the preface of HTTP/2': `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`,
  'a handshake of TLS': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'bytes of nothing': '\x00\x01\x02\x03\xff\xfe',
}

for (const [name, bytes] of Object.entries(broken)) {
  test(`A21 what is no HTTP is refused and the connection closed: ${name}`, async () => {
    const before = JSON.stringify(await person.ok('GET', '/v1/incident/events?limit=1000'))
    const answers = await rawExchange(service.url, `${bytes}${hidden}`)
    for (const answer of answers) service.saw(answer, [person.token])
    assert.deepEqual(
      answers.map((answer) => answer.status),
      [400],
      name,
    )
    await nothingHappened(before, name)
  })
}

test('A21 requests that follow one another rightly are answered each, in order', async () => {
  const me = (extra = '') => `GET /v1/me HTTP/1.1\r\n${auth}${extra}\r\n`
  const plainPost = `${head}Content-Length: ${json.length}\r\n\r\n${json}`
  const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n${chunk(json.slice(0, 10))}${chunk(json.slice(10))}0\r\n\r\n`
  const trailed = `${head}Transfer-Encoding: chunked\r\n\r\n${chunk(json)}0\r\nX-Trailer: y\r\n\r\n`
  const extended = `${head}Transfer-Encoding: chunked\r\n\r\n${json.length.toString(16)};name="value"\r\n${json}\r\n0\r\n\r\n`
  const withBody = `GET /v1/me HTTP/1.1\r\n${auth}Content-Length: ${json.length}\r\n\r\n${json}`
  const withSmuggled = `GET /v1/me HTTP/1.1\r\n${auth}Content-Length: ${hidden.length}\r\n\r\n${hidden}`
  const refused = `${head}Content-Length: ${hidden.length}\r\n\r\n${hidden}`
  const nothing = `POST /v1/nope HTTP/1.1\r\n${auth}Content-Type: text/plain\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`
  const last = me('Connection: close\r\n')
  for (const [first, status] of [
    [plainPost, 201],
    [chunked, 201],
    [trailed, 201],
    [extended, 201],
    [withBody, 200],
    [withSmuggled, 200],
    [refused, 400],
    [nothing, 404],
    [`\r\n${me()}`, 200],
  ] as const) {
    const answers = await rawExchange(service.url, `${first}${last}`)
    for (const answer of answers) service.saw(answer, [person.token])
    assert.equal(answers[0]?.status, status, answers[0]?.text)
    // After a refusal the service may close instead of reading on.
    if (answers.length > 1 || status < 300) assert.equal(answers[1]?.body.data.user.id, person.user)
    assert.ok(answers.length <= 2)
  }
  assert.equal((await person.call('GET', `/v1/incident/${id}`)).status, 200, 'the hidden request was not run')
})

test('A21 HTTP/1.0 and CONNECT are answered or closed, never read as something else', async () => {
  const [old] = await rawExchange(service.url, `GET /v1/me HTTP/1.0\r\n${auth}\r\n`)
  assert.equal(old?.status, 200)
  const chunkedOld = await rawExchange(
    service.url,
    `${head.replace('1.1', '1.0')}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
  )
  assert.ok(
    chunkedOld.length <= 1 && chunkedOld.every((answer) => answer.status === 400),
    JSON.stringify(chunkedOld.map((one) => one.text)),
  )
  assert.ok(
    (await rawExchange(service.url, `CONNECT other.example:443 HTTP/1.1\r\n${auth}\r\n${hidden}`)).every(
      (answer) => answer.status >= 400,
    ),
  )
  assert.equal((await person.call('GET', `/v1/incident/${id}`)).status, 200)
})

test('A21 garbage behind a request under way is never written into the middle of its answer', async () => {
  // An answer long enough that it is still being sent when the garbage comes.
  const many = await service.person('responder')
  for (let n = 0; n < 12; n++) await incidentOf(many, { description: '😀'.repeat(100_000) })
  const list = `GET /v1/incident HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${many.token}\r\n\r\n`
  const connection = await rawConnection(service.url)
  connection.socket.once('data', () => connection.socket.write('garbage\r\n\r\n\r\n'))
  connection.socket.write(list)
  await connection.ended
  const received = connection.received()
  assert.match(received, /^HTTP\/1\.1 200 OK/)
  assert.equal(received.split('HTTP/1.1 ').length, 2, 'one answer, whole or broken off')
})
