import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { createBudgets } from '../admission/budgets.ts'
import { afterTests } from '../testing/database.ts'
import { answering, startReceiver } from '../testing/receiver.ts'
import { forbiddenUrls, resolveName } from '../testing/spellings.ts'
import { until } from '../testing/until.ts'
import { addressIsAllowed } from './address.ts'
import { createResolver } from './resolve.ts'
import { createTarget } from './target.ts'

const receiver = await startReceiver()
const outside = createTarget({ allowPrivate: false, resolve: resolveName, timeoutMs: 5000 })
const inside = createTarget({ allowPrivate: true, resolve: ownResolver(), timeoutMs: 600 })

const reset = (answer = answering(200, 'ok')): void => {
  receiver.received.length = 0
  receiver.answer = answer
}

test('H01 every forbidden spelling is refused when it is checked and when it is called, in the same words, and nobody is called', async () => {
  const urls = forbiddenUrls(receiver.port)
  assert.ok(urls.length >= 60, String(urls.length))
  const refusals = new Set<string>()
  const errors = new Set<string | null>()
  const before = receiver.connections()
  for (const url of urls) {
    const problems = await outside.check(url, 'url')
    assert.equal(problems.length, 1, url)
    refusals.add(`${problems[0]?.code} ${problems[0]?.message}`)
    const answered = await outside.post(url, {}, '{}')
    assert.equal(answered.status, null, url)
    errors.add(answered.error)
  }
  assert.equal(receiver.connections(), before)
  assert.equal(errors.size, 1, [...errors].join())
  // Those the parser takes for no URL say so; all others are one.
  assert.ok(refusals.size <= 2, [...refusals].join('\n'))
})

test('H04 other schemes, closed ports, users, fragments and what is no URL are refused', async () => {
  for (const url of [
    'file:///etc/passwd',
    'gopher://public.test/',
    'ftp://public.test/',
    'javascript:alert(1)',
    'data:text/plain,x',
    'ws://public.test/',
    'http://public.test:22/',
    'http://public.test:25/',
    'http://public.test:5432/',
    'http://public.test:6379/',
    'https://public.test:11211/',
    'http://public.test:0/',
    'http://user@public.test/',
    'http://user:password@public.test/',
    'http://@public.test/',
    'http://:@public.test/',
    'http://public.test@127.0.0.1/',
    'http://public.test/#part',
    'http://pub\tlic.test/',
    'http://public.test/\r\nx: y',
    ' http://public.test/',
    'public.test',
    '//public.test',
    '',
    'http://',
    'http:///',
    'https://[::1',
    'http://a..test/',
    'http://.test/',
  ]) {
    const problems = await outside.check(url, 'url')
    assert.equal(problems.length, 1, url)
    assert.equal(problems[0]?.field, 'url')
    assert.equal((await outside.post(url, {}, '')).status, null, url)
  }
  for (const url of [
    'https://public.test/',
    'http://public.test:8080/a?b=c',
    'https://PUBLIC.test./',
    'https://unknown.test/',
    'http://93.184.215.14/',
    'http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
  ])
    assert.deepEqual(await outside.check(url, 'url'), [], url)
})

test('what an address is decides, also inside another one; metadata stays refused where private addresses are allowed', () => {
  for (const address of [
    '64:ff9b::5db8:d70e',
    '2002:5db8:d70e::1',
    '::ffff:93.184.215.14',
    '93.184.215.14',
    '2606:2800:21f::1',
  ])
    assert.ok(addressIsAllowed(address, { allowPrivate: false }), address)
  for (const address of ['127.0.0.1', '10.1.2.3', '100.64.0.9', 'fd00::1', '::1', '::ffff:127.0.0.1', '172.16.9.9'])
    assert.ok(addressIsAllowed(address, { allowPrivate: true }), address)
  for (const address of [
    '169.254.169.254',
    'fe80::1',
    '::ffff:169.254.169.254',
    'fd00:ec2::254',
    '168.63.129.16',
    '100.100.100.200',
    '0.0.0.0',
    '::',
    '224.0.0.1',
    'fe80::1%1',
    'x',
    '',
  ])
    assert.ok(!addressIsAllowed(address, { allowPrivate: true }), address)
})

