import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, type Person, personWith } from '../testing/app.ts'
import { assertWhole, type LoggedEvent, readLog, replay } from '../testing/log.ts'
import { spawnService } from '../testing/spawn-service.ts'
import { watchedApp } from '../testing/watched.ts'

/*
 * A deployer's changes of the instance's definitions beside writers in many tenants, over two processes: nobody waits for ever, each
 * tenant's log is whole and has each change once. RACE_ROUNDS is how often each race is run: 6 unless set.
 */
const rounds = Number(process.env['RACE_ROUNDS'] ?? 6)

const app = await watchedApp()
const { url: other } = await spawnService(app)

function elsewhere(person: Person): Person {
  return personWith(other, person.tenant, person.user, person.token)
}

test('definitions change beside writers in many tenants: no deadlock, logs whole, each change once in each', async () => {
  const deployer = await app.person('deployer')
  const writers: Person[] = []
  for (let i = 0; i < 6; i++) writers.push(await app.person())
  let changing = true
  let written = 0
  const write = async (id: string, at: Person): Promise<void> => {
    for (let n = 0; changing; n++) {
      const made = await at.call('POST', '/v1/incident', newIncident({ name: `made ${n}` }), {
        'idempotency-key': `made-${n}`,
      })
      assert.equal(made.status, 201, made.text)
      const current = await at.ok('GET', `/v1/incident/${id}`)
      await at.ok('PUT', `/v1/incident/${id}`, newIncident({ name: `changed ${n}`, occ_lock: current.occ_lock }))
      await at.ok('POST', `/v1/incident/${id}/comments`, { text: `said ${n}` })
      written++
    }
  }
  // Made first: what is defined before a tenant is there is not in its log.
  const first = await Promise.all(writers.map((person) => person.ok('POST', '/v1/incident', newIncident())))
  const writing = writers.map((person, i) => write(first[i].id, i % 2 === 0 ? person : elsewhere(person)))
  const expected: string[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      const at = round % 2 === 0 ? deployer : elsewhere(deployer)
      const name = `race_${round}`
      await at.ok('POST', '/v1/incident/attributes', { name, type: 'STRING' }, { 'idempotency-key': name })
      await at.ok('POST', '/v1/incident/severities', { code: `RACE_${round}`, label: 'Race' })
      await at.ok('PUT', `/v1/incident/severities/RACE_${round}`, { label: 'Raced', active: false })
      await at.ok('DELETE', `/v1/incident/severities/RACE_${round}`)
      await at.ok('DELETE', `/v1/incident/attributes/${name}`)
      expected.push('attribute.defined', 'catalog.changed', 'catalog.changed', 'catalog.changed', 'attribute.removed')
    }
  } finally {
    changing = false
    await Promise.allSettled(writing)
  }
  await Promise.all(writing)
  assert.ok(written >= writers.length, `only ${written} changes were made meanwhile`)
  for (const person of [...writers, deployer]) {
    const events = await readLog(person)
    assertWhole(events, person.tenant)
    assert.deepEqual(
      definitionEvents(events).map((event) => event.type),
      expected,
    )
    for (const { actor } of definitionEvents(events)) {
      if (person === deployer) assert.deepEqual(actor.id, deployer.user)
      else assert.deepEqual(actor, { id: 'system', name: 'deployer', kind: 'system' })
    }
    await assertReplays(person, events)
  }
})

test('what was defined at one process is there for whoever asks the other one next, however many ask meanwhile', async () => {
  const deployer = await app.person('deployer')
  const person = await app.person('responder', deployer.tenant)
  let reading = true
  const readers = Array.from({ length: 8 }, async () => {
    while (reading) await person.ok('GET', '/v1/incident/attributes')
  })
  try {
    for (let round = 0; round < rounds * 3; round++) {
      const name = `next_${round}`
      await elsewhere(deployer).ok('POST', '/v1/incident/attributes', { name, type: 'NUMBER' })
      const known = await person.ok('GET', '/v1/incident/attributes')
      assert.ok(
        known.some((one: { name: string }) => one.name === name),
        `${name} is not in the list`,
      )
      const { id } = await elsewhere(person).ok('POST', '/v1/incident', newIncident({ attributes: { [name]: round } }))
      assert.deepEqual((await person.ok('GET', `/v1/incident/${id}`)).attributes, { [name]: round })
      await elsewhere(deployer).ok('DELETE', `/v1/incident/attributes/${name}?force=true`)
      assert.equal((await person.ok('GET', `/v1/incident/${id}`)).attributes, null)
    }
  } finally {
    reading = false
    await Promise.allSettled(readers)
  }
})

