import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, testApp } from '../testing/app.ts'
import { cell } from './export.ts'

const app = await testApp()

/** text, whether a spreadsheet would run it */
const texts: [string, boolean][] = [
  ['=1+1', true],
  ['=HYPERLINK("http://x")', true],
  ["+cmd|' /C calc'!A0", true],
  ['-2+3+cmd|x', true],
  ['@SUM(1+1)', true],
  ['-SUM(A1)', true],
  ['+A1!B2', true],
  ['\t=1', true],
  ['\r=1', true],
  ['\uff1d1+1', true],
  ['\uff0bSUM(1)', true],
  ['@\n\nfoo(1)', true],
  ['+49 30 5550199', false],
  ['-12 °C in the cold store', false],
  ['- pump 1 stopped', false],
  ['@ gate 4', false],
  ['-', false],
  ['1+1=2 (sum)', false],
  ["'quoted'", false],
  ['', false],
]

test('an apostrophe stands before formulas only: what is none comes out as it went in', () => {
  for (const [text, run] of texts) {
    const read = cell(text).replace(/^"([\s\S]*)"$/, (_, inner: string) => inner.replaceAll('""', '"'))
    assert.equal(read, run ? `'${text}` : text, JSON.stringify(text))
  }
  assert.equal(cell(-12), '-12')
})

test('no cell is longer than a spreadsheet takes, the marks counted in, and none ends in half a character', () => {
  for (const text of ['x'.repeat(40_000), `=${'x'.repeat(40_000)}`, '😀'.repeat(20_000), `a${'😀'.repeat(20_000)}`]) {
    const out = cell(text)
    assert.ok(out.length <= 32_767 && out.length >= 32_765, `${out.length}`)
    assert.ok(out.isWellFormed() && out.endsWith('…'))
  }
  assert.equal(cell('x'.repeat(32_767)), 'x'.repeat(32_767))
  assert.equal(cell(`=${'x'.repeat(32_766)}`).length, 32_767)
})

test('a CSV begins with a byte order mark unless told not to, and says codes and times in words too', async () => {
  const person = await app.person()
  await person.ok(
    'POST',
    '/v1/incident',
    newIncident({ name: 'Überflutung', type: 'SYSTEM_FAILURE', severity: '', next_update: 1777641000 }),
  )
  const get = async (more: string) => {
    const response = await fetch(`${app.url}/v1/incident/export?format=csv${more}`, {
      headers: { authorization: `Bearer ${person.token}` },
    })
    return Buffer.from(await response.arrayBuffer())
  }
  const marked = await get('')
  assert.deepEqual([...marked.subarray(0, 3)], [0xef, 0xbb, 0xbf])
  const bare = await get('&bom=false')
  assert.deepEqual(marked.subarray(3), bare)
  const [header = '', row = ''] = bare.toString().split('\r\n')
  const values = row.split(',')
  const shown = Object.fromEntries(header.split(',').map((name, n) => [name, values[n]]))
  assert.equal(shown['name'], 'Überflutung')
  assert.deepEqual([shown['type'], shown['type_label']], ['SYSTEM_FAILURE', 'System failure'])
  assert.deepEqual([shown['severity'], shown['severity_label']], ['', ''])
  assert.deepEqual([shown['next_update'], shown['next_update_at']], ['1777641000', '2026-05-01T13:10:00Z'])
  assert.equal(shown['date'], newIncident().date)
})
