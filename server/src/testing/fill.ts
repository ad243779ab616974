// Fills a tenant with something of every kind.
import assert from 'node:assert/strict'
import type { Database } from '../database/database.ts'
import type { Walk } from './endpoints.ts'
import { asService, tenantTables } from './sessions.ts'

/**
 * Makes something of every kind in the tenant of a walk, by calling every endpoint that writes: afterwards each table has a row of it.
 * (What a service writes by itself only after a while is written here.)
 */
export async function fill(database: Database, { writes, valid, person }: Walk): Promise<void> {
  for (const one of writes) {
    if (forAccounts.includes(one.operationId)) continue
    const { path, body } = await valid(one)
    const answer = await person.call(
      one.method,
      path,
      body,
      one.method === 'POST' ? { 'idempotency-key': one.operationId } : {},
    )
    assert.ok(answer.status < 300, `${one.operationId}: ${answer.status} ${answer.text}`)
    // What has gone leaves nothing behind: one of each stays.
    if (one.method === 'DELETE') await valid(one)
  }
  const tenant = `'${person.tenant}'`
  for (const [table, missing] of Object.entries(writtenLater)) {
    await asService(database, { tenant: person.tenant }, [
      `insert into ${table} ${missing(tenant)} on conflict do nothing`,
    ])
  }
  for (const table of await tenantTables(database)) {
    const { rows } = await asService(database, { scope: 'operations' }, [
      `select count(*)::int as rows from ${table} where tenant_id = ${tenant}`,
    ])
    assert.notEqual(rows[0]?.['rows'], 0, `no call makes a row of ${table}: tell testing/fill.ts how one is made`)
  }
}

/** Only who has an account can do it; the person of a walk has none. */
const forAccounts = ['changeOwnPassword']

const writtenLater: Record<string, (tenant: string) => string> = {
  mail_sent: (tenant) =>
    `(tenant_id, subscription_id, seq) select ${tenant}, id, 1 from mail_subscription where tenant_id = ${tenant} limit 1`,
  promise: (tenant) => `(tenant_id, incident_id, made_lock, number, made_at, made_by, due_at)
    select ${tenant}, id, 0, number, now(), 'x', now() + interval '1 day' from incident where tenant_id = ${tenant} limit 1`,
  request_lot: (tenant) => `(tenant_id, person, ends_at, taken, lot) values (${tenant}, 'x', now(), 1, 1)`,
  webhook_delivery: (
    tenant,
  ) => `(tenant_id, webhook_id, id, kind, event_type, message_id, attempted_at, duration_ms, succeeded)
    select ${tenant}, id, gen_random_uuid(), 'ping', 'ping', 'x', now(), 1, true from webhook where tenant_id = ${tenant} limit 1`,
  webhook_replay: (tenant) => `(tenant_id, id, webhook_id, from_seq, to_seq)
    select ${tenant}, gen_random_uuid(), id, 1, 1 from webhook where tenant_id = ${tenant} limit 1`,
}
