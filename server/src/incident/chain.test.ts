import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, type Person, personWith, testApp } from '../testing/app.ts'
import { assertWhole, readLog, replay } from '../testing/log.ts'
import { generator } from '../testing/random.ts'
import { spawnService } from '../testing/spawn-service.ts'

/*
 * C02 and C03: 32 clients over two processes read, patch and retry at random; what they saw is checked against one history.
 * CHAIN_OPERATIONS is how many calls they make: 3000 unless set, 100000 in the full form. CHAIN_SEED repeats a run.
 */
const operations = Number(process.env['CHAIN_OPERATIONS'] ?? 3000)
const seed = Number(process.env['CHAIN_SEED'] ?? Date.now() % 1_000_000)

const app = await testApp()
const { url: other } = await spawnService(app)

type Fields = Record<string, unknown>
/** One answered call: when it was sent and answered, and the incident it showed. */
type Seen = {
  object: number
  sent: number
  answered: number
  patch: Fields | null
  shown: Fields & { occ_lock: number }
}

const fields = ['name', 'location', 'description', 'reported_by'] as const

test(`C02 C03 acknowledged changes form one chain, no read goes back, and the log tells the same (seed ${seed})`, async (t) => {
  const random = generator(seed)
  const person = await app.person()
  const made: (Fields & { id: string; occ_lock: number })[] = []
  for (let i = 0; i < 6; i++) made.push(await person.ok('POST', '/v1/incident', newIncident()))
  const start = made.length
  const seen: Seen[] = []
  let refused = 0
  let busy = 0
  let left = operations
  const client = async (number: number): Promise<void> => {
    const caller = number % 2 === 0 ? person : personWith(other, person.tenant, person.user, person.token)
    const known = made.map((incident) => incident.occ_lock)
    for (let count = 0; left > 0; count++) {
      left--
      const object = Math.floor(random() * made.length)
      const patch = random() < 0.3 ? null : patchOf(random, `${number}-${count}`)
      const sent = performance.now()
      const answer = await send(caller, made[object]?.id ?? '', patch, known[object] ?? 0)
      const answered = performance.now()
      if (answer.status === 409) {
        refused++
        known[object] = answer.body.data.current.occ_lock
        seen.push({ object, sent, answered, patch: null, shown: answer.body.data.current })
        continue
      }
      // On a machine with too much to do a call may be told to come again; then it has changed nothing, as the events show below.
      if (answer.status === 503) {
        busy++
        continue
      }
      assert.equal(answer.status, 200, answer.text)
      known[object] = answer.body.data.occ_lock
      seen.push({ object, sent, answered, patch, shown: answer.body.data })
    }
  }
  await Promise.all(Array.from({ length: 32 }, (_, number) => client(number)))
  assert.ok(
    refused > 0 && seen.length - refused > operations / 10,
    `nothing was tried: ${refused} of ${seen.length} refused`,
  )

  assert.ok(busy <= operations / 100, `${busy} calls were told to come again`)
  const events = await readLog(person)
  assertWhole(events, person.tenant)
  const replayed = replay(events)
  for (const [object, first] of made.entries()) {
    const ofObject = seen.filter((one) => one.object === object)
    const acked = ofObject.filter((one) => one.patch !== null).sort((a, b) => a.shown.occ_lock - b.shown.occ_lock)
    assert.deepEqual(
      acked.map((one) => one.shown.occ_lock),
      acked.map((_, i) => i + 1),
      'the acknowledged versions are not one chain',
    )
    const states = [editable(first)]
    for (const { patch } of acked) states.push({ ...states.at(-1), ...patch })
    for (const { shown } of ofObject)
      assert.deepEqual(editable(shown), states[shown.occ_lock], 'an answer shows what never was')
    assertNeverBack(ofObject)
    const now = await person.ok('GET', `/v1/incident/${first.id}`)
    assert.equal(now.occ_lock, acked.length)
    assert.deepEqual(editable(now), states.at(-1))
    assert.deepEqual(replayed.get(first.id)?.incident, now)
    const recorded = events.filter((event) => event.incident_id === first.id)
    assert.equal(recorded.length, acked.length + 1, 'not one event for each acknowledged change')
  }
  const changes = seen.filter((one) => one.patch !== null).length
  assert.equal(events.length, start + changes)
  t.diagnostic(
    `${seen.length} answers, ${changes} changes acknowledged, ${refused} refused as stale, ${busy} told to come again`,
  )
})

function send(caller: Person, id: string, patch: Fields | null, version: number) {
  if (patch === null) return caller.call('GET', `/v1/incident/${id}`)
  return caller.call('PATCH', `/v1/incident/${id}`, { ...patch, occ_lock: version })
}

/** One or two fields, with values nobody else writes. */
function patchOf(random: () => number, token: string): Fields {
  const patch: Fields = {}
  for (let n = random() < 0.3 ? 2 : 1; n > 0; n--)
    patch[fields[Math.floor(random() * fields.length)] ?? 'name'] = `${token} ${n}`
  return patch
}

function editable(incident: Fields): Fields {
  return Object.fromEntries(fields.map((field) => [field, incident[field]]))
}

/** An answer to a call sent after another one was answered shows at least the version that one showed. */
function assertNeverBack(seen: readonly Seen[]): void {
  const answered = [...seen].sort((a, b) => a.answered - b.answered)
  let i = 0
  let newest = 0
  for (const one of [...seen].sort((a, b) => a.sent - b.sent)) {
    for (let before = answered[i]; before !== undefined && before.answered < one.sent; before = answered[++i]) {
      newest = Math.max(newest, before.shown.occ_lock)
    }
    assert.ok(one.shown.occ_lock >= newest, `version ${one.shown.occ_lock} was shown after ${newest} had been answered`)
  }
}
