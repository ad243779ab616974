import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import pg from 'pg'
import { clientConfig } from '../database/client-config.ts'
import { incidentDocument, textDocument } from '../search/document.ts'
import { newIncident, type Person, personWith, testApp } from '../testing/app.ts'
import { asOwner } from '../testing/sessions.ts'
import { type Sent, spiedService } from '../testing/spied.ts'

/*
 * E07: the plans of the statements as the service sends them, on tens of thousands of rows in several tenants, under row security and as the
 * service's role: each finds its rows by an index, and none reads a tenant's table from end to end.
 */
const TENANTS = 8
const INCIDENTS = 3000

const app = await testApp()
const spied = await spiedService(app)
let person: Person
let id: string
let cursor: string
let comment: string

before(async () => {
  person = await app.person('admin')
  const tenants = [person.tenant, ...Array.from({ length: TENANTS - 1 }, (_, n) => `other-${n}`)]
  await person.ok('GET', '/v1/me')
  for (const tenant of tenants) await bulk(tenant)
  await vacuum()
  person = personWith(spied.url, person.tenant, person.user, person.token)
  id = (await person.ok('POST', '/v1/incident', newIncident({ name: 'Needle of the haystack' }))).id
  comment = (await person.ok('POST', `/v1/incident/${id}/comments`, { text: 'x' })).id
  cursor = (await person.call('GET', '/v1/incident?size=50')).body.page.next_cursor
})

/** As autovacuum does: statistics, and which rows an index alone can answer for. */
async function vacuum(): Promise<void> {
  const client = await app.database.connect()
  try {
    await client.query('vacuum (analyze)')
  } finally {
    await client.end()
  }
}

/** Rows as a tenant has them after a while; their events are not asked for here. */
async function bulk(tenant: string): Promise<void> {
  const { rows } = await asOwner(app.database, [
    'select gen_random_uuid()::text as id from generate_series(1, $1)'.replace('$1', String(INCIDENTS)),
  ])
  const made = rows.map(({ id }, n) => {
    const fields = {
      name: `Leak number ${n} at berth ${n % 97}`,
      location: `Berth ${n % 97}`,
      reported_by: `Watch ${n % 13}`,
      description: `Water was found behind pump ${n}.`,
    }
    return {
      id,
      n,
      ...fields,
      ...incidentDocument(tenant, fields, null, new Map()),
      comment: textDocument(tenant, [`Pump ${n} was replaced.`]),
    }
  })
  const json = `'${JSON.stringify(made).replaceAll("'", "''")}'::json`
  await asOwner(app.database, [
    ...['incident', 'comment', 'event', 'event_body', 'event_subject'].map(
      (table) => `alter table ${table} disable trigger user`,
    ),
    `insert into tenant (tenant_id, name, definitions_version) values ('${tenant}', 'x', 1) on conflict do nothing`,
    `create temp table made on commit drop as select * from json_to_recordset(${json})
       as r (id uuid, n int, name text, location text, reported_by text, description text, content text, grams int[], comment json)`,
    `insert into incident (tenant_id, id, number, name, description, reported_by, status, type, severity, date, date_epoch, location, next_update, resolved_date, resolved_epoch, backdated,
         created_at, created_by, created_by_id, updated_at, updated_by, updated_by_id, occ_lock)
       select '${tenant}', id, n + 1, name, description, reported_by, (array['NEW', 'OPEN', 'INVESTIGATING', 'MONITORING'])[n % 4 + 1], 'FACILITY', 'MINOR', '2026-01-01T00:00:00Z',
         1767225600 - n * 600, location, n % 2 * (1767225600 + n), case when n % 2 = 0 then '2026-01-01T00:00:00Z' end, case when n % 2 = 0 then 1767225600 + n end,
         false, now() - n * interval '10 minutes', 'x', 'x', now() - n * interval '9 minutes', 'x', 'x', 0 from made`,
    `insert into comment (tenant_id, id, incident_id, user_id, name, text, created_at, updated_at, updated_by)
       select '${tenant}', gen_random_uuid(), id, 'x', 'x', 'Pump ' || n || ' was replaced.', now() - n * interval '9 minutes', now(), 'x' from made`,
    `insert into incident_search (tenant_id, incident_id, content, grams) select '${tenant}', id, content, grams from made`,
    `insert into incident_search (tenant_id, incident_id, record_id, content, grams)
       select c.tenant_id, c.incident_id, c.id, m.comment ->> 'content', array(select json_array_elements_text(m.comment -> 'grams')::int)
       from comment c join made m on m.id = c.incident_id where c.tenant_id = '${tenant}'`,
    `insert into event (tenant_id, seq, id, type, incident_id, number, incident_n, occurred_at, recorded_at, actor_id, actor_name, actor_kind, request_id)
       select '${tenant}', 100 + n, gen_random_uuid(), 'incident.created', id, n + 1, 1, now(), now(), 'x', 'x', 'user', 'x' from made`,
    `insert into event_body (tenant_id, seq, changes, data) select '${tenant}', 100 + n, '[]', '{}' from made`,
    `insert into event_subject (tenant_id, seq, place, kind, id, lock) select '${tenant}', 100 + n, 0, 'incident', id::text, 0 from made`,
    `insert into incident_activity (tenant_id, incident_id, activity_at, events) select '${tenant}', id, now() - n * interval '9 minutes', 1 from made`,
    `update tenant set seq = 100 + ${INCIDENTS}, last_reference = ${INCIDENTS}, incident_total = ${INCIDENTS} where tenant_id = '${tenant}'`,
    `insert into incident_count (tenant_id, status, type, severity, incidents, timed)
       select tenant_id, status, type, severity, count(*), count(*) filter (where resolved_epoch >= date_epoch) from incident where tenant_id = '${tenant}' group by 1, 2, 3, 4`,
    ...['incident', 'comment', 'event', 'event_body', 'event_subject'].map(
      (table) => `alter table ${table} enable trigger user`,
    ),
  ])
}