test('two deployers at once, with keys and in different tenants, do not wait for each other for ever', async () => {
  const deployers = [await app.person('deployer'), await app.person('deployer'), await app.person('deployer')]
  const answers = await Promise.all(
    Array.from({ length: rounds * 3 }, (_, n) => {
      const deployer = deployers[n % deployers.length]
      assert.ok(deployer)
      const at = n % 2 === 0 ? deployer : elsewhere(deployer)
      return at.call(
        'POST',
        '/v1/incident/attributes',
        { name: `two_${n}`, type: 'NUMBER' },
        { 'idempotency-key': `two-${n}` },
      )
    }),
  )
  for (const answer of answers) assert.equal(answer.status, 201, answer.text)
})

test('C05 of 50 creations of one name at once one succeeds', async () => {
  const deployers = [await app.person('deployer'), await app.person('deployer')]
  const callers = deployers.flatMap((deployer) => [deployer, elsewhere(deployer)])
  for (let round = 0; round < Math.ceil(rounds / 3); round++) {
    const unique: [string, (n: number) => unknown][] = [
      ['/v1/incident/attributes', (n) => ({ name: n % 2 === 0 ? `Same_${round}` : `sAME_${round}`, type: 'STRING' })],
      ['/v1/incident/types', () => ({ code: `SAME_${round}`, label: 'Same' })],
      ['/v1/incident/statuses', () => ({ code: `SAME_${round}`, label: 'Same', category: 'active' })],
      ['/v1/incident/severities', () => ({ code: `SAME_${round}`, label: 'Same' })],
    ]
    for (const [path, body] of unique) {
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, n) => callers[n % callers.length]?.call('POST', path, body(n))),
      )
      const statuses = answers.map((answer) => answer?.status)
      assert.equal(statuses.filter((status) => status === 201).length, 1, `${path}: ${statuses}`)
      assert.equal(statuses.filter((status) => status === 409).length, 49, `${path}: ${statuses}`)
      for (const answer of answers)
        if (answer?.status === 409) assert.match(answer.body.errors[0].code, /^DUPLICATE_(NAME|CODE)$/)
    }
  }
})

test('a code retired or removed while writers take it is taken before or refused after', async () => {
  const deployer = await app.person('deployer')
  const people = await Promise.all(Array.from({ length: 4 }, () => app.person()))
  for (let round = 0; round < rounds; round++) {
    const code = `GOING_${round}`
    const path = `/v1/incident/types/${code}`
    await deployer.ok('POST', '/v1/incident/types', { code, label: 'Going' })
    const retire = round % 2 === 0
    const [going, ...taking] = await Promise.all([
      retire ? deployer.call('PUT', path, { label: 'Going', active: false }) : elsewhere(deployer).call('DELETE', path),
      ...people.flatMap((person, i) =>
        [person, elsewhere(person)].map(async (at, j) => {
          if ((i + j) % 2 === 0) return at.call('POST', '/v1/incident', newIncident({ type: code }))
          const { id } = await at.ok('POST', '/v1/incident', newIncident())
          return at.call('PATCH', `/v1/incident/${id}`, { type: code, occ_lock: 0 })
        }),
      ),
    ])
    const taken = taking.filter((answer) => answer.status < 300)
    for (const answer of taking) {
      if (taken.includes(answer)) continue
      assert.equal(answer.status, 400, answer.text)
      assert.match(answer.body.errors[0].code, /^(UNKNOWN|RETIRED)_CODE$/)
      assert.equal(answer.body.errors[0].field, 'type')
    }
    if (retire) assert.equal(going.status, 200, going.text)
    else if (going.status === 409) assert.ok(taken.length > 0, 'in use by nobody')
    else {
      assert.equal(going.status, 200, going.text)
      assert.equal(taken.length, 0, 'a code was removed that incidents carry')
    }
    const gone = retire || going.status === 200
    for (const person of people) {
      const answer = await elsewhere(person).call('POST', '/v1/incident', newIncident({ type: code }))
      assert.equal(answer.status, gone ? 400 : 201, answer.text)
    }
  }
  // A retired type: those that came before it in the log have it, none after.
  for (const person of people) {
    const events = await readLog(person)
    const retired = new Set<string>()
    for (const event of events) {
      const entry = event.data?.['entry'] as { code: string; active: boolean } | null | undefined // of catalog.changed
      if (entry && !entry.active) retired.add(entry.code)
      const made = (event.data?.['incident'] as { type: string } | undefined)?.type // of incident.created
      const changed = event.changes.find((change) => event.type === 'incident.updated' && change.field === 'type')?.to
      for (const type of [made, changed]) assert.ok(!retired.has(String(type)), `seq ${event.seq} takes a retired type`)
    }
    await assertReplays(person, events)
  }
})

