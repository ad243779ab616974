import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import { newIncident, type Person, personWith, type TestApp, testApp } from '../../testing/app.ts'
import {
  ask,
  backUp,
  backupFolder,
  closeLastTable,
  dumpLines,
  newPlace,
  type Place,
  placeOf,
  restore,
  rowHashes,
  textOf,
} from '../../testing/backup.ts'
import { assertWhole, readLog, replay } from '../../testing/log.ts'
import { until } from '../../testing/until.ts'

let app: TestApp
const file = backupFolder()

before(async () => {
  app = await testApp()
})

/** The same person at another service. */
async function asSeenBy(other: TestApp, person: Person): Promise<Person> {
  const token = await other.issuer.token({
    sub: person.user,
    name: 'The same',
    active_tenant: { tenant_id: person.tenant, tenant_name: person.tenant, roles: ['deployer'] },
  })
  return personWith(other.url, person.tenant, person.user, token)
}

/** Rows of every kind, with all that COPY's text has to escape. */
async function fillTenant(): Promise<Person> {
  const person = await app.person('deployer')
  const name = `note_${randomUUID().slice(0, 8)}`
  await person.ok('POST', '/v1/incident/attributes', { name, type: 'STRING' })
  const nasty = [
    'tab\tand\nline feed\r\n',
    '\\. \\N \\\\ "quoted" \'single\'',
    '\\.',
    '\u0001\u001f\u007f\ud83d\ude92 حريق 火災',
    ' ',
  ]
  const ids: string[] = []
  for (const text of nasty) {
    const made = await person.ok(
      'POST',
      '/v1/incident',
      newIncident({ name: `n${text}`, description: `d${text}`, attributes: { [name]: text } }),
    )
    ids.push(made.id)
    await person.ok('POST', `/v1/incident/${made.id}/comments`, { text: `c${text}` })
    await person.ok('PATCH', `/v1/incident/${made.id}`, { occ_lock: 0, location: text })
  }
  const long = await person.ok('POST', '/v1/incident', newIncident({ description: 'Ж\\\n'.repeat(33_000) }), {
    'idempotency-key': randomUUID(),
  })
  await person.ok('POST', `/v1/incident/${long.id}/updates`, { text: 'over', status: 'RESOLVED' })
  await person.ok('DELETE', `/v1/incident/${ids[1]}`)
  await person.ok('DELETE', `/v1/incident/${ids[2]}?purge=true`)
  await person.ok('POST', '/v1/tokens', { name: 'gate', role: 'viewer' })
  return person
}