test('H02 a name that changes its mind is connected to where it was checked, or not at all', async () => {
  reset()
  const before = receiver.connections()
  let asked = 0
  // Public when it is checked, loopback when it is called.
  const fickle = createTarget({
    allowPrivate: false,
    resolve: async () => (asked++ % 2 === 0 ? ['93.184.215.14'] : ['127.0.0.1']),
  })
  const url = `http://fickle.test:${receiver.port}/`
  for (let n = 0; n < 1000; n++) {
    assert.deepEqual(await fickle.check(url, 'url'), [])
    assert.equal((await fickle.post(url, {}, '{}')).status, null)
  }
  assert.equal(receiver.connections(), before)
  assert.equal(asked, 2000, 'resolved once for each check and each call')
  // The one address a call was told is where it goes, whatever the system would say of the name.
  const told = createTarget({ allowPrivate: true, resolve: async () => ['127.0.0.1'] })
  const answered = await told.post(`http://nowhere.invalid:${receiver.port}/hook`, {}, '{}')
  assert.equal(answered.status, 200)
  assert.equal(receiver.received.at(-1)?.headers.host, `nowhere.invalid:${receiver.port}`)
})

test('H03 redirects are not followed', async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    reset(answering(status, '', { location: receiver.url }))
    assert.equal((await inside.post(receiver.url, {}, '{}')).status, status)
    assert.equal(receiver.received.length, 1)
  }
})

test('D20 a receiver that never answers, answers drop by drop, or resets is given up in time, and its connection is closed', async () => {
  reset(() => {})
  const silent = await inside.post(receiver.url, {}, '{}')
  assert.deepEqual([silent.status, silent.error], [null, 'There was no answer within 0.6 s.'])
  reset((_request, response) => void response.socket?.destroy())
  assert.deepEqual(await statusAndError(), [null, 'The receiver could not be reached.'])
  reset((_request, response) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write('x'), 5)
    response.on('close', () => clearInterval(drip))
  })
  const dripping = await inside.post(receiver.url, {}, '{}')
  assert.equal(dripping.status, 200)
  assert.match(dripping.response, /^x+$/)
  await until(() => receiver.open() === 0)
  // A half of a header, for ever.
  const half = createServer((socket) => {
    socket.on('error', () => {})
    socket.write('HTTP/1.1 200 O')
  })
  await new Promise<void>((resolve) => half.listen(0, '127.0.0.1', resolve))
  afterTests(async () => void half.close())
  const { port } = half.address() as { port: number } // listens on TCP
  assert.equal((await inside.post(`http://127.0.0.1:${port}/`, {}, '')).status, null)
})

test('H05 of a long answer 2 KB are kept and no more than needed is read; lengths that lie do no harm', async () => {
  let written = 0
  reset((_request, response) => {
    response.writeHead(200, { 'content-length': String(100 * 1_048_576) })
    const chunk = Buffer.alloc(65_536, 'a')
    const more = (): void => {
      while (written < 100 * 1_048_576 && !response.destroyed) {
        written += chunk.length
        if (!response.write(chunk)) return void response.once('drain', more)
      }
    }
    more()
  })
  const long = await inside.post(receiver.url, {}, '{}')
  assert.deepEqual([long.status, long.response.length], [200, 2048])
  await until(() => receiver.open() === 0)
  assert.ok(written < 20 * 1_048_576, `${written} bytes were taken`)
  reset((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('short', () => response.socket?.destroy())
  })
  const short = await inside.post(receiver.url, {}, '{}')
  assert.deepEqual([short.status, short.response], [200, 'short'])
  reset((_request, response) => void response.end(Buffer.from([0x61, 0x00, 0xff, 0x62])))
  assert.equal((await inside.post(receiver.url, {}, '{}')).response, 'a\uFFFD\uFFFDb')
})

test('Retry-After is read as seconds or as a date, and as nothing when it is neither', async () => {
  for (const [header, wanted] of [
    ['7', 7],
    ['0', 0],
    ['-1', null],
    ['soon', null],
    ['', null],
    ['1e9', null],
    ['99999999999', null],
  ] as const) {
    reset(answering(503, '', { 'retry-after': header }))
    assert.equal((await inside.post(receiver.url, {}, '')).retryAfterSeconds, wanted, header)
  }
  reset(answering(429, '', { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() }))
  const { retryAfterSeconds } = await inside.post(receiver.url, {}, '')
  assert.ok(
    retryAfterSeconds !== null && retryAfterSeconds > 3000 && retryAfterSeconds <= 3600,
    String(retryAfterSeconds),
  )
})

test('a call that is broken off ends at once and says nothing of the receiver', async () => {
  reset(() => {})
  const abort = new AbortController()
  const patient = createTarget({ allowPrivate: true, resolve: ownResolver() })
  const call = patient.post(receiver.url, {}, '{}', abort.signal)
  await until(() => receiver.received.length === 1)
  abort.abort()
  assert.equal((await call).error, 'The attempt was broken off.')
})

async function statusAndError(): Promise<[number | null, string | null]> {
  const { status, error } = await inside.post(receiver.url, {}, '{}')
  return [status, error]
}

/** As the service looks names up. */
function ownResolver() {
  return createResolver({ lookups: createBudgets(1).lookups, allowPrivate: true })
}
