import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Answer, newIncident } from '../../testing/app.ts'
import { walk } from '../../testing/endpoints.ts'
import { each } from '../../testing/pool.ts'
import { rawExchange } from '../../testing/raw.ts'
import { watchedApp } from '../../testing/watched.ts'

const service = await watchedApp()
const { person, writes, requests, stored, unchanged } = await walk(service)
const withBody = writes.filter((one) => one.body)
const good = newIncident()
const goodText = JSON.stringify(good)

/** The good incident's text with something of it replaced; throws where there is nothing to replace. */
function spoiled(from: string, to: string): string {
  assert.ok(goodText.includes(from))
  return goodText.replace(from, () => to)
}

/** Sends a body and expects it refused as malformed. */
async function refuse(
  body: string | Uint8Array,
  path = '/v1/incident',
  method = 'POST',
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await person.call(method, path, body, headers)
  const shown = JSON.stringify(Buffer.from(body).toString('latin1').slice(0, 200))
  assert.equal(answer.status, 400, `${method} ${path} ${shown}: ${answer.text.slice(0, 500)}`)
  assert.equal(answer.body.errors[0].code, 'MALFORMED_JSON', `${shown}: ${answer.text.slice(0, 500)}`)
  return answer
}

/** The good incident is taken: what was refused was refused for what is wrong with it. */
async function control(): Promise<void> {
  assert.equal((await person.call('POST', '/v1/incident', goodText)).status, 201)
}

const malformed = [
  ' ', '\n', '{', '[', '"', '{"name"', '{"name":', '{"name":"x"', '{"name":"x",', '{"name":"x",}', '[1,]', '[,]', '{,}', '{"a" "b"}', '{"a"::1}', '{"a":1 "b":2}',
  "{'name':'x'}", '{name:"x"}', '{"name":undefined}', '{"next_update":NaN}', '{"next_update":Infinity}', '{"next_update":-Infinity}', '{"next_update":01}',
  '{"next_update":+1}', '{"next_update":.5}', '{"next_update":1.}', '{"next_update":1e}', '{"next_update":0x10}', '{"next_update":1_000}', '{"name":"a\nb"}', '{"name":"a\tb"}',
  '{"name":"\\x41"}', '{"name":"\\u12"}', '{"name":"x"}{"name":"y"}', '{"name":"x"} x', '// note\n{}', '{/* note */}', '{"name":"x"} # note', '\ufeff{"name":"x"}', 'name=x', '<name/>',
  'TRUE', 'nul', '{"name":True}', '{"name":"x"]', '[}', '}', ']', '\u00a0{}', '{}\u00a0', '{}\u0000',
] // biome-ignore format: a list of forms

test('A01 a malformed body is refused by every endpoint that takes one, and nothing is stored', async () => {
  const all = await requests(withBody)
  const before = await stored()
  await each(
    all.flatMap((request) => malformed.map((body) => ({ ...request, text: body }))),
    async ({ one, path, text }) => {
      await refuse(text, path, one.method)
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
  await refuse(spoiled('{', '{"name":"first",'))
  await refuse(spoiled('{', '{"n\\u0061me":"first",'))
  await refuse(spoiled('{', '{"attributes":{"amount":1,"amount":2},'))
  await refuse(spoiled('{', '{"created_by":{"a":{"b":1,"b":1}},'))
  await refuse(spoiled('{', '{"created_by":[{"b":1,"b":1}],'))
  await refuse(spoiled('{', '{"__proto__":1,"__proto__":2,'))
  await unchanged(before)
  await control()
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
        await refuse(spoiled('{', `{"${field}":${deep},`))
      if (depth > 32) await refuse(deep)
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

test('A09 U+0000 is refused in every string of every body, in the path and in the query', async () => {
  const all = await requests(withBody)
  const before = await stored()
  for (const { one, path, body } of all) {
    for (const [field, value] of Object.entries(body ?? {})) {
      if (typeof value !== 'string') continue
      await refuse(JSON.stringify({ ...body, [field]: `${value}\u0000` }), path, one.method)
      await refuse(
        JSON.stringify({ ...body, [field]: `${value}@` }).replace(`${value}@`, `${value}\u0000`),
        path,
        one.method,
      )
    }
    await refuse(JSON.stringify({ ...body, 'x\u0000': 1 }), path, one.method)
  }
  await refuse(spoiled('{', '{"attributes":{"workflowId":"a\\u0000b"},'))
  await refuse(spoiled('{', '{"created_by":[["\\u0000"]],'))
  for (const path of [
    '/v1/incident/%00',
    '/v1/incident/a%00b/comments',
    '/v1/incident/%00/comments/%00',
    '/v1/incident?q=a%00',
    '/v1/incident?%00=1',
    '/v1/incident?attributes.workflowId=%00',
  ]) {
    const answer = await person.call('GET', path)
    assert.equal(answer.status, 400, `${path}: ${answer.text}`)
  }
  await unchanged(before)
  await control()
})

const invalidUtf8 = [
  [0x80], [0xbf], [0xc0, 0x80], [0xc0, 0xaf], [0xc1, 0xbf], [0xc3], [0xe0, 0x80, 0xaf], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80], [0xf0, 0x80, 0x80, 0xaf],
  [0xf0, 0x9f, 0x98], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xfe], [0xff], [0xe9], [0xc3, 0x28],
] // biome-ignore format: a list of forms

test('A10 bytes that are no UTF-8 are refused in values, keys, path and query; no U+FFFD is stored', async () => {
  const before = await stored()
  const around = (text: string, bytes: number[]) => {
    const [left = '', right = ''] = text.split('@')
    return Buffer.concat([Buffer.from(left), Buffer.from(bytes), Buffer.from(right)])
  }
  for (const bytes of invalidUtf8) {
    for (const text of [
      spoiled('"Night watch"', '"Night @watch"'),
      spoiled('{', '{"@":1,'),
      spoiled('{', '{"created_by":"@",'),
      `${goodText}@`,
    ]) {
      await refuse(around(text, bytes), '/v1/incident', 'POST', { 'content-type': 'application/json' })
    }
    const encoded = bytes.map((byte) => `%${byte.toString(16)}`).join('')
    for (const path of [
      `/v1/incident?q=${encoded}`,
      `/v1/incident?${encoded}=1`,
      `/v1/incident/${encoded}`,
      `/v1/incident/types/${encoded}`,
      `/v1/${encoded}`,
    ]) {
      const answer = await person.call('GET', path)
      assert.equal(answer.status, 400, `${path}: ${answer.text}`)
    }
  }
  await unchanged(before)
  for (const [path, text] of before) assert.ok(!text.includes('\ufffd'), path)
  await control()
})

test('A11 half a surrogate pair is refused in values and keys; a whole one is kept', async () => {
  const before = await stored()
  for (const form of [
    '\\ud800',
    '\\udfff',
    '\\ud83d',
    '\\ude00',
    '\\ude00\\ud83d',
    '\\ud83d\\ud83d\\ude00',
    '\\ud83d x',
    '\\ud83d\\n',
    '\\uD83D\\u0041',
  ]) {
    await refuse(spoiled('Night watch', form))
    await refuse(spoiled('{', `{"${form}":1,`))
    await refuse(spoiled('{', `{"attributes":{"workflowId":"${form}"},`))
    await refuse(spoiled('{', `{"created_by":["${form}"],`))
  }
  await unchanged(before)
  const answer = await person.call('POST', '/v1/incident', spoiled('Night watch', '\\ud83d\\ude00'))
  assert.equal(answer.status, 201)
  assert.equal(answer.body.data.reported_by, '😀')
})
