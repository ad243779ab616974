import assert from 'node:assert/strict'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { test } from 'node:test'
import { newIncident } from '../../testing/app.ts'
import { definitions, incidentOf, walk } from '../../testing/endpoints.ts'
import { each } from '../../testing/pool.ts'
import { rawExchange } from '../../testing/raw.ts'
import { assertNames, watchedApp } from '../../testing/watched.ts'

const service = await watchedApp()
const { person, requests, writes } = await walk(service)

/**
 * Runs the work and fails when it held up everybody else: a backtracking expression takes minutes (28 letters: 38 s), what
 * this service does a fraction of a second, so a bound of seconds tells them apart on any machine.
 */
async function withoutBlocking(work: () => Promise<void>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  await work()
  delay.disable()
  assert.ok(delay.max < 3e9, `the event loop stood still for ${Math.round(delay.max / 1e6)} ms`)
}

const a = 'a'.repeat(28)
/** A query and a text on which careless expressions, normalizers and matchers take for ever. */
const pairs: [string, string][] = [
  ['(a+)+$', `${a}b`], ['^(a+)+$', `${a}!`], ['(a|a)*$', `${a}b`], ['(a|aa)+$', `${a}!`], ['([a-zA-Z]+)*$', `${a}1`], ['(.*a){20}', `${a}b`], ['^(([a-z])+.)+[A-Z]([a-z])+$', a.repeat(10)],
  ['\\b\\w+\\b$', `${'word '.repeat(2000)}!`], ['(?=a)(a*)*', `${a}b`], ['(\\1+)', a], ['[[:alpha:]]{1,255}{1,255}', a], ['((((((((((a{10}){10}){10}){10}){10}){10}){10}){10}){10}){10}', a],
  ['a'.repeat(500), `${'a'.repeat(99_999)}b`], ['ab'.repeat(250), 'ab'.repeat(50_000)], [`${'a'.repeat(499)}b`, 'a'.repeat(100_000)], ['%'.repeat(500), 'a%'.repeat(50_000)], ['%a'.repeat(250), 'a'.repeat(100_000)],
  ['_'.repeat(500), '_'.repeat(100_000)], ['a_'.repeat(250), 'ab'.repeat(50_000)], ['\\'.repeat(500), '\\'.repeat(100_000)], ['*'.repeat(500), '*'.repeat(100_000)], ['('.repeat(500), '('.repeat(100_000)],
  ['['.repeat(500), ']'.repeat(100_000)], [' '.repeat(500), `x${' '.repeat(99_999)}`], ['\t \u00a0\u3000'.repeat(125), `x${'\u3000'.repeat(99_999)}`], ['x y '.repeat(8), 'x y '.repeat(25_000)],
  ['\u0301'.repeat(500), `a${'\u0301'.repeat(99_999)}`], [`a${'\u0301\u0316'.repeat(249)}`, `a${'\u0301\u0316'.repeat(49_999)}`], ['\u200b'.repeat(500), `x${'\u200b'.repeat(99_999)}`],
  ['\u202e'.repeat(500), `x${'\u202e'.repeat(99_999)}`], ['İ'.repeat(500), 'İ'.repeat(100_000)], ['ß'.repeat(500), 'ß'.repeat(100_000)], ['ﷺ'.repeat(500), 'ﷺ'.repeat(100_000)], ['가'.repeat(500), '\u1100\u1161'.repeat(50_000)],
  ['👩‍👩‍👧‍👦'.repeat(71), '👩‍👩‍👧‍👦'.repeat(14_000)], ['\ud7ff\ue000'.repeat(250), '\ud7ff\ue000'.repeat(50_000)], ['<'.repeat(500), '<a '.repeat(33_000)], ['!['.repeat(250), '!['.repeat(50_000)], ['`'.repeat(500), '`'.repeat(100_000)],
  [`${'"'.repeat(499)}x`, '"'.repeat(100_000)],
] // biome-ignore format: a list of pairs

