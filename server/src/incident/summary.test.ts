import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, type Person, testApp } from '../testing/app.ts'
import { each } from '../testing/pool.ts'

type Incident = Record<'status' | 'severity' | 'type' | 'date' | 'name', string> & {
  resolved_date: string | null
  next_update: number
}
type Count = { code: string; count: number }

const app = await testApp()
const DAY = 86_400_000
const SEVERITIES = ['CRITICAL', 'MAJOR', 'MODERATE', 'MINOR', 'LOW', '']
const STATUSES = ['NEW', 'OPEN', 'INVESTIGATING', 'MONITORING', 'RESOLVED', 'CLOSED']
const TYPES = ['SECURITY', 'SYSTEM_FAILURE', 'PERFORMANCE', 'SAFETY', 'FACILITY', 'MAINTENANCE', 'OTHERS']
const isOver = ({ status }: Incident): boolean => status === 'RESOLVED' || status === 'CLOSED'

/** Sixty incidents of all kinds over the last days, some resolved, some owing news. */
async function fill(person: Person): Promise<Incident[]> {
  const now = Date.now()
  const bodies = Array.from({ length: 60 }, (_, n) => {
    const status = STATUSES[n % STATUSES.length] ?? 'NEW'
    const over = status === 'RESOLVED' || status === 'CLOSED'
    const date = now - (n % 12) * DAY - n * 60_000
    return newIncident({
      name: n % 4 === 0 ? `pump ${n}` : `valve ${n}`,
      status,
      severity: SEVERITIES[n % SEVERITIES.length],
      type: TYPES[(n * n) % TYPES.length],
      date: new Date(date).toISOString(),
      next_update: over || n % 3 > 0 ? 0 : Math.floor(now / 1000) + (n % 2 === 0 ? 600 : 86_400),
      // Every fifth one before it began: a time to resolve that is none.
      ...(over ? { resolved_date: new Date(date + (n % 5 === 0 ? -1 : n) * 60_000).toISOString() } : {}),
    })
  })
  const made: Incident[] = []
  await each(bodies, async (body) => {
    made.push(await person.ok('POST', '/v1/incident', body))
  })
  return made
}

function counted(incidents: readonly Incident[], field: 'status' | 'severity' | 'type', order: string[]): Count[] {
  return order
    .map((code) => ({ code, count: incidents.filter((one) => one[field] === code).length }))
    .filter(({ count }) => count > 0)
}

/** What the summary must say, from the incidents themselves. */
function expected(incidents: readonly Incident[]) {
  const open = incidents.filter((one) => !isOver(one))
  const times = incidents
    .flatMap((one) =>
      one.resolved_date === null ? [] : [(Date.parse(one.resolved_date) - Date.parse(one.date)) / 1000],
    )
    .filter((time) => time >= 0)
    .sort((a, b) => a - b)
  const part = (share: number): number | null => {
    const at = share * (times.length - 1)
    const [below, above] = [times[Math.floor(at)], times[Math.ceil(at)]]
    return below === undefined || above === undefined ? null : below + (above - below) * (at - Math.floor(at))
  }
  const perDay = (day: string) => ({
    day,
    reported: incidents.filter((one) => one.date.startsWith(day)).length,
    resolved: incidents.filter((one) => one.resolved_date?.startsWith(day)).length,
  })
  return {
    total: incidents.length,
    open: open.length,
    unassessed: open.filter((one) => one.severity === '').length,
    by_status: counted(incidents, 'status', STATUSES),
    by_severity: counted(incidents, 'severity', SEVERITIES),
    by_type: counted(incidents, 'type', TYPES),
    open_by_severity: counted(open, 'severity', SEVERITIES),
    due: incidents.filter((one) => one.next_update > 0 && one.next_update < Date.now() / 1000 + 3600).length,
    perDay,
    time_to_resolve: { count: times.length, median_seconds: part(0.5), p90_seconds: part(0.9) },
  }
}