test('a definition removed by force while values are set hides every one of them', async () => {
  const deployer = await app.person('deployer')
  const people = await Promise.all(Array.from({ length: 3 }, () => app.person()))
  for (let round = 0; round < rounds; round++) {
    const name = `hidden_${round}`
    await deployer.ok('POST', '/v1/incident/attributes', { name, type: 'NUMBER' })
    const incidents = await Promise.all(people.map((person) => person.ok('POST', '/v1/incident', newIncident())))
    const [removed, ...set] = await Promise.all([
      deployer.call('DELETE', `/v1/incident/attributes/${name}?force=true`),
      ...people.map((person, i) =>
        elsewhere(person).call('PUT', `/v1/incident/${incidents[i].id}/attributes`, { name, value: round }),
      ),
    ])
    assert.equal(removed.status, 200, removed.text)
    for (const answer of set) assert.ok([200, 400].includes(answer.status), answer.text)
    for (const [i, person] of people.entries()) {
      for (const at of [person, elsewhere(person)]) {
        assert.equal((await at.ok('GET', `/v1/incident/${incidents[i].id}`)).attributes, null)
      }
    }
  }
  for (const person of people) await assertReplays(person, await readLog(person))
})

test('a tenant that comes to be beside a change of the definitions has it in its log or was born with it', async () => {
  const deployer = await app.person('deployer')
  for (let round = 0; round < rounds; round++) {
    const name = `born_${round}`
    const newcomers = await Promise.all(Array.from({ length: 8 }, () => app.person()))
    const [, ...made] = await Promise.all([
      deployer.ok('POST', '/v1/incident/attributes', { name, type: 'STRING' }),
      ...newcomers.map((person, i) =>
        (i % 2 === 0 ? person : elsewhere(person)).ok('POST', '/v1/incident', newIncident()),
      ),
    ])
    assert.equal(made.length, newcomers.length)
    for (const person of newcomers) {
      const set = await person.ok('POST', '/v1/incident', newIncident({ attributes: { [name]: 'there' } }))
      assert.deepEqual(set.attributes, { [name]: 'there' })
      const events = await readLog(person)
      assertWhole(events, person.tenant)
      assert.ok(definitionEvents(events).length <= 1)
    }
    for (const person of newcomers) await person.ok('POST', '/v1/incident', newIncident())
  }
})

function definitionEvents(events: readonly LoggedEvent[]): LoggedEvent[] {
  return events.filter((event) => /^(attribute|catalog)\./.test(event.type))
}

/** The log, replayed, gives every incident as it is read. */
async function assertReplays(person: Person, events: readonly LoggedEvent[]): Promise<void> {
  const { incidents } = await person.ok('GET', '/v1/incident')
  const replayed = replay(events)
  for (const incident of incidents) assert.deepEqual(replayed.get(incident.id)?.incident, incident)
  assert.equal(replayed.size, incidents.length)
}
