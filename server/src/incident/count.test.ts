// Counts by status, type and severity are those of the rows, whatever happens to the incidents.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { examineLog } from '../database/examine.ts'
import { newIncident, type Person, testApp } from '../testing/app.ts'
import { each } from '../testing/pool.ts'
import { asOwner } from '../testing/sessions.ts'

/** How many incidents live through how many changes each. */
const HISTORIES = Number(process.env['COUNT_HISTORIES'] ?? 40)
const CHANGES = 8

const app = await testApp()
const STATUSES = ['NEW', 'OPEN', 'INVESTIGATING', 'RESOLVED', 'CLOSED']
const TYPES = ['SECURITY', 'FACILITY']
const SEVERITIES = ['', 'MAJOR', 'LOW']

/** A generator of its own, so that a failure comes again with its seed (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

/** One incident's life: each step is allowed or refused, either way the counts must hold. */
async function live(person: Person, seed: number): Promise<void> {
  const random = randomFrom(seed)
  const pick = (list: readonly string[]): string => list[random(list.length)] ?? ''
  const codes = () => ({ status: pick(STATUSES), type: pick(TYPES), severity: pick(SEVERITIES) })
  const { body } = await person.call('POST', '/v1/incident', newIncident(codes()))
  const id = body.data?.id
  if (id === undefined) return
  for (let n = 0; n < CHANGES; n++) {
    const path = `/v1/incident/${id}`
    const { body: now } = await person.call('GET', path)
    const occ_lock = now.data?.occ_lock ?? 0
    const date = ['2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z'][random(2)]
    const steps = [
      () => person.call('PATCH', path, { ...codes(), occ_lock }),
      () => person.call('PATCH', path, { date, occ_lock }),
      () => person.call('PATCH', path, { name: `renamed ${n}`, occ_lock }),
      () => person.call('PATCH', path, { status: 'RESOLVED', resolved_date: '2026-01-01T00:00:00Z', occ_lock }),
      () => person.call('DELETE', path),
      () => person.call('POST', `${path}/restore`),
      () => person.call('DELETE', random(4) === 0 ? `${path}?purge=true` : path),
      () => person.call('POST', `${path}/comments`, { text: 'x' }),
    ]
    await steps[random(steps.length)]?.()
  }
}

async function problems(tenant: string): Promise<string[]> {
  assert.ok(app.config.database)
  const report = (await examineLog(app.config.database, app.config.schema)).find(
    ({ tenant_id }) => tenant_id === tenant,
  )
  assert.ok(report)
  return report.problems
}

test('totals by codes are those of the incidents after random histories, and doctor sees one that is not', async () => {
  const person = await app.person('admin')
  await each(Array.from({ length: HISTORIES }).keys(), (seed) => live(person, seed + 1), 4)
  assert.deepEqual(await problems(person.tenant), [])
  const { incidents } = await person.ok('GET', '/v1/incident')
  assert.ok(incidents.length > HISTORIES / 4)
  const matching = (query: string): number => {
    const wanted = new URLSearchParams(query)
    return incidents.filter((one: Record<string, string>) =>
      ['status', 'type', 'severity'].every(
        (field) => !wanted.has(field) || wanted.getAll(field).includes(one[field] ?? ''),
      ),
    ).length
  }
  for (const query of [
    ...STATUSES.map((code) => `status=${code}`),
    ...SEVERITIES.map((code) => `severity=${code}`),
    'status=NEW&status=OPEN&severity=MAJOR&severity=',
    'type=SECURITY&severity=LOW',
    'type=SECURITY&type=FACILITY&status=CLOSED',
  ]) {
    const { data } = (await person.call('GET', `/v1/incident?size=1&${query}`)).body
    assert.equal(data.total, matching(query), query)
    assert.equal(
      (await person.ok('GET', `/v1/incident/summary?${query}`)).total,
      matching(query),
      `summary of ${query}`,
    )
  }
  await asOwner(app.database, [
    `update incident_count set incidents = incidents + 1 where tenant_id = '${person.tenant}' and status = 'OPEN' and type = 'FACILITY'`,
  ])
  assert.match((await problems(person.tenant)).join(), /counts by status, type and severity differ/)
})
