import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { createApp } from '../app.ts'
import { openDatabase } from '../database/database.ts'
import { uuid } from '../id.ts'
import { createAuthenticator } from '../identity/authenticator.ts'
import { type Answer, newIncident, type Person, personWith, testApp } from '../testing/app.ts'
import { afterTests } from '../testing/database.ts'
import { faultProxy } from '../testing/fault-proxy.ts'
import { assertWhole, readLog, replay } from '../testing/log.ts'
import { until } from '../testing/until.ts'

/*
 * D24: the connection to the database ends at each step of every kind of write, before the step has got there and after it was done.
 * Record, log, comments and kept answers then say the same: it happened whole, or not at all; asked again with its key it has happened once.
 */
const app = await testApp()
const target = app.config.database
assert.ok(target)
const proxy = await faultProxy(target)
// Unnamed statements travel with their text; one connection, so that the steps of a request are the steps on it.
const broken = openDatabase({
  ...app.config,
  target: { ...target, host: '127.0.0.1', port: proxy.port, ssl: 'disable' },
  serviceRole: app.database.serviceRole,
  maxConnections: 1,
  maxIdleConnections: 0,
  prepareStatements: false,
})
const { log } = app.app.server.fastify
const identity = createAuthenticator({ config: app.config, database: broken, log })
const replica = await createApp({
  config: app.config,
  // What listens goes another way: only requests are to be broken.
  database: { ...broken, connect: app.database.connect },
  log,
  authenticate: identity.authenticate,
  recheck: identity.recheck,
})
afterTests(async () => {
  await replica.close()
  await broken.close()
})
const url = await replica.server.fastify.listen({ host: '127.0.0.1', port: 0 })

type Subject = { id: string; comment: string }
type Kind = {
  name: string
  call(person: Person, subject: Subject, key: string): Promise<Answer>
  /** What it leaves in the log, in order. */
  events: string[]
  /** Done to the subject before. */
  before?: (person: Person, subject: Subject) => Promise<unknown>
  /** Whether a key makes it happen once; otherwise the version does. */
  keyed: boolean
}

const keyed = (key: string): Record<string, string> => ({ 'idempotency-key': key })
const kinds: Kind[] = [
  {
    name: 'a report',
    call: (person, _, key) => person.call('POST', '/v1/incident', newIncident({ name: 'Reported once' }), keyed(key)),
    events: ['incident.created'],
    keyed: true,
  },
  {
    name: 'a change',
    call: (person, { id }) => person.call('PATCH', `/v1/incident/${id}`, { location: 'Roof', occ_lock: 0 }),
    events: ['incident.updated'],
    keyed: false,
  },
  {
    name: 'an update',
    call: (person, { id }, key) =>
      person.call('POST', `/v1/incident/${id}/updates`, { text: 'On our way.', severity: 'MAJOR' }, keyed(key)),
    events: ['comment.added', 'incident.updated'],
    keyed: true,
  },
  {
    name: 'a comment',
    call: (person, { id }, key) => person.call('POST', `/v1/incident/${id}/comments`, { text: 'Heard.' }, keyed(key)),
    events: ['comment.added'],
    keyed: true,
  },
  {
    name: 'a comment removed',
    call: (person, { id, comment }) => person.call('DELETE', `/v1/incident/${id}/comments/${comment}`),
    events: ['comment.deleted'],
    keyed: false,
  },
  {
    name: 'a deletion',
    call: (person, { id }) => person.call('DELETE', `/v1/incident/${id}`),
    events: ['incident.deleted'],
    keyed: false,
  },
  {
    name: 'a restoration',
    before: (person, { id }) => person.ok('DELETE', `/v1/incident/${id}`),
    call: (person, { id }) => person.call('POST', `/v1/incident/${id}/restore`),
    events: ['incident.restored'],
    keyed: false,
  },
  {
    name: 'a purge',
    call: (person, { id }) => person.call('DELETE', `/v1/incident/${id}?purge=true`),
    events: ['incident.purged'],
    keyed: false,
  },
]

/** Record and log agree: every incident is as its events say, and has the comments they say. */
async function assertAgree(person: Person): Promise<void> {
  const events = await readLog(person)
  assertWhole(events, person.tenant)
  const replayed = replay(events)
  const live = [...replayed.values()].filter(({ deleted }) => !deleted)
  assert.equal((await person.ok('GET', '/v1/incident?size=1')).total, live.length)
  for (const [id, { incident, deleted }] of replayed) {
    assert.deepEqual(await person.ok('GET', `/v1/incident/${id}${deleted ? '?deleted=true' : ''}`), incident)
    if (deleted) continue
    const own = events.filter((event) => event.incident_id === id)
    const count = (type: string): number => own.filter((event) => event.type === type).length
    const { comments } = await person.ok('GET', `/v1/incident/${id}/comments`)
    assert.equal(comments.length, count('comment.added') - count('comment.deleted'))
  }
}

for (const kind of kinds) {
  for (const when of ['asked', 'answered'] as const) {
    test(`D24 ${kind.name} is whole or not there when the connection ends at any of its steps, ${when === 'asked' ? 'before it is done' : 'before its answer comes'}`, async () => {
      const person = await app.person('admin')
      const through = personWith(url, person.tenant, person.user, person.token)
      const seen = { done: 0, undone: 0 }
      let others = 0
      for (let step = 1; ; step++) {
        assert.ok(step < 20, 'it never gets by')
        const { id } = await person.ok('POST', '/v1/incident', newIncident())
        const { id: comment } = await person.ok('POST', `/v1/incident/${id}/comments`, { text: 'First.' })
        const subject = { id, comment }
        await kind.before?.(person, subject)
        // Connected anew, and known who it is.
        await until(async () => (await through.call('GET', '/v1/incident?size=1')).status === 200)
        const before = (await readLog(person)).length
        const added = async (): Promise<string[]> => (await readLog(person)).slice(before).map(({ type }) => type)
        const key = uuid()
        proxy.breakAt(step, person.tenant, when)
        const answer = await kind.call(through, subject, key)
        const broke = proxy.breakNowhere()
        if (answer.status < 300) {
          assert.deepEqual(await added(), kind.events)
          // What ended was other work on the connection; or it was asked anew who it is, which takes a step: once more, and on to its last.
          const whole = when === 'asked' || seen.done > 0
          if ((!broke && whole) || others++ === 10) break
          step = Math.max(0, step - (broke ? 1 : 2))
          continue
        }
        assert.deepEqual([answer.status, broke], [503, true], answer.text)
        const there = await added()
        assert.ok(there.length === 0 || isDeepStrictEqual(there, kind.events), `step ${step} left ${there}`)
        await assertAgree(person)
        const again = await kind.call(person, subject, key)
        if (there.length === 0) {
          seen.undone++
          assert.ok(again.status < 300, again.text)
        } else {
          seen.done++
          if (kind.keyed) assert.equal(again.headers.get('idempotency-replayed'), 'true', again.text)
        }
        assert.deepEqual(await added(), kind.events, 'asked again it has happened once')
        await assertAgree(person)
      }
      assert.ok(seen.undone > 0, 'no step was before its end')
      assert.equal(seen.done > 0, when === 'answered', 'only an answer that is lost can hide that it was done')
    })
  }
}
