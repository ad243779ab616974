import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { walk } from '../../testing/endpoints.ts'
import { goodText, refuseMalformed, spoiled, takesTheGoodOne } from '../../testing/malformed.ts'
import { each } from '../../testing/pool.ts'
import { rawExchange } from '../../testing/raw.ts'
import { watchedApp } from '../../testing/watched.ts'

const service = await watchedApp()
const { person, writes, requests, stored, unchanged } = await walk(service)
const withBody = writes.filter((one) => one.body)

const malformed = [
  ' ', '\n', '{', '[', '"', '{"name"', '{"name":', '{"name":"x"', '{"name":"x",', '{"name":"x",}', '[1,]', '[,]', '{,}', '{"a" "b"}', '{"a"::1}', '{"a":1 "b":2}',
  "{'name':'x'}", '{name:"x"}', '{"name":undefined}', '{"next_update":NaN}', '{"next_update":Infinity}', '{"next_update":-Infinity}', '{"next_update":01}',
  '{"next_update":+1}', '{"next_update":.5}', '{"next_update":1.}', '{"next_update":1e}', '{"next_update":0x10}', '{"next_update":1_000}', '{"name":"a\nb"}', '{"name":"a\tb"}',
  '{"name":"\\x41"}', '{"name":"\\u12"}', '{"name":"x"}{"name":"y"}', '{"name":"x"} x', '// note\n{}', '{/* note */}', '{"name":"x"} # note', 'name=x', '<name/>',
  'TRUE', 'nul', '{"name":True}', '{"name":"x"]', '[}', '}', ']', '\u00a0{}', '{}\u00a0', '{}\u0000',
] // biome-ignore format: a list of forms

test('A01 a malformed body is refused by every endpoint that takes one, and nothing is stored', async () => {
  const all = await requests(withBody)
  const before = await stored()
  await each(
    all.flatMap((request) => malformed.map((body) => ({ ...request, text: body }))),
    async ({ one, path, text }) => {
      await refuseMalformed(person, text, path, one.method)
    },
  )
  await unchanged(before)
  for (const { one, path, body } of all) {
    assert.ok((await person.call(one.method, path, body)).status < 300, `${one.operationId} takes its example`)
  }
})

test('A01 a missing or empty body is refused where one is needed', async () => {
  const before = await stored()
  for (const one of withBody) {
    if (one.bodyOptional) continue
    const path = one.path.replace(/\{\w+\}/g, '019a0000-0000-7000-8000-000000000000')
    for (const [body, headers] of [
      [undefined, {}],
      ['', {}],
      [undefined, { 'content-type': 'application/json' }],
    ] as const) {
      const answer = await person.call(one.method, path, body, headers)
      assert.equal(answer.status, 400, `${one.operationId}: ${answer.text}`)
    }
  }
  await unchanged(before)
})

test('A01 a document that is no object is refused by every endpoint that takes a body', async () => {
  const before = await stored()
  for (const one of withBody) {
    const path = one.path.replace(/\{\w+\}/g, '019a0000-0000-7000-8000-000000000000')
    for (const text of ['null', 'true', '7', '"x"', '[]', `[${goodText}]`]) {
      const answer = await person.call(one.method, path, text)
      assert.equal(answer.status, 400, `${one.operationId} ${text}: ${answer.text}`)
    }
  }
  await unchanged(before)
})

test('A05 a key given twice is refused at any depth, also when spelled by an escape', async () => {
  const before = await stored()
  await refuseMalformed(person, spoiled('{', '{"name":"first",'))
  await refuseMalformed(person, spoiled('{', '{"n\\u0061me":"first",'))
  await refuseMalformed(person, spoiled('{', '{"attributes":{"amount":1,"amount":2},'))
  await refuseMalformed(person, spoiled('{', '{"created_by":{"a":{"b":1,"b":1}},'))
  await refuseMalformed(person, spoiled('{', '{"created_by":[{"b":1,"b":1}],'))
  await refuseMalformed(person, spoiled('{', '{"__proto__":1,"__proto__":2,'))
  await unchanged(before)
  await takesTheGoodOne(person)
})

