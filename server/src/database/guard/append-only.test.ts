import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import pg from 'pg'
import pino from 'pino'
import { createApp } from '../../app.ts'
import type { Config } from '../../config.ts'
import { createAuthenticator } from '../../identity/authenticator.ts'
import { mintToken } from '../../identity/provider/mint.ts'
import { newIncident, personWith } from '../../testing/app.ts'
import { afterTests, testConfig, testDatabase, testDatabaseUrl } from '../../testing/database.ts'
import { asOwner, asService } from '../../testing/sessions.ts'
import { clientConfig } from '../client-config.ts'
import type { Database } from '../database.ts'

/** Whether this run may make roles: the embedded PostgreSQL lets it; where it may not, its own role is the ordinary owner. */
const admin = await administrator()

async function administrator(): Promise<((text: string) => Promise<void>) | null> {
  await testDatabaseUrl()
  const { database: target } = await testConfig()
  assert.ok(target)
  const run = async (text: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client(clientConfig(target))
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(text)).rows
    } finally {
      await client.end()
    }
  }
  const [role] = await run('select rolsuper from pg_roles where rolname = current_user')
  return role?.['rolsuper'] === true ? async (text) => void (await run(text)) : null
}

/** A configuration whose database role owns its schema and has these rights besides; null where no role can be made. */
async function ownedBy(rights: string): Promise<Config> {
  const config = await testConfig({ OIDC_ISSUER: '' })
  if (admin === null || config.database === null) return config
  const user = `owner_${randomBytes(5).toString('hex')}`
  const password = randomBytes(12).toString('hex')
  const { database } = config.database
  await admin(
    `create role ${user} login nosuperuser ${rights} password '${password}'; grant create on database "${database}" to ${user}`,
  )
  afterTests(async () => await admin(`revoke create on database "${database}" from ${user}; drop role ${user}`))
  return { ...config, database: { ...config.database, user, password } }
}

/** A tenant with a purged and a live incident, made through the service; what the log holds of it. */
async function recorded(config: Config, database: Database): Promise<{ tenant: string; log(): Promise<unknown> }> {
  const { authenticate, recheck } = createAuthenticator({ config, database, log: pino({ level: 'silent' }) })
  const app = await createApp({ config, database, log: pino({ level: 'silent' }), authenticate, recheck })
  const url = await app.server.fastify.listen({ host: '127.0.0.1', port: 0 })
  try {
    const person = personWith(url, 'kept', '', await mintToken(database, { tenant: 'kept', role: 'admin', name: 'x' }))
    const { id } = await person.ok('POST', '/v1/incident', newIncident())
    await person.ok('POST', '/v1/incident', newIncident())
    await person.ok('DELETE', `/v1/incident/${id}?purge=true`)
  } finally {
    await app.close()
  }
  const log = async () =>
    (
      await asOwner(database, [
        `select to_json(e)::text as e, to_json(b)::text as b, to_json(s)::text as s
         from event e left join event_body b using (tenant_id, seq) left join event_subject s using (tenant_id, seq) order by seq, s.place`,
      ])
    ).rows
  return { tenant: 'kept', log }
}

const rewriting = [
  `update event set actor_name = 'Somebody else'`,
  'update event set seq = seq + 100',
  'update event set occurred_at = now()',
  `insert into event select * from event where seq = 1 on conflict (tenant_id, seq) do update set actor_name = 'Somebody else'`,
  'delete from event',
  'delete from event where seq = 1',
  'truncate event',
  'truncate event cascade',
  'truncate event, event_body',
  `update event_body set changes = '[]'`,
  'truncate event_body',
  `update event_subject set id = 'x'`,
  'update event_subject set lock = lock + 1',
  'delete from event_subject',
  'truncate event_subject',
]
const refused = /permission denied|append-only/

for (const { rights, stepsDown } of [
  { rights: 'createrole', stepsDown: true },
  { rights: 'nocreaterole', stepsDown: false },
]) {
  test(`the log is append-only for the service and for its owner, an owner with ${rights}`, {
    skip: admin === null && stepsDown ? 'this role may not make roles' : false,
  }, async () => {
    const config = await ownedBy(rights)
    const database = await testDatabase(config)
    assert.equal(database.serviceRole !== null, stepsDown)
    const { tenant, log } = await recorded(config, database)
    const before = await log()
    for (const statement of rewriting) {
      await assert.rejects(asService(database, { tenant }, [statement]), refused, `the service: ${statement}`)
      await assert.rejects(
        asService(database, { scope: 'operations' }, [statement]),
        refused,
        `the service across tenants: ${statement}`,
      )
      await assert.rejects(asOwner(database, [statement]), refused, `the owner: ${statement}`)
    }
    // An owner can give itself its rights again; the triggers stay.
    const again = 'grant all on event, event_body, event_subject to current_user'
    for (const statement of rewriting)
      await assert.rejects(asOwner(database, [again, statement]), /append-only/, statement)
    if (stepsDown) {
      for (const statement of rewriting)
        await assert.rejects(asService(database, { tenant }, [again, statement]), refused)
      for (const statement of [
        'alter table event disable trigger user',
        'drop trigger append_only on event',
        'drop table event_body',
        'set local session_replication_role = replica',
      ])
        await assert.rejects(
          asService(database, { tenant }, [statement]),
          /permission denied|must be owner|no privileges/,
          statement,
        )
    }
    assert.deepEqual(await log(), before)
  })
}
