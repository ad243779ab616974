import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { systemContext } from '../../log/system.ts'
import { type Walk, walk } from '../../testing/endpoints.ts'
import { fill } from '../../testing/fill.ts'
import { asOwner, asService, type Sight, tenantTables } from '../../testing/sessions.ts'
import { watchedApp } from '../../testing/watched.ts'
import { raw } from '../sql.ts'

/*
 * Row-level security as it stands in the database, told by raw statements without any condition of the code's own. Every table comes from
 * the catalog.
 */

const app = await watchedApp({ OIDC_ISSUER: '' })
const { database } = app

/** Where row security would keep the search index from being used; every statement of the code names the tenant (ARCHITECTURE.md). */
const withoutPolicy = ['incident_search']
/** What the log's rows are: the service may add them only, so an update is refused before any policy is asked. */
const appendOnly = ['event', 'event_body', 'event_subject']

let mine: Walk
let theirs: Walk
let guarded: string[]

before(async () => {
  mine = await walk(app)
  theirs = await walk(app)
  await fill(database, mine)
  await fill(database, theirs)
  guarded = (await tenantTables(database)).filter((table) => !withoutPolicy.includes(table))
})

/** Whose rows each table shows. */
async function tenantsSeen(sight: Sight): Promise<Map<string, unknown[]>> {
  const { rows } = await asService(database, sight, [
    guarded.map((table) => `select distinct '${table}' as "table", tenant_id from ${table}`).join(' union all '),
  ])
  return new Map(
    guarded.map((table) => [table, rows.filter((row) => row['table'] === table).map((row) => row['tenant_id'])]),
  )
}

test('B16 without any condition each table shows the rows of the tenant that is set, and no others', async () => {
  assert.ok(guarded.length >= 15, String(guarded))
  for (const tenant of [mine.person.tenant, theirs.person.tenant])
    for (const [table, seen] of await tenantsSeen({ tenant })) assert.deepEqual(seen, [tenant], table)
  for (const sight of [
    {},
    { tenant: '' },
    { tenant: 'nobody' },
    { tenant: `${mine.person.tenant} ` },
    { tenant: '%' },
    { scope: '' },
    { scope: 'nobody' },
  ])
    for (const [table, seen] of await tenantsSeen(sight))
      assert.deepEqual(seen, [], `${table} ${JSON.stringify(sight)}`)
})

test('B16 row security is on and forced, with policies, on every table but those that are listed', async () => {
  const { rows } = await asOwner(database, [
    `select relname::text as name, relrowsecurity and relforcerowsecurity as guarded from pg_class
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by 1`,
  ])
  const open = rows.filter((row) => row['guarded'] !== true).map((row) => row['name'])
  // Of the instance: one definition for all tenants. None of them names a tenant.
  const ofTheInstance = [
    'attribute_definition',
    'incident_severity',
    'incident_status',
    'incident_type',
    'instance',
    'migration',
  ]
  assert.deepEqual(open, [...ofTheInstance, ...withoutPolicy].sort())
})

test('B10, B15 no row can be written for another tenant, moved to one, or be without one', async () => {
  const [one, other] = [mine.person.tenant, theirs.person.tenant]
  for (const table of guarded) {
    const { rows } = await asOwner(database, [
      `select attname::text as name from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attidentity = '' and attgenerated = ''`,
    ])
    const columns = rows.map(({ name }) => String(name))
    const copied = (tenant: string) =>
      `insert into ${table} (${columns.join(', ')}) select ${columns.map((name) => (name === 'tenant_id' ? tenant : name)).join(', ')} from ${table} limit 1`
    for (const tenant of [`'${other}'`, `'nobody'`, 'null'])
      await assert.rejects(
        asService(database, { tenant: one }, [copied(tenant)]),
        /row-level security/,
        `${table} for ${tenant}`,
      )
    await assert.rejects(
      asService(database, { tenant: one }, [`update ${table} set tenant_id = '${other}'`]),
      appendOnly.includes(table) ? /permission denied/ : /row-level security/,
      table,
    )
    if (appendOnly.includes(table)) continue
    for (const statement of [
      `update ${table} set tenant_id = tenant_id where tenant_id = '${other}'`,
      `delete from ${table} where tenant_id = '${other}'`,
    ]) {
      const { count } = await asService(database, { tenant: one }, [statement], { keep: false })
      assert.equal(count, 0, statement)
    }
  }
  const { rows } = await asOwner(database, [
    `select c.relname::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and (not a.attnotnull or a.atthasdef)`,
  ])
  assert.deepEqual(rows, [], 'tenant_id is never null and has no default')
})