test('A06 no body or query changes the prototype of anything', async () => {
  const before = await stored()
  const evil = [
    '"__proto__":{"polluted":true}',
    '"constructor":{"prototype":{"polluted":true}}',
    '"__proto__":null',
    '"prototype":{"polluted":true}',
    '"toString":1',
    '"hasOwnProperty":1',
  ]
  for (const one of evil) {
    const answers = [
      await person.call('POST', '/v1/incident', spoiled('{', `{${one},`)),
      await person.call('POST', '/v1/incident', spoiled('{', `{"attributes":{${one}},`)),
      await person.call('POST', '/v1/incident/attributes', `{"name":"polluted","type":"STRING",${one}}`),
    ]
    for (const answer of answers) {
      assert.equal(answer.status, 400, answer.text)
      const known = ['UNKNOWN_FIELD', 'UNDEFINED_ATTRIBUTE', 'WRONG_TYPE']
      assert.ok(
        answer.body.errors.every((problem: { code: string }) => known.includes(problem.code)),
        answer.text,
      )
    }
  }
  for (const query of [
    'a[__proto__][x]=1',
    '__proto__=1',
    '__proto__[x]=1',
    'constructor=1',
    'attributes.__proto__=1',
    'attributes.constructor=1',
    'toString=1',
  ]) {
    assert.equal((await person.call('GET', `/v1/incident?${query}`)).status, 400, query)
  }
  await unchanged(before)
  // Where any JSON may stand it is data, and ignored.
  const answer = await person.call(
    'POST',
    '/v1/incident',
    spoiled('{', '{"created_by":{"__proto__":{"polluted":true}},'),
  )
  assert.equal(answer.status, 201)
  assert.equal(typeof answer.body.data.created_by, 'string')
  assert.equal(({} as { polluted?: boolean }).polluted, undefined)
  assert.equal((await person.call('GET', `/v1/incident/${answer.body.data.id}`)).status, 200)
})

test('A07 nesting beyond 32 is refused however deep, 32 is taken', async () => {
  const before = await stored()
  const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)
  for (const depth of [32, 33, 100, 5_000, 100_000]) {
    for (const text of [nested('[', ']', depth), `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`, '['.repeat(depth)]) {
      const deep = text.endsWith('[') && depth === 32 ? `${text}[` : text
      for (const field of ['created_by', 'name', 'attributes', 'unknown'])
        await refuseMalformed(person, spoiled('{', `{"${field}":${deep},`))
      if (depth > 32) await refuseMalformed(person, deep)
    }
  }
  await unchanged(before)
  // The body itself is the first level.
  assert.equal(
    (await person.call('POST', '/v1/incident', spoiled('{', `{"created_by":${nested('[', ']', 31)},`))).status,
    201,
  )
})

const LIMIT = 1_048_576

test('A08 a body of exactly 1 MiB is taken, one byte more is 413', async () => {
  const padded = (bytes: number) => goodText + ' '.repeat(bytes - Buffer.byteLength(goodText))
  assert.equal((await person.call('POST', '/v1/incident', padded(LIMIT - 1))).status, 201)
  assert.equal((await person.call('POST', '/v1/incident', padded(LIMIT))).status, 201)
  const before = await stored()
  const answer = await person.call('POST', '/v1/incident', padded(LIMIT + 1))
  assert.equal(answer.status, 413)
  assert.equal(answer.body.errors[0].code, 'TOO_LARGE')
  await unchanged(before)
})

test('A08 a body too large is refused without reading it to its end, with a length and chunked', async () => {
  const before = await stored()
  const head = `POST /v1/incident HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${person.token}\r\nContent-Type: application/json\r\n`
  // The body never ends: only a refusal before it ends can be an answer.
  const [withLength] = await rawExchange(service.url, `${head}Content-Length: ${10 * LIMIT}\r\n\r\n{"name":"`)
  assert.equal(withLength?.status, 413)
  const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`
  const [chunked] = await rawExchange(service.url, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(20)}`)
  assert.equal(chunked?.status, 413)
  await unchanged(before)
})

test('A08 a compressed body is refused before it is unpacked', async () => {
  const before = await stored()
  const bomb = gzipSync(Buffer.alloc(50_000_000, ' '))
  for (const encoding of ['gzip', 'deflate', 'br', 'zstd', 'gzip, gzip', 'GZIP', 'x-gzip', 'unheard-of']) {
    const answer = await person.call('POST', '/v1/incident', bomb, {
      'content-type': 'application/json',
      'content-encoding': encoding,
    })
    assert.equal(answer.status, 415, `${encoding}: ${answer.text}`)
  }
  await unchanged(before)
  assert.equal((await person.call('POST', '/v1/incident', goodText, { 'content-encoding': 'identity' })).status, 201)
})

test('A08 a body of 70,000 wrong fields is refused in a bounded answer', async () => {
  const before = await stored()
  const many = (build: (n: number) => string) => Array.from({ length: 70_000 }, (_, n) => build(n)).join(',')
  const bodies = [
    spoiled('{', `{${many((n) => `"f${n}":1`)},`),
    spoiled('{', `{"attributes":{${many((n) => `"f${n}":1`)}},`),
    spoiled('{', `{"a${'😀'.repeat(200_000)}":1,`),
    spoiled('{', `{"attributes":{"a${'😀'.repeat(200_000)}":1},`),
    `{"name":"x","type":"ENUM","options":[${many(() => '1')}]}`,
    `{"name":"x","type":"ENUM","options":[${many((n) => `"${n}"`)}]}`,
  ]
  for (const [index, body] of bodies.entries()) {
    const answer = await person.call('POST', index < 4 ? '/v1/incident' : '/v1/incident/attributes', body)
    assert.equal(answer.status, 400)
    assert.ok(answer.text.length < 1_000_000, `an answer of ${answer.text.length} characters`)
  }
  await unchanged(before)
})