async function assertSummary(person: Person, query: string, incidents: readonly Incident[]): Promise<void> {
  const {
    per_day,
    time_to_resolve: time,
    overdue,
    ...found
  } = await person.ok('GET', `/v1/incident/summary?days=7${query}`)
  const { perDay, time_to_resolve: wanted, ...rest } = expected(incidents)
  assert.deepEqual(found, rest)
  assert.equal(overdue, 0)
  assert.equal(per_day.length, 7)
  for (const [n, one] of per_day.entries()) {
    assert.deepEqual(one, perDay(one.day))
    if (n > 0) assert.equal(Date.parse(one.day) - Date.parse(per_day[n - 1].day), DAY)
  }
  assert.equal(time.count, wanted.count)
  for (const name of ['median_seconds', 'p90_seconds'] as const) {
    const [value, other] = [time[name], wanted[name]]
    assert.ok(value === other || Math.abs(value - (other ?? 0)) < 0.001, `${name}: ${value}, not ${other}`)
  }
}

test('the summary tells what the incidents tell, with each filter of the list', async () => {
  const person = await app.person()
  await assertSummary(person, '', [])
  const incidents = await fill(person)
  await assertSummary(person, '', incidents)
  await assertSummary(
    person,
    '&severity=CRITICAL&severity=',
    incidents.filter(({ severity }) => severity === 'CRITICAL' || severity === ''),
  )
  await assertSummary(
    person,
    '&status=OPEN&q=pump',
    incidents.filter(({ status, name }) => status === 'OPEN' && name.startsWith('pump')),
  )
  await assertSummary(
    person,
    '&q=valve',
    incidents.filter(({ name }) => name.startsWith('valve')),
  )
  await assertSummary(person, '&q=nothing', [])
})

test('the summary counts an update as overdue once its time has passed, until the incident is resolved', async () => {
  const person = await app.person()
  const past = Math.floor(Date.now() / 1000) - 60
  const { id } = await person.ok('POST', '/v1/incident', newIncident({ next_update: past }))
  const counts = async () => {
    const { overdue, due } = await person.ok('GET', '/v1/incident/summary')
    return { overdue, due }
  }
  assert.deepEqual(await counts(), { overdue: 1, due: 0 })
  assert.equal((await person.ok('GET', '/v1/incident?size=1&overdue=true')).total, 1)
  await person.ok('PATCH', `/v1/incident/${id}`, { status: 'RESOLVED', occ_lock: 0 })
  assert.deepEqual(await counts(), { overdue: 0, due: 0 })
})

test('days are those of the zone that is asked for, also where the clocks change; another name is refused', async () => {
  const person = await app.person()
  const today = (zone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date())
  const incidents = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      person.ok('POST', '/v1/incident', newIncident({ date: new Date(Date.now() - n * 3 * 3_600_000).toISOString() })),
    ),
  )
  for (const zone of ['Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kathmandu', 'UTC']) {
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone })
    const path = `/v1/incident/summary?days=3&time_zone=${encodeURIComponent(zone)}`
    const { per_day } = await person.ok('GET', path)
    assert.equal(per_day.length, 3)
    assert.equal(per_day.at(-1).day, today(zone))
    for (const one of per_day) {
      const wanted = incidents.filter(({ date }) => day.format(new Date(date)) === one.day).length
      assert.equal(one.reported, wanted, `${zone} ${one.day}`)
    }
  }
  for (const zone of ['Nowhere/Town', '+02:00', 'UTC+3', '', "'; drop"]) {
    const answer = await person.call('GET', `/v1/incident/summary?time_zone=${encodeURIComponent(zone)}`)
    assert.equal(answer.status, 400, zone)
    assert.equal(answer.body.errors[0].field, 'time_zone')
  }
})

test('a year of days has the hours of each, where one has 23 and one 25', async () => {
  const person = await app.person()
  const begin = Date.now() - 366 * DAY
  for (let n = 0; n < 24; n++)
    await person.ok('POST', '/v1/incident', newIncident({ date: new Date(begin + n * 15.2 * DAY).toISOString() }))
  const { per_day } = await person.ok('GET', '/v1/incident/summary?days=366&time_zone=Europe%2FBerlin')
  assert.equal(new Set(per_day.map(({ day }: { day: string }) => day)).size, 366)
  const sum = per_day.reduce((total: number, { reported }: { reported: number }) => total + reported, 0)
  assert.ok(sum >= 23)
})
