import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DefinitionCache } from '../attribute/definitions.ts'
import type { Config } from '../config.ts'
import { examineLog } from '../database/examine.ts'
import { sql } from '../database/sql.ts'
import { reference } from '../id.ts'
import { insertTenant } from '../identity/tenant.ts'
import { incidentDocument, textDocument } from '../search/document.ts'
import { newIncident, testApp } from '../testing/app.ts'
import { ask, placeOf } from '../testing/backup.ts'
import { testConfig, testDatabase } from '../testing/database.ts'
import { demoAdmin, demoOptions, importingDatabase } from '../testing/demo.ts'
import { readLog, replay } from '../testing/log.ts'
import { tellInBulk } from './bulk.ts'
import { codesOf } from './codes.ts'
import { fillTenant } from './demo.ts'
import { storySteps } from './stories.ts'
import { Teller, type Telling } from './tell.ts'

/** DEMO_INCIDENTS is how many incidents the larger demo has: 3,000 unless set, and at least 2,001, since fewer go through the commands. */
const many = Number(process.env['DEMO_INCIDENTS'] ?? 3000)
const DAY = 86_400_000
const app = await testApp()
const database = await importingDatabase(app.config)

describe('stories told in bulk', () => {
  it('leave what the same stories leave through the commands', async () => {
    // Where no service writes events of its own.
    const config = await testConfig()
    await testDatabase(config)
    const database = await importingDatabase(config)
    await fillTenant(database, demoOptions('definitions', { incidents: 1 }))
    const cache = new DefinitionCache(database)
    const definitions = await cache.refresh()
    const now = Date.now()
    const stories = { incidents: 150, seed: 7, start: now - 90 * DAY, now, brief: false }
    for (const lived of [true, false]) {
      const [one, two] = [`commands ${lived}`, `bulk ${lived}`]
      for (const tenant of [one, two]) await insertTenant(database, tenant, tenant)
      const telling = (tenantId: string): Telling => ({ tenantId, lived, requestId: 'import-test' })
      const teller = new Teller({ database, definitions: cache }, telling(one))
      for (const step of storySteps({ ...stories, codes: codesOf(definitions) })) await teller.tell(step)
      await tellInBulk(database, { telling: telling(two), definitions, stories })
      const [expected, found] = [
        await everything(config, one, { lived, now }),
        await everything(config, two, { lived, now }),
      ]
      for (const [table, rows] of Object.entries(expected))
        assert.deepEqual(found[table], rows, `${table}, lived ${lived}`)
      const [events, promises] = [expected['event']?.length ?? 0, expected['promise']?.length ?? 0]
      // What is told today promises nothing that has passed.
      assert.ok(events > 1000 && promises > (lived ? 100 : 1), `${events} events, ${promises} promises`)
    }
  })

  it(`keep every rule of the record, for ${many} incidents`, async () => {
    const summary = await fillTenant(database, demoOptions('many', { incidents: many, months: 12 }))
    assert.equal(summary.incidents, many)
    const { target, schema } = placeOf(app.config)
    const report = (await examineLog(target, schema)).find(({ tenant_id }) => tenant_id === 'many')
    assert.deepEqual([report?.incidents, report?.problems], [many, []])
    const [counts] = await ask(
      target,
      `set app.scope to 'operations'; set search_path to "${schema}";
       with i as (select * from incident where tenant_id = 'many'), c as (select * from comment where tenant_id = 'many'), s as (select * from incident_search where tenant_id = 'many')
       select (select count(*) from i where number between 1 and ${many}) as numbers, (select last_reference from tenant where tenant_id = 'many') as reference,
         (select count(*) from s where record_id is null) as incident_documents, (select count(*) from s where record_id is not null) - (select count(*) from c) as comment_documents,
         (select count(*) from s where cardinality(grams) = 0) as bare_documents, (select count(*) from i where (resolved_date is null) <> (resolved_epoch is null)) as dates,
         (select count(*) from i join incident_status t on t.code = i.status where (t.category in ('resolved', 'closed')) <> (resolved_date is not null)) as resolutions,
         (select count(*) from i where next_update > 0 and resolved_date is null and deleted_at is null and to_timestamp(next_update) > updated_at
            and not exists (select 1 from promise p where p.tenant_id = 'many' and p.incident_id = i.id and p.ended_at is null)) as unpromised,
         (select count(*) from event e where tenant_id = 'many' and not exists (select 1 from event_body b where b.tenant_id = 'many' and b.seq = e.seq)) as bodies`,
    )
    assert.deepEqual(Object.fromEntries(Object.entries(counts ?? {}).map(([name, value]) => [name, Number(value)])), {
      numbers: many,
      reference: many,
      incident_documents: many,
      comment_documents: 0,
      bare_documents: 0,
      dates: 0,
      resolutions: 0,
      unpromised: 0,
      bodies: 0,
    })
    const person = await demoAdmin(app, 'many')
    const { incidents } = await person.ok('GET', '/v1/incident')
    // An update that falls due meanwhile is activity, too.
    const before = incidents
      .map(({ activity_at }: { activity_at: string }) => activity_at)
      .sort()
      .at(-1)
    const events = (await readLog(person)).filter(({ recorded_at }) => recorded_at <= before)
    const told = [...replay(events)].filter(([, { deleted }]) => !deleted)
    assert.equal(incidents.length, told.length)
    const rebuilt = new Map(told.map(([id, { incident }]) => [id, incident]))
    for (const incident of incidents) assert.deepEqual(incident, rebuilt.get(incident.id))
    const documents = await ask(
      target,
      `set app.scope to 'operations'; set search_path to "${schema}"; select s.record_id is null as bare, s.content, s.grams, i.name, i.location, i.reported_by,
         i.description, i.attributes::text as stored, c.text from incident_search s join incident i on i.tenant_id = s.tenant_id and i.id = s.incident_id
         left join comment c on c.tenant_id = s.tenant_id and c.id = s.record_id where s.tenant_id = 'many'`,
    )
    for (const { bare, content, grams, stored, text, ...fields } of documents as DocumentRow[]) {
      const wanted = bare
        ? incidentDocument('many', fields, stored, { has: () => true })
        : textDocument('many', [text ?? ''])
      assert.deepEqual({ content, grams: new Set(grams) }, { content: wanted.content, grams: new Set(wanted.grams) })
    }
    const found = await person.ok('GET', '/v1/incident?q=Paradeplatz%20Weiche&size=5')
    assert.ok(found.incidents.length > 0)
    const [{ id, attributes: values } = { id: '', attributes: null }] = (
      await person.ok('GET', '/v1/incident?attributes.publicNotice=true&size=1')
    ).incidents
    assert.equal(values.publicNotice, true)
    assert.deepEqual(
      await person.ok('GET', `/v1/incident/${id}?as_of=${new Date().toISOString()}`),
      await person.ok('GET', `/v1/incident/${id}`),
    )
    // The log goes on where the import ended.
    assert.equal((await person.ok('POST', '/v1/incident', newIncident())).reference, reference(many + 1))
  })

  it('are all there or not at all', async () => {
    await insertTenant(database, 'broken off', 'Broken off')
    const stop = new AbortController()
    const onProgress = (incidents: number): void => {
      if (incidents > 0) stop.abort(new Error('enough'))
    }
    await assert.rejects(
      fillTenant(database, demoOptions('broken off', { incidents: 6000, signal: stop.signal, onProgress })),
      /enough/,
    )
    const [row] = await database.read(
      'broken off',
      sql`select seq, incident_total, (select count(*) from event where tenant_id = 'broken off') as events,
      (select count(*) from incident where tenant_id = 'broken off') as incidents from tenant where tenant_id = 'broken off'`,
    )
    assert.deepEqual({ ...row }, { seq: 0, incident_total: 0, events: 0, incidents: 0 })
  })
})

