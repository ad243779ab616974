import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { walk } from '../../testing/endpoints.ts'
import { fill } from '../../testing/fill.ts'
import { asOwner, asService } from '../../testing/sessions.ts'
import { watchedApp } from '../../testing/watched.ts'

/*
 * Work across tenants: what each scope sees and may change, written down here from ARCHITECTURE.md (Tenancy) and not from the policies. Every
 * other table with a policy must show it nothing; `operations` sees every table.
 */
const scopes: Record<string, Record<string, 'all' | 'select' | 'insert'>> = {
  identity: {
    tenant: 'all',
    account: 'all',
    api_token: 'all',
    provider_issuer: 'all',
    provider_key: 'all',
    provider_state: 'all',
    saved_view: 'all',
    sign_in_guess: 'all',
  },
  instance: {
    tenant: 'all',
    event: 'insert',
    event_body: 'insert',
    event_subject: 'insert',
    incident: 'select',
    idempotency_key: 'all',
  },
  follower: {
    follower: 'all',
    promise: 'all',
    tenant: 'select',
    incident: 'select',
    idempotency_key: 'all',
    kept_answers: 'all',
    request_lot: 'all',
    webhook_delivery: 'all',
    mail_subscription: 'all',
    presence: 'all',
  },
}

const app = await watchedApp({ OIDC_ISSUER: '' })
const { database } = app
let tables: string[]

/** Rows of a table that a scope sees, and that there are. */
async function seen(scope: string, table: string): Promise<{ seen: number; all: number }> {
  const { rows } = await asService(database, { scope: 'operations' }, [
    `select set_config('test.all', (select count(*)::text from ${table}), true)`,
    `select set_config('app.scope', '${scope}', true)`,
    `select count(*)::int as seen, current_setting('test.all')::int as "all" from ${table}`,
  ])
  return rows[0] as { seen: number; all: number } // the columns above
}

before(async () => {
  for (const one of [await walk(app), await walk(app)]) await fill(database, one)
  await asService(database, { scope: 'identity' }, [
    `insert into sign_in_guess (key, level, measured_at, dry_at) values ('x', 1, now(), now())`,
    `insert into provider_state (model, id_hash, payload) values ('Session', 'x', 'x')`,
  ])
  const { rows } = await asOwner(database, [
    `select relname::text as name from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and relrowsecurity order by 1`,
  ])
  tables = rows.map(({ name }) => String(name))
})

test('B16 a scope sees the tables ARCHITECTURE.md names for it, and nothing of any other', async () => {
  for (const table of tables) {
    for (const [scope, sees] of Object.entries(scopes)) {
      const { seen: count, all } = await seen(scope, table)
      assert.ok(all > 0, `${table} has rows to be seen`)
      assert.equal(count, sees[table] === 'all' || sees[table] === 'select' ? all : 0, `${scope} on ${table}`)
    }
  }
  const { rows } = await asService(database, { scope: 'operations' }, [
    'select count(distinct tenant_id)::int as n from incident',
  ])
  assert.equal(rows[0]?.['n'], 2, 'operations sees every tenant')
})

test('B16 a scope changes and deletes only where it may', async () => {
  for (const table of tables) {
    const { rows } = await asOwner(database, [
      `select attname::text as name from pg_attribute where attrelid = '${table}'::regclass and attnum > 0 order by attnum limit 1`,
    ])
    const column = rows[0]?.['name']
    for (const [scope, may] of Object.entries(scopes)) {
      if (may[table] === 'all' || ['event', 'event_body', 'event_subject'].includes(table)) continue
      for (const statement of [`update ${table} set ${column} = ${column}`, `delete from ${table}`]) {
        const { count: touched } = await asService(database, { scope }, [statement], { keep: false })
        assert.equal(touched, 0, `${scope}: ${statement}`)
      }
    }
  }
})

test('B16 a scope adds rows only where it may', async () => {
  for (const table of tables) {
    const { rows } = await asOwner(database, [`select to_json(t) as row from ${table} t limit 1`])
    const { rows: columns } = await asOwner(database, [
      `select string_agg(quote_ident(attname), ', ') as names from pg_attribute
       where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    ])
    const row = JSON.stringify(rows[0]?.['row']).replaceAll("'", "''")
    for (const [scope, may] of Object.entries(scopes)) {
      const { names } = columns[0] as { names: string } // one row, by the query
      const statement = `insert into ${table} (${names}) select ${names} from json_populate_record(null::${table}, '${row}')`
      // The row is there already: it is the policy that lets the statement come to its key.
      const refusal = may[table] === 'all' || may[table] === 'insert' ? /duplicate key/ : /row-level security/
      await assert.rejects(asService(database, { scope }, [statement]), refusal, `${scope} on ${table}`)
    }
  }
})

test('ARCHITECTURE.md names every policy across tenants, and none that is not there', async () => {
  const { rows } = await asOwner(database, [
    `select distinct polrelid::regclass::text as "table", polname::text as scope from pg_policy
     where polrelid in (select oid from pg_class where relnamespace = current_schema()::regnamespace)
       and polname not in ('tenant_isolation', 'operations') order by 2, 1`,
  ])
  const wanted = Object.entries(scopes).flatMap(([scope, sees]) =>
    Object.keys(sees).map((table) => `${scope} ${table}`),
  )
  assert.deepEqual(rows.map(({ scope, table }) => `${scope} ${table}`).sort(), wanted.sort())
  const text = readFileSync(new URL('../../../../ARCHITECTURE.md', import.meta.url), 'utf8')
  for (const [scope, sees] of Object.entries(scopes)) {
    const line = text.split('\n').find((one) => one.startsWith(`| \`${scope}\` |`)) ?? ''
    const named = (line.split('|')[3] ?? '').replace('provider_*', 'provider_issuer, provider_key, provider_state')
    for (const table of Object.keys(sees)) assert.match(named, new RegExp(`\\b${table}\\b`), `${scope} on ${table}`)
    for (const table of tables)
      if (!(table in sees)) assert.doesNotMatch(named, new RegExp(`\\b${table}\\b`), `${scope} on ${table}`)
  }
})

test('only one table may be without policies, and only ids leave it joined to the incidents of the tenant', async () => {
  const { rows } = await asOwner(database, [
    `select relname::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and not relrowsecurity`,
  ])
  assert.deepEqual(rows, [{ name: 'incident_search' }])
})