test('H09 no query and no text holds up the others: search, filters and attributes', async () => {
  assert.ok(pairs.length >= 40, `${pairs.length} pairs`)
  await withoutBlocking(async () => {
    await each(
      pairs,
      async ([query, text]) => {
        const made = await incidentOf(person, {
          description: text,
          name: [...text].slice(0, 500).join(''),
          attributes: { workflowId: [...text].slice(0, 10_000).join('') },
        })
        await person.ok('POST', `/v1/incident/${made.id}/comments`, { text: [...text].slice(0, 10_000).join('') })
        const q = encodeURIComponent(query)
        for (const path of [
          `/v1/incident?size=1&q=${q}`,
          `/v1/incident?size=1&attributes.workflowId=${q}`,
          `/v1/incident?size=1&reported_by=${q}`,
          `/v1/incident/summary?q=${q}`,
        ]) {
          const answer = await person.call('GET', path)
          assert.ok([200, 400].includes(answer.status), `${path}: ${answer.text}`)
        }
      },
      4,
    )
  })
})

test('H09 no value of a field holds up the others, however long', async () => {
  const long = [
    `${'a'.repeat(200_000)}!`,
    `${' '.repeat(200_000)}!`,
    `${'a@'.repeat(100_000)}`,
    '2026-'.repeat(40_000),
    `#${'f'.repeat(200_000)}`,
    '\u0301'.repeat(200_000),
  ]
  const all = (await requests(writes)).filter(({ one }) => one.body)
  await withoutBlocking(async () => {
    for (const { one, path, body } of all) {
      for (const [field, value] of Object.entries(body ?? {})) {
        if (typeof value !== 'string') continue
        for (const text of long) {
          const answer = await person.call(one.method, path, { ...body, [field]: text })
          assert.ok([400, 404, 409].includes(answer.status), `${one.operationId} ${field}: ${answer.status}`)
        }
      }
    }
    const { id } = await incidentOf(person)
    for (const { name } of definitions) {
      for (const value of long)
        assertNames(await person.call('PUT', `/v1/incident/${id}/attributes`, { name, value }), 'value')
    }
    const q = 'a'.repeat(14_000)
    for (const path of [
      `/v1/incident?q=${q}`,
      `/v1/incident?sort=${q}`,
      `/v1/incident?status=${q}`,
      `/v1/incident?cursor=${q}`,
      `/v1/incident?attributes.${q}=1`,
      `/v1/incident?${q}`,
      `/v1/incident/events?type=${q}`,
      `/v1/incident?date_from=${'1'.repeat(14_000)}`,
      `/v1/incident?${'&'.repeat(14_000)}`,
      `/v1/incident?${'a=&'.repeat(4600)}`,
      `/v1/incident?${'%41'.repeat(4600)}`,
    ]) {
      const answer = await person.call('GET', path)
      assert.ok([200, 400].includes(answer.status), path.slice(0, 40))
    }
    for (const header of [
      `Authorization: Bearer ${'a'.repeat(15_000)} x`,
      `Authorization: Bearer${' '.repeat(15_000)}!`,
      `Authorization: Bearer ${'a.'.repeat(7_000)}`,
      `Authorization: Bearer ${'='.repeat(15_000)}`,
      `Accept: ${'a,'.repeat(7_000)}`,
      `If-None-Match: ${'"a",'.repeat(3_500)}`,
      `Cookie: ${'a=b;'.repeat(3_500)}`,
    ]) {
      const [answer] = await rawExchange(
        service.url,
        `GET /v1/me HTTP/1.1\r\nHost: x\r\n${header}\r\nConnection: close\r\n\r\n`,
      )
      assert.equal(answer?.status, 401)
    }
  })
})

/** Characters with a meaning in LIKE, tsquery, regular expressions, SQL or globs: here each stands for itself. */
// biome-ignore format: a line for each would be pages
const marks = [
  '%', '_', '\\', '*', '?', "'", '"', '&', '|', '!', '(', ')', ':', '<->', ':*', '--', '/*', ';', '$1', '%s', '.*',
  '[a-z]', '^', '$', '+', '{2}', '@@', '~', '`', '<b>', '||', 'null',
]