describe('a backup and its restore', () => {
  it('brings every row back as it was, with a new epoch, and nothing that lets anybody in', async () => {
    const person = await fillTenant()
    await ask(
      placeOf(app.config).target,
      `set app.scope to 'operations'; insert into "${app.config.schema}".provider_state (model, id_hash, payload, expires_at)
       values ('Session', '\\x00ff', '\\x5c6e0a', now() + interval '1 day');
       insert into "${app.config.schema}".provider_key (id, kind, value) values ('leaked', 'signing', '{}')`,
    )
    const place = newPlace(placeOf(app.config).target)
    const before = await rowHashes(placeOf(app.config))
    const written = await backUp(placeOf(app.config), file('whole'))
    const restored = await restore(place, file('whole'))

    const expected: Record<string, string> = { ...before, provider_state: '0 ', provider_key: '0 ', api_token: '0 ' }
    const after = await rowHashes(place)
    for (const table of ['instance', 'migration']) {
      assert.notEqual(after[table], expected[table])
      delete after[table]
      delete expected[table]
    }
    for (const table of ['provider_state', 'provider_key', 'api_token']) assert.match(before[table] ?? '', /^1 /)
    assert.deepEqual(after, expected)
    assert.equal(restored.endedTokens, 1)
    assert.notEqual(restored.epoch, written.header.epoch)
    assert.equal(restored.rows, written.rows)
    const instance = (schema: string) =>
      ask(place.target, `select definitions_version, secret, created_at, epoch from "${schema}".instance`)
    const [{ epoch: newEpoch, ...kept } = {}] = await instance(place.schema)
    const [{ epoch: oldEpoch, ...had } = {}] = await instance(app.config.schema)
    assert.deepEqual(kept, had)
    assert.deepEqual([newEpoch, oldEpoch], [restored.epoch, written.header.epoch])
    assert.ok(restored.tenants.some((tenant) => tenant.tenant_id === person.tenant && tenant.events > 15))
  })

  it('gives the same answers, and goes on where the log ends', async () => {
    const person = await fillTenant()
    const place = newPlace(placeOf(app.config).target)
    await backUp(placeOf(app.config), file('answers'))
    await restore(place, file('answers'))
    const other = await testApp({ SQL_SCHEMA: place.schema })
    const again = await asSeenBy(other, person)
    const { incidents } = await person.ok('GET', '/v1/incident')
    assert.equal(incidents.length, 4)
    const paths = [
      '/v1/incident',
      '/v1/incident?q=quoted',
      '/v1/incident?q=%E7%81%AB%E7%81%BD',
      '/v1/incident?deleted=true',
      '/v1/incident/summary',
      '/v1/incident/attributes',
      '/v1/incident/statuses',
      ...incidents.flatMap(({ id }: { id: string }) =>
        ['', '/comments', '/timeline', '?as_of_lock=0'].map((rest) => `/v1/incident/${id}${rest}`),
      ),
    ]
    for (const path of paths) assert.deepEqual(await again.ok('GET', path), await person.ok('GET', path), path)
    assert.equal((await person.ok('GET', '/v1/tokens')).length, 1)
    assert.deepEqual(await again.ok('GET', '/v1/tokens'), [])
    const log = await readLog(person)
    assert.deepEqual(await readLog(again), log)

    const made = await again.ok('POST', '/v1/incident', newIncident())
    assert.equal(made.reference, 'INC-000007')
    const [event] = (await readLog(again)).slice(log.length)
    assert.equal(event?.seq, log.length + 1)
    // The identity column goes on as well.
    const defined = await again.ok('POST', '/v1/incident/attributes', { name: 'afterwards', type: 'BOOLEAN' })
    assert.equal(defined.name, 'afterwards')
    const page = await again.ok('GET', '/v1/incident/events?limit=1')
    assert.notEqual(page.epoch, (await person.ok('GET', '/v1/incident/events?limit=1')).epoch)
  })

  it('leaves indexes, keys, triggers, row security and privileges as migrations make them', async () => {
    const place = newPlace(placeOf(app.config).target)
    await backUp(placeOf(app.config), file('guards'))
    await restore(place, file('guards'))
    const [theirs, ours] = await Promise.all([placeOf(app.config), place].map(guardsOf))
    assert.deepEqual(ours, theirs)
    assert.ok((ours?.length ?? 0) > 60)
    await assert.rejects(ask(place.target, `delete from "${place.schema}".event`), /append-only|permission denied/)
  })

  it('is the same again as a backup of what was restored, where API tokens are kept', async () => {
    const place = newPlace(placeOf(app.config).target)
    await backUp(placeOf(app.config), file('again'))
    assert.equal((await restore(place, file('again'), { keepTokens: true })).endedTokens, 0)
    const sums = (lines: string[]) =>
      lines.filter(
        (line) => /^\{"table":.*"sha256"/.test(line) && !/"(instance|provider_state|provider_key)"/.test(line),
      )
    const theirs = sums(textOf(readFileSync(file('again'))).split('\n'))
    assert.ok(theirs.length > 15)
    assert.deepEqual(sums(await dumpLines(place)), theirs)
  })

  it('holds one moment of a database that eight writers write', async () => {
    const person = await app.person('responder')
    const stop = new AbortController()
    let written = 0
    const writer = async (number: number): Promise<void> => {
      while (!stop.signal.aborted) {
        const { id } = await person.ok('POST', '/v1/incident', newIncident({ name: `writer ${number}` }))
        await person.ok('POST', `/v1/incident/${id}/updates`, { text: 'more', status: 'OPEN' })
        await person.ok('PATCH', `/v1/incident/${id}`, { occ_lock: 1, severity: 'MAJOR' })
        written++
      }
    }
    const writers = Promise.all(Array.from({ length: 8 }, (_, number) => writer(number)))
    const names: { name: string; before: number; during: number }[] = []
    for (const name of ['writing 1', 'writing 2']) {
      const before = written
      await until(() => written > before + 10)
      // The backup stands before its last table until more has been written, which it must not see.
      await using gate = await closeLastTable(placeOf(app.config))
      const backup = backUp(placeOf(app.config), file(name))
      await gate.reached()
      const during = written
      await until(() => written > during + 10)
      await gate.open()
      await backup
      names.push({ name, before, during })
    }
    stop.abort()
    await writers
    for (const { name, before, during } of names) {
      const place = newPlace(placeOf(app.config).target)
      await restore(place, file(name))
      const other = await testApp({ SQL_SCHEMA: place.schema })
      const again = await asSeenBy(other, person)
      const events = await readLog(again)
      assertWhole(events, person.tenant)
      // Each round is four events; eight more rounds may be under way.
      assert.ok(events.length >= before * 4 && events.length <= (during + 8) * 4, `${events.length} events`)
      const { incidents } = await again.ok('GET', '/v1/incident')
      const fromLog = new Map([...replay(events)].map(([id, { incident }]) => [id, incident]))
      assert.deepEqual(new Map(incidents.map((one: { id: string }) => [one.id, one])), fromLog)
    }
  })
})

/** Everything about a schema's tables but their rows and names of the schema itself. */
async function guardsOf({ target, schema }: Place): Promise<string[]> {
  const rows = await ask(
    target,
    `with t as (select c.* from pg_class c where relnamespace = '"${schema}"'::regnamespace)
     select 'index ' || pg_get_indexdef(indexrelid) as text from pg_index join t on t.oid = indrelid
     union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid) || convalidated from pg_constraint join t on t.oid = conrelid
     union all select 'trigger ' || tgenabled::text || pg_get_triggerdef(pg_trigger.oid) from pg_trigger join t on t.oid = tgrelid where not tgisinternal
     union all select 'security ' || relname || relrowsecurity || relforcerowsecurity from t where relkind = 'r'
     union all select 'policy ' || polname || ' on ' || relname || polcmd::text || coalesce(pg_get_expr(polqual, polrelid), '') || coalesce(pg_get_expr(polwithcheck, polrelid), '') from pg_policy join t on t.oid = polrelid
     union all select 'rights ' || relname || regexp_replace(coalesce(relacl::text, ''), 'tocsin_service_[0-9a-f]+', 'service', 'g') from t where relkind in ('r', 'S')`,
  )
  return rows.map(({ text }) => String(text).replaceAll(schema, 'schema')).sort()
}