type Node = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: Node[] }

/** Runs `work` on a connection of its own, in a transaction of a tenant and as the service's role. */
async function asService<T>(tenant: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  if (!app.config.database) throw new Error('a test configuration names its database')
  const client = new pg.Client(clientConfig(app.config.database))
  await client.connect()
  try {
    await client.query('begin')
    await client.query(`set local search_path to "${app.config.schema}"`)
    if (app.database.serviceRole !== null) await client.query(`set local role "${app.database.serviceRole}"`)
    await client.query(`select set_config('app.tenant_id', $1, true)`, [tenant])
    return await work(client)
  } finally {
    await client.end()
  }
}

/** What a statement reads: tables from end to end, and by which indexes; `alone` where it needs nothing but the index. */
async function planOf({ tenant, statement }: Sent): Promise<{ whole: string[]; indexes: string[]; text: string }> {
  return await asService(tenant, async (client) => {
    const { rows } = await client.query(`explain (format json) ${statement.text}`, [...statement.values])
    const plan = rows[0]['QUERY PLAN'][0].Plan as Node // EXPLAIN's own form
    const nodes: Node[] = []
    const visit = (node: Node): void => {
      nodes.push(node)
      for (const below of node.Plans ?? []) visit(below)
    }
    visit(plan)
    const whole = nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'] ?? '')
    const indexes = nodes.flatMap((node) => {
      const name = node['Index Name']
      return name === undefined ? [] : node['Node Type'] === 'Index Only Scan' ? [name, `${name} alone`] : [name]
    })
    return { whole, indexes, text: `${statement.text}\n${JSON.stringify(plan, null, 1)}` }
  })
}

