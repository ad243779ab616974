// SQL of followers: cursors, leases, failures.
import type { Database } from '../database/database.ts'
import { utc } from '../database/instant.ts'
import { outboundIsOn } from '../database/outbound.ts'
import { raw, type Sql, sql } from '../database/sql.ts'

/** Names one follower: `kind` says what it is (webhook, mail), `id` which one. */
export type FollowerKey = { tenantId: string; kind: string; id: string }

/**
 * The statement that adds a follower, to be run in a transaction of its tenant. Without `after` it starts at the present head: it
 * gets what is committed from now on. `until` makes it end at that position.
 */
export function insertFollower(key: FollowerKey, options: { after?: number; until?: number } = {}): Sql {
  const cursor =
    options.after === undefined
      ? sql`(select seq from tenant where tenant_id = ${key.tenantId})`
      : sql`${options.after}::bigint`
  return sql`insert into follower (tenant_id, kind, id, cursor, until_seq)
    values (${key.tenantId}, ${key.kind}, ${key.id}::uuid, ${cursor}, ${options.until ?? null}::bigint)`
}

/** The statement that makes the next try due at once; a stopped follower stays stopped. */
export function followerDueNow(key: FollowerKey): Sql {
  return sql`update follower set next_try_at = '-infinity' where ${is(key)}`
}

/** The statement that switches a follower on again: it goes on where it stood, at once, its failures forgotten. */
export function startFollower(key: FollowerKey): Sql {
  return sql`update follower set state = 'active', stopped_reason = null, failures = 0, failing_since = null, next_try_at = '-infinity'
    where ${is(key)} and state = 'stopped'`
}

/** The statement that switches a follower off. An event it is just dealing with still counts when it ends well. */
export function stopFollower(key: FollowerKey, reason: string): Sql {
  return sql`update follower set state = 'stopped', stopped_reason = ${reason} where ${is(key)} and state = 'active'`
}

/**
 * The statement that passes over the event at `seq`, which failed and waits for another try; gives a row when it did. Whoever is just
 * trying it records nothing any more.
 */
export function skipEvent(key: FollowerKey, seq: number, reason: string): Sql {
  return sql`update follower set cursor = ${seq}::bigint, ${forgetFailures}, next_try_at = '-infinity', fence = fence + 1,
      lease_owner = null, lease_until = null, set_aside = set_aside + 1, set_aside_seq = ${seq}::bigint, set_aside_at = clock_timestamp(), set_aside_error = ${reason}
    where ${is(key)} and cursor = ${seq}::bigint - 1 and failures > 0 returning 1 as skipped`
}

const forgetFailures = raw('failures = 0, failing_since = null, last_error = null')

/**
 * Columns that tell how the follower `f` stands, for a select that joins it: cursor, until_seq, state, stopped_reason, failures,
 * failing_since, last_error, next_try_at (null: at once), set_aside and last_set_aside (seq, at, error; null: none). Instants are UTC
 * with microseconds.
 */
export const followerColumns = sql`f.cursor, f.until_seq, f.state, f.stopped_reason, f.failures,
  ${utc('f.failing_since')} as failing_since, f.last_error,
  case when f.next_try_at > '-infinity' then ${utc('f.next_try_at')} end as next_try_at,
  f.set_aside, case when f.set_aside_at is not null then json_build_object('seq', f.set_aside_seq,
    'at', ${utc('f.set_aside_at')}, 'error', f.set_aside_error) end as last_set_aside`

function is(key: FollowerKey): Sql {
  return sql`tenant_id = ${key.tenantId} and kind = ${key.kind} and id = ${key.id}::uuid`
}

/** A follower that this process has taken, as it stood then. */
export type Taken = FollowerKey & {
  fence: number
  cursor: number
  until: number | null
  failures: number
  /** Seconds since the first of the failures in a row, by the database's clock; 0 without one. */
  failingSeconds: number
  /** Events set aside since the last success. */
  setAsideInRow: number
}

export type Claim = {
  owner: string
  leaseSeconds: number
  kinds: readonly string[]
  /** Only these tenants; null: any. */
  tenants: readonly string[] | null
  /** How many of a tenant are running here. */
  busy: ReadonlyMap<string, number>
  most: number
  mostOfTenant: number
  /** Most of those whose last try failed. */
  mostFailing: number
}

/**
 * Takes followers that have something to do and nobody working on them: those whose last try went well first, then by how long they
 * have been due. Any number of processes may call it at once; each gets others.
 */
