import assert from 'node:assert/strict'
import { test } from 'node:test'
import { walk } from '../../testing/endpoints.ts'
import { goodText, refuseMalformed, spoiled, takesTheGoodOne } from '../../testing/malformed.ts'
import { watchedApp } from '../../testing/watched.ts'

const service = await watchedApp()
const { person, writes, requests, stored, unchanged } = await walk(service)
const withBody = writes.filter((one) => one.body)

test('A09 U+0000 is refused in every string of every body, in the path and in the query', async () => {
  const all = await requests(withBody)
  const before = await stored()
  for (const { one, path, body } of all) {
    for (const [field, value] of Object.entries(body ?? {})) {
      if (typeof value !== 'string') continue
      await refuseMalformed(person, JSON.stringify({ ...body, [field]: `${value}\u0000` }), path, one.method)
      await refuseMalformed(
        person,
        JSON.stringify({ ...body, [field]: `${value}@` }).replace(`${value}@`, `${value}\u0000`),
        path,
        one.method,
      )
    }
    await refuseMalformed(person, JSON.stringify({ ...body, 'x\u0000': 1 }), path, one.method)
  }
  await refuseMalformed(person, spoiled('{', '{"attributes":{"workflowId":"a\\u0000b"},'))
  await refuseMalformed(person, spoiled('{', '{"created_by":[["\\u0000"]],'))
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
  await takesTheGoodOne(person)
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
      await refuseMalformed(person, around(text, bytes))
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
  await takesTheGoodOne(person)
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
    await refuseMalformed(person, spoiled('Night watch', form))
    await refuseMalformed(person, spoiled('{', `{"${form}":1,`))
    await refuseMalformed(person, spoiled('{', `{"attributes":{"workflowId":"${form}"},`))
    await refuseMalformed(person, spoiled('{', `{"created_by":["${form}"],`))
  }
  await unchanged(before)
  const answer = await person.call('POST', '/v1/incident', spoiled('Night watch', '\\ud83d\\ude00'))
  assert.equal(answer.status, 201)
  assert.equal(answer.body.data.reported_by, '😀')
})