/** Whether PostgreSQL keeps the plan of every statement a GET sends, instead of making one at each execution. */
async function keepsPlans(path: string): Promise<boolean> {
  const sent = await spied.during(person.tenant, () => person.ok('GET', path))
  assert.ok(sent.length > 0, `${path} asks the database`)
  const kept = sent.map(({ tenant, statement: { text, values }, keepPlans }) =>
    asService(tenant, async (client) => {
      if (keepPlans) await client.query('set local plan_cache_mode = force_generic_plan')
      // It makes up its mind after five plans for the values at hand.
      for (let i = 0; i < 7; i++) await client.query({ name: 'one', text, values: [...values] })
      const { rows } = await client.query('select generic_plans > 0 as kept from pg_prepared_statements')
      return rows[0]?.kept === true
    }),
  )
  return (await Promise.all(kept)).every(Boolean)
}

const large = ['incident', 'comment', 'event', 'event_body', 'event_subject', 'incident_activity', 'incident_search']

/** Sends a request and looks at the plans of what it made the service send. `uses`: indexes that must be among them. */
async function check(request: [method: string, path: string, body?: unknown], ...uses: string[]): Promise<void> {
  const [method, path, body] = request
  const sent = await spied.during(person.tenant, () => person.ok(method, path, body))
  assert.ok(sent.length > 0, `${path} asks the database`)
  const plans = await Promise.all(sent.map(planOf))
  for (const { whole, text } of plans)
    for (const table of whole)
      assert.ok(!large.includes(table), `${method} ${path} reads the whole of ${table}: ${text}`)
  const used = plans.flatMap(({ indexes }) => indexes)
  for (const index of uses)
    assert.ok(
      used.includes(index),
      `${method} ${path} uses ${used}, not ${index}:\n${plans.map(({ text }) => text).join('\n')}`,
    )
}

test('E07 one incident, its comments, its timeline and its past are found by their keys', async () => {
  await check(['GET', `/v1/incident/${id}`], 'incident_pkey')
  await check(['GET', `/v1/incident/${id}/comments`], 'comment_incident')
  await check(['GET', `/v1/incident/${id}/comments/${comment}`])
  await check(['GET', `/v1/incident/${id}/timeline`], 'event_incident')
  await check(['GET', `/v1/incident/${id}?as_of_lock=0`])
})

test('E07 a page of the list, plain, sorted, and by cursor, is read along an index', async () => {
  await check(['GET', '/v1/incident?size=50'], 'incident_created')
  await check(['GET', '/v1/incident?size=50&page=20'], 'incident_created alone', 'incident_pkey')
  await check(['GET', '/v1/incident?size=50&page=20&sort=date,DESC'], 'incident_date alone', 'incident_pkey')
  await check(['GET', '/v1/incident?size=50&page=20&status=NEW'], 'incident_status_created alone', 'incident_pkey')
  await check(['GET', `/v1/incident?cursor=${encodeURIComponent(cursor)}&size=50`], 'incident_created')
  await check(['GET', '/v1/incident?size=50&sort=updated_at,DESC'], 'incident_updated')
  await check(['GET', '/v1/incident?size=50&sort=date,ASC'], 'incident_date')
  await check(['GET', '/v1/incident?size=50&sort=reference,ASC'], 'incident_number')
  await check(['GET', '/v1/incident?deleted=true&size=50'])
  await check(['GET', '/v1/incident'], 'incident_created')
})

test('E07 a sort by codes, or by what not all have, reads one index scan for each group', async () => {
  for (const direction of ['ASC', 'DESC'])
    for (const page of ['', '&page=20', '&cursor']) {
      for (const [sort, index] of [
        ['status', 'incident_status_created'],
        ['type', 'incident_type_created'],
        ['severity', 'incident_severity_created'],
        ['next_update', 'incident_next_update'],
        ['resolved_date', 'incident_resolved'],
        ['name', 'incident_name'],
      ]) {
        const path = `/v1/incident?size=50&sort=${sort},${direction}`
        const first = page === '&cursor' ? (await person.call('GET', path)).body.page.next_cursor : ''
        await check(['GET', `${path}${page}${first === '' ? '' : `=${encodeURIComponent(first)}`}`], index ?? '')
      }
    }
  await check(['GET', '/v1/incident?size=50&sort=severity,ASC&sort=created_at,DESC'], 'incident_severity_created')
})