test('B15, B17 every key of a tenant’s table holds the tenant: primary, unique and foreign', async () => {
  const { rows: keys } = await asOwner(database, [
    `select i.indrelid::regclass::text as "table", i.indexrelid::regclass::text as name,
       array(select attname::text from pg_attribute where attrelid = i.indrelid and attnum = any(i.indkey)) as columns
     from pg_index i join pg_class c on c.oid = i.indrelid
     where c.relnamespace = current_schema()::regnamespace and i.indisunique
       and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') order by 2`,
  ])
  const without = keys.filter(({ columns }) => !(columns as string[]).includes('tenant_id')).map(({ name }) => name) // an array of names
  // Found before the tenant is known: whoever signs in or shows a token names none. Ids and hashes are random, so nobody can guess at one.
  assert.deepEqual(without, ['account_email_key_key', 'account_id', 'api_token_hash_key'])
  const { rows: references } = await asOwner(database, [
    `select r.conrelid::regclass::text || ' → ' || r.confrelid::regclass::text as reference,
       (select count(*) from pg_attribute a join pg_attribute b on b.attrelid = r.confrelid and b.attname = 'tenant_id'
        where a.attrelid = r.conrelid and a.attname = 'tenant_id' and a.attnum = any(r.conkey) and b.attnum = any(r.confkey)
          and array_position(r.conkey, a.attnum) = array_position(r.confkey, b.attnum))::int as together
     from pg_constraint r join pg_class c on c.oid = r.conrelid
     where c.relnamespace = current_schema()::regnamespace and r.contype = 'f'
       and exists (select 1 from pg_attribute a where a.attrelid = r.confrelid and a.attname = 'tenant_id') order by 1`,
  ])
  assert.ok(references.length >= 12)
  for (const { reference, together } of references) assert.equal(together, 1, String(reference))
})

test('B15 a reference across tenants is refused where row security does not look: by the foreign key', async () => {
  const { rows } = await asService(database, { tenant: theirs.person.tenant }, ['select id from incident limit 1'])
  const foreign = String(rows[0]?.['id'])
  await assert.rejects(
    asService(database, { tenant: mine.person.tenant }, [
      `insert into mail_subscription (tenant_id, id, email, incident_id, owner_id, owner_name)
       values ('${mine.person.tenant}', gen_random_uuid(), 'a@example.org', '${foreign}', 'x', 'x')`,
    ]),
    /foreign key/,
  )
})

test('B16 what a transaction sets ends with it: neither tenant, scope nor role is left on the connection', async () => {
  const left = `select current_setting('app.tenant_id', true) as tenant, current_setting('app.scope', true) as scope, current_user = session_user as own`
  const one = systemContext(mine.person.tenant)
  const within = await database.transaction(one, async (tx) => (await tx.query(raw(left)))[0])
  assert.deepEqual(within, { tenant: mine.person.tenant, scope: '', own: database.serviceRole === null })
  // Ended by hand, so that the next statement finds the connection as it is given back.
  const after = await database.transaction(one, async (tx) => {
    await tx.query(raw('commit'))
    return (await tx.query(raw(left)))[0]
  })
  assert.deepEqual(after, { tenant: '', scope: '', own: true })
  const scoped = await database.scopedTransaction('operations', async (tx) => {
    await tx.query(raw('commit'))
    return (await tx.query(raw(left)))[0]
  })
  assert.deepEqual(scoped, { tenant: '', scope: '', own: true })
})