/** A row of incident_search beside what it is about. */
type DocumentRow = {
  bare: boolean
  content: string
  grams: number[]
  name: string
  location: string
  reported_by: string
  description: string
  stored: string | null
  text: string | null
}

/** All rows of a tenant that stories leave, in a form that does not tell one telling from the other. */
async function everything(
  config: Config,
  tenant: string,
  { lived, now }: { lived: boolean; now: number },
): Promise<Record<string, unknown[]>> {
  const { target, schema } = placeOf(config)
  // What is told today is recorded when it is told: those instants differ, and so do the resolutions they give.
  const time = (column: string): string => (lived ? column : `(${column} is null)`)
  const number = `(select number from incident i where i.tenant_id = x.tenant_id and i.id = x.incident_id)`
  const texts = [
    'id',
    'incident_id',
    'tenant_id',
    ...(lived ? [] : ['created_at', 'updated_at', 'activity_at', 'resolved_date']),
  ]
  const strip = `- '{${texts.join(',')}}'::text[]`
  const queries = {
    tenant: `select seq, last_reference, ${time('recorded_at')}, incident_total from tenant where tenant_id = '${tenant}'`,
    incident: `select to_jsonb(x) ${strip} - 'deleted_at' - 'resolved_epoch' - 'resolved_us' as row, ${time('deleted_at')} as deleted, ${time('resolved_epoch')} as resolved
      from incident x where tenant_id = '${tenant}' order by number`,
    comment: `select ${number} as number, name, user_id, text, ${time('occurred_at')} as occurred, ${time('created_at')} as created, ${time('updated_at')} as updated, updated_by, occ_lock
      from comment x where tenant_id = '${tenant}' order by 1, text, name, 5, 6, 7`,
    event: `select seq, type, x.number, incident_n, visibility, via, ${time('occurred_at')} as occurred, ${time('recorded_at')} as recorded,
        actor_id, actor_name, actor_kind, request_id, reason from event x where tenant_id = '${tenant}' order by seq`,
    event_subject: `select seq, place, kind, lock from event_subject where tenant_id = '${tenant}' order by 1, 2`,
    incident_activity: `select ${number} as number, ${time('activity_at')} as at, events from incident_activity x where tenant_id = '${tenant}' order by 1`,
    event_body: `select seq, ${lived ? 'changes::jsonb' : `(select jsonb_agg(c) from jsonb_array_elements(changes::jsonb) c where c ->> 'field' <> 'resolved_date')`} as changes,
        (data -> 'incident')::jsonb ${strip} as incident, (data -> 'comment')::jsonb ${strip} as comment from event_body where tenant_id = '${tenant}' order by seq`,
    promise: `select ${number} as number, made_lock, ${time('made_at')} as made, made_by, due_at, ${time('news_at')} as news, case when due_at < to_timestamp(${now / 1000}) then due_seq + overdue_seq end as told, ${time('ended_at')} as ended, ended_by
      from promise x where tenant_id = '${tenant}' order by 1, 2`,
    incident_search: `select ${number} as number, record_id is null as bare, content, cardinality(grams) as grams from incident_search x where tenant_id = '${tenant}' order by 1, 2, content, 4`,
  }
  const found: Record<string, unknown[]> = {}
  for (const [table, query] of Object.entries(queries)) {
    found[table] = await ask(target, `set app.scope to 'operations'; set search_path to "${schema}"; ${query}`)
  }
  return found
}