test('H10 a mark of a query language is found as it stands, and stands for nothing else', async () => {
  const whose = await service.person('responder')
  const ids = new Map<string, string>()
  for (const mark of marks)
    ids.set(mark, (await incidentOf(whose, { name: `ab${mark}cd`, description: 'x', reported_by: 'x' })).id)
  const plainOne = await incidentOf(whose, { name: 'abXcd', description: 'x', reported_by: 'x' })
  for (const mark of marks) {
    const answer = await whose.call('GET', `/v1/incident?q=${encodeURIComponent(`ab${mark}cd`)}`)
    assert.equal(answer.status, 200, answer.text)
    const found = answer.body.data.incidents.map((one: { id: string }) => one.id)
    assert.deepEqual(found, [ids.get(mark)], `ab${mark}cd`)
    const part = await whose.call('GET', `/v1/incident?q=${encodeURIComponent(`b${mark}c`)}`)
    assert.deepEqual(
      part.body.data.incidents.map((one: { id: string }) => one.id),
      [ids.get(mark)],
      `b${mark}c`,
    )
    const elsewhere = await whose.call('GET', `/v1/incident?q=${encodeURIComponent(`zz${mark}cd`)}`)
    assert.deepEqual(elsewhere.body.data.incidents, [], `zz${mark}cd`)
  }
  for (const q of [
    '%cd',
    '_bXcd',
    'ab%',
    'ab_cd',
    'a*cd',
    'a.*d',
    'ab?cd',
    'ab[X]cd',
    'abxcd|zzz',
    '-abxcd',
    '"abxcd zzz"',
  ]) {
    const answer = await whose.call('GET', `/v1/incident?q=${encodeURIComponent(q)}`)
    assert.equal(answer.status, 200, answer.text)
    const found = answer.body.data.incidents.map((one: { id: string }) => one.id)
    assert.ok(!found.includes(plainOne.id), `${q} found what it does not stand in`)
  }
  // Around a word marks mean nothing.
  for (const q of ['abXcd', '(abxcd)', "'abxcd'", '!abxcd', 'abxcd:*', '*bxcd*', '"abxcd"']) {
    const sure = await whose.call('GET', `/v1/incident?q=${encodeURIComponent(q)}`)
    assert.deepEqual(
      sure.body.data.incidents.map((one: { id: string }) => one.id),
      [plainOne.id],
      q,
    )
  }
})

test('H10 a query of syntax only, of very many words, or too long is refused or found nothing', async () => {
  const whose = await service.person('responder')
  await incidentOf(whose)
  // biome-ignore format: a line for each would be pages
  const syntax = [
    '& | !', '<->', '((((', '))))', '"unclosed', "'unclosed", 'a & ', '| b', '!', '!!!', ':*:*', 'a:b:c', 'a <-> ',
    '\\', '\\\\', "'; drop table incident; --", "' or ''='", '%%%', '___', '* * *', '-a', '+a', 'name:x',
    '{"$gt":""}', '[object Object]', '\u202e', '\u0001',
  ]
  for (const q of syntax) {
    const answer = await whose.call('GET', `/v1/incident?q=${encodeURIComponent(q)}`)
    assert.equal(answer.status, 200, `${q}: ${answer.text}`)
  }
  const many = Array.from({ length: 250 }, (_, n) => String.fromCharCode(97 + (n % 26))).join(' ')
  const terms = Array.from({ length: 100 }, (_, n) => `t${n}`).join(' or ')
  assert.ok(terms.length > 500)
  assertNames(await whose.call('GET', `/v1/incident?q=${encodeURIComponent(terms)}`), 'q')
  assertNames(await whose.call('GET', `/v1/incident?q=${encodeURIComponent(terms.slice(0, 500))}`), 'q')
  assert.equal(
    (await whose.call('GET', `/v1/incident?q=${encodeURIComponent(many)}`)).status,
    200,
    '26 different words',
  )
  assertNames(await whose.call('GET', `/v1/incident?q=${'x'.repeat(501)}`), 'q')
  assertNames(await whose.call('GET', `/v1/incident?q=${'x'.repeat(10_000)}`), 'q')
  assert.equal((await whose.call('GET', `/v1/incident?q=${'x'.repeat(500)}`)).status, 200)
  const codes = Array.from({ length: 101 }, () => 'status=NEW').join('&')
  assertNames(await whose.call('GET', `/v1/incident?${codes}`), 'status')
  for (const path of ['/v1/incident/summary', '/v1/incident/export'])
    assertNames(await whose.call('GET', `${path}?q=${'x'.repeat(501)}`), 'q')
  assert.equal((await whose.call('POST', '/v1/incident', newIncident())).status, 201)
})