export async function takeFollowers(database: Database, claim: Claim): Promise<Taken[]> {
  const tenants = claim.tenants === null ? sql`` : sql` and f.tenant_id = any(${claim.tenants}::text[])`
  const free = raw(
    `f.state = 'active' and f.next_try_at <= statement_timestamp() and (f.lease_until is null or f.lease_until <= statement_timestamp())`,
  )
  const rows = await database.scoped(
    'follower',
    sql`with due as (
        select f.tenant_id, f.kind, f.id,
          row_number() over (partition by f.tenant_id order by f.failures > 0, f.next_try_at, f.id) as of_tenant,
          row_number() over (partition by f.failures > 0 order by f.next_try_at, f.tenant_id, f.id) as of_health
        from follower f join tenant t on t.tenant_id = f.tenant_id
        where ${outboundIsOn} and ${free} and f.cursor < least(t.seq, f.until_seq) and f.kind = any(${claim.kinds}::text[])${tenants}),
      busy as (select * from unnest(${[...claim.busy.keys()]}::text[], ${[...claim.busy.values()]}::int[]) as b (tenant_id, running)),
      chosen as (
        select f.tenant_id, f.kind, f.id
        from due join follower f on f.tenant_id = due.tenant_id and f.kind = due.kind and f.id = due.id
          left join busy b on b.tenant_id = f.tenant_id
        where ${free} and due.of_tenant <= ${claim.mostOfTenant}::int - coalesce(b.running, 0) and (f.failures = 0 or due.of_health <= ${claim.mostFailing})
        order by f.failures > 0, f.next_try_at limit ${claim.most}
        for update of f skip locked)
      update follower f set lease_owner = ${claim.owner}::uuid, fence = f.fence + 1,
        lease_until = clock_timestamp() + make_interval(secs => ${claim.leaseSeconds})
      from chosen c where f.tenant_id = c.tenant_id and f.kind = c.kind and f.id = c.id
      returning f.tenant_id, f.kind, f.id, f.fence, f.cursor, f.until_seq, f.failures, f.set_aside_in_row,
        coalesce(extract(epoch from clock_timestamp() - f.failing_since), 0)::float8 as failing_seconds`,
  )
  return rows.map((row) => ({
    tenantId: row['tenant_id'] as string, // text not null, as kind and id
    kind: row['kind'] as string,
    id: row['id'] as string,
    fence: Number(row['fence']),
    cursor: Number(row['cursor']),
    until: row['until_seq'] === null ? null : Number(row['until_seq']),
    failures: Number(row['failures']),
    failingSeconds: Number(row['failing_seconds']),
    setAsideInRow: Number(row['set_aside_in_row']),
  }))
}

/** Holds on to what this process has taken; gives the keys (see keyText) it still has. */
export async function renewLeases(
  database: Database,
  owner: string,
  leaseSeconds: number,
): Promise<Map<string, number>> {
  const rows = await database.scoped(
    'follower',
    sql`update follower set lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
        where lease_owner = ${owner}::uuid and lease_until > clock_timestamp() returning tenant_id, kind, id, fence`,
  )
  return new Map(
    rows.map((row) => [
      keyText({ tenantId: row['tenant_id'] as string, kind: row['kind'] as string, id: row['id'] as string }), // text not null
      Number(row['fence']),
    ]),
  )
}

/** One text for a key, unlike that of any other. */
export function keyText({ tenantId, kind, id }: FollowerKey): string {
  return `${kind} ${id} ${tenantId}`
}

/** What an event came to, for the follower's row. */
export type Step =
  /** `succeeded`: it was delivered; false: it was of no concern. */
  | { to: 'moved'; cursor: number; succeeded: boolean }
  | { to: 'set aside'; cursor: number; error: string }
  | { to: 'failed'; error: string; afterMs: number }
  | { to: 'stopped'; reason: string; error: string | null }

/**
 * The statement that records a step, only while the lease is the one of this fence and the row stands where the step began; gives a
 * row with `active` when it did.
 */
export function recordStep(taken: Taken, step: Step): Sql {
  const set =
    step.to === 'moved'
      ? sql`cursor = ${step.cursor}::bigint, ${forgetFailures}, next_try_at = '-infinity'${step.succeeded ? raw(', set_aside_in_row = 0') : raw('')}`
      : step.to === 'set aside'
        ? sql`cursor = ${step.cursor}::bigint, ${forgetFailures}, next_try_at = '-infinity', set_aside = set_aside + 1, set_aside_in_row = set_aside_in_row + 1,
            set_aside_seq = ${step.cursor}::bigint, set_aside_at = clock_timestamp(), set_aside_error = ${step.error}`
        : step.to === 'failed'
          ? sql`failures = failures + 1, failing_since = coalesce(failing_since, clock_timestamp()), last_error = ${step.error},
            next_try_at = clock_timestamp() + make_interval(secs => ${step.afterMs / 1000}::float8), lease_owner = null, lease_until = null`
          : sql`state = 'stopped', stopped_reason = ${step.reason}, last_error = coalesce(${step.error}, last_error), lease_owner = null, lease_until = null`
  // Switching off and on again forgets failures; an event that was dealt with meanwhile still counts.
  const since =
    step.to === 'moved' || step.to === 'set aside'
      ? sql`cursor = ${taken.cursor}`
      : sql`cursor = ${taken.cursor} and failures = ${taken.failures}`
  return sql`update follower set ${set} where ${is(taken)} and fence = ${taken.fence} and ${since}
    returning state = 'active' as active`
}

/** Whether a step is in the row already: its answer was lost, not the step. */
export async function stepIsRecorded(database: Database, taken: Taken, step: Step): Promise<boolean> {
  const after =
    step.to === 'moved' || step.to === 'set aside'
      ? sql`cursor = ${step.cursor}::bigint`
      : step.to === 'failed'
        ? sql`failures = ${taken.failures + 1}`
        : sql`state = 'stopped'`
  const rows = await database.scoped(
    'follower',
    sql`select 1 as there from follower where ${is(taken)} and fence = ${taken.fence} and ${after}`,
  )
  return rows.length > 0
}

/** Gives a follower back, for whoever finds it due next. */
export async function giveBack(database: Database, taken: Taken, behindOthers: boolean): Promise<void> {
  const later = behindOthers ? sql`, next_try_at = greatest(next_try_at, clock_timestamp())` : sql``
  await database.scoped(
    'follower',
    sql`update follower set lease_owner = null, lease_until = null${later} where ${is(taken)} and fence = ${taken.fence}`,
  )
}