test('E07 a range of dates is a range of the index, under row security too', async () => {
  const range = 'date_from=2026-01-01T00:00:00Z&date_to=2026-01-01T01:00:00Z'
  await check(['GET', `/v1/incident?size=50&sort=date,ASC&${range}`], 'incident_date')
  const [sent] = await spied.during(person.tenant, () => person.ok('GET', `/v1/incident?size=50&${range}`))
  assert.ok(sent)
  assert.match((await planOf(sent)).text, /"Index Cond": "[^"]*date_us >=[^"]*date_us <=/)
})

test('what is read most keeps its plan; a filtered page is planned for what it asks', async () => {
  for (const path of [
    `/v1/incident/${id}`,
    '/v1/incident?size=50',
    `/v1/incident?cursor=${encodeURIComponent(cursor)}&size=50`,
    '/v1/incident?size=20&sort=updated_at,DESC',
  ])
    assert.equal(await keepsPlans(path), true, path)
  assert.equal(await keepsPlans('/v1/incident?size=50&status=RESOLVED'), false)
})

test('E07 a filtered list reads no table from end to end', async () => {
  await check(['GET', '/v1/incident?size=50&status=RESOLVED'], 'incident_status_created')
  for (const filter of [
    'severity=CRITICAL',
    'type=SECURITY',
    'reported_by=Watch%207',
    'overdue=true',
    'due=true',
    'date_from=2026-01-01T00:00:00Z',
    'updated_since=2026-01-01T00:00:00Z',
    'status=NEW&type=FACILITY',
  ])
    await check(['GET', `/v1/incident?size=50&${filter}`])
})

test('E07 search finds by the index of grams, in incidents and comments, also parts of words', async () => {
  for (const query of ['needle', 'eedl', 'Needle haystack', `pump ${INCIDENTS - 1}`, 'berth 96 leak'])
    await check(['GET', `/v1/incident?size=20&q=${encodeURIComponent(query)}`], 'incident_search_grams')
})

test('E07 the log is read from a position along its key, and by incident along an index', async () => {
  await check(['GET', '/v1/incident/events?after=1000&limit=100'], 'event_pkey')
  await check(['GET', `/v1/incident/events?after=0&limit=100&incident_id=${id}`], 'event_incident')
})

test('E07 what a change sends reads no table from end to end', async () => {
  await check(['PATCH', `/v1/incident/${id}`, { location: 'Berth 5', occ_lock: 0 }], 'incident_pkey')
  await check(['POST', `/v1/incident/${id}/comments`, { text: 'Found.' }], 'incident_pkey')
  await check(['DELETE', `/v1/incident/${id}/comments/${comment}`])
  await check(
    ['DELETE', `/v1/incident/${id}?purge=true`],
    'incident_pkey',
    'comment_incident',
    'incident_search_document',
  )
})

test('a timeline tells of a removed definition where the incident had a value, and nowhere else', async () => {
  const deployer = await app.person('deployer')
  for (const name of ['gone', 'kept']) await deployer.ok('POST', '/v1/incident/attributes', { name, type: 'STRING' })
  const [having, without] = [
    await deployer.ok('POST', '/v1/incident', newIncident({ attributes: { gone: 'x' } })),
    await deployer.ok('POST', '/v1/incident', newIncident({ attributes: { kept: 'x' } })),
  ]
  await deployer.ok('DELETE', '/v1/incident/attributes/gone?force=true')
  const types = async (of: { id: string }, query = ''): Promise<unknown> => {
    const { entries, total } = await deployer.ok('GET', `/v1/incident/${of.id}/timeline${query}`)
    assert.equal(total, entries.length)
    return entries.map(({ type }: { type: string }) => type)
  }
  assert.deepEqual(await types(having), ['attribute.removed', 'incident.created'])
  assert.deepEqual(await types(having, '?types=incident.*'), ['incident.created'])
  assert.deepEqual(await types(without), ['incident.created'])
})
