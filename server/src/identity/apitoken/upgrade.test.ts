/** Tokens and sign-ins made before they had a lineage and a credential version. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { clientConfig } from '../../database/client-config.ts'
import { applyMigrations, migrations } from '../../database/migrate.ts'
import { newPlace, placeOf } from '../../testing/backup.ts'
import { testConfig } from '../../testing/database.ts'

const ids = { first: 1, child: 2, grandchild: 3, orphan: 4, ofOrphan: 5, dated: 6, account: 7 }
const uuidOf = (name: keyof typeof ids) => `00000000-0000-4000-8000-00000000000${ids[name]}`

/** The schema of another version, filled, then brought to this one; gives what the queries find there. */
async function upgraded(fill: string, ...queries: string[]): Promise<unknown[][]> {
  const { target, schema } = newPlace(placeOf(await testConfig()).target)
  const client = new pg.Client(clientConfig(target))
  await client.connect()
  await client.query('begin')
  const older = migrations().filter(({ name }) => name < '0014')
  await applyMigrations(client, schema, true, older)
  await client.query(`set local app.scope to 'operations'; insert into tenant (tenant_id, name, definitions_version) values ('t', 'T', 1);
    insert into account (tenant_id, id, email, email_key, name, role, password_hash, credential_version, created_by)
      values ('t', '${uuidOf('account')}', 'a@example.org', 'a@example.org', 'A', 'admin', 'x', 3, 'x')`)
  await client.query(fill)
  // As a service that starts does it: no scope, no tenant.
  await client.query(`commit; begin`)
  await applyMigrations(client, schema, true)
  await client.query(`set local app.scope to 'operations'`)
  const found: unknown[][] = []
  for (const query of queries) found.push((await client.query(query)).rows)
  await client.query('commit')
  await client.end()
  return found
}

const tokens = `select name, parent_id, round(extract(epoch from expires_at - now()) / 86400)::int as days from api_token order by name`

test('tokens from before get a lineage and an end, and those whose maker is gone end', async () => {
  const token = (name: keyof typeof ids, by: string, expires = 'null') =>
    `('t', '${uuidOf(name)}', '${name}', 'viewer', '${name}', 'x', '${by}', ${expires})`
  const [left, views] = await upgraded(
    `insert into api_token (tenant_id, id, name, role, hash, created_by, created_by_id, expires_at) values
      ${token('first', 'person', `now() + interval '10 days'`)}, ${token('child', `token:${uuidOf('first')}`)},
      ${token('grandchild', `token:${uuidOf('child')}`, `now() + interval '300 days'`)}, ${token('dated', 'person')},
      ${token('orphan', 'token:00000000-0000-4000-8000-0000000000ff')}, ${token('ofOrphan', `token:${uuidOf('orphan')}`)};
    insert into saved_view (tenant_id, id, name, page, state, shared, owner_id, owner_name)
      values ('t', gen_random_uuid(), 'v', 'board', '', false, 'token:${uuidOf('orphan')}', 'x')`,
    tokens,
    'select id from saved_view',
  )
  assert.deepEqual(left, [
    { name: 'child', parent_id: uuidOf('first'), days: 10 },
    { name: 'dated', parent_id: null, days: 365 },
    { name: 'first', parent_id: null, days: 10 },
    { name: 'grandchild', parent_id: uuidOf('child'), days: 10 },
  ])
  assert.deepEqual(views, [])
})

test('sessions from before go on for the credentials of now; what belongs to nobody ends', async () => {
  const [left] = await upgraded(
    `insert into provider_state (model, id_hash, payload, account_id, expires_at) values
      ('Session', '\\x01', '', '${uuidOf('account')}', now() + interval '1 day'),
      ('Interaction', '\\x02', '', null, now() + interval '1 day'),
      ('Grant', '\\x03', '', gen_random_uuid()::text, now() + interval '1 day')`,
    'select model, credential_version from provider_state',
  )
  assert.deepEqual(left, [{ model: 'Session', credential_version: 3 }])
})
