// The database as the service uses it: reads, transactions, the tenant set in each.
import type pg from 'pg'
import { AppError } from '../errors.ts'
import type { Context } from '../permission.ts'
import { type Result, type Row, runBatch } from './batch.ts'
import { actingAs, commitStatements, DEFINITIONS_MOVED } from './commit.ts'
import { isConnectionError, isRetryable, isServerError, Retry, sqlState, translate } from './failure.ts'
import { claimIdempotencyKey, keepAnswer } from './idempotency.ts'
import { KeyedSemaphore } from './keyed-semaphore.ts'
import { LookupBatcher } from './lookup-batcher.ts'
import { openPool, POOL_WAIT_MS, type PoolOptions, searchPathOf } from './pool.ts'
import { type Sql, sql } from './sql.ts'
import type { Tx } from './transaction.ts'

/** Work that reaches across tenants, each kind under row policies of its own name (ARCHITECTURE.md lists them). */
export type Scope = 'identity' | 'instance' | 'follower' | 'operations'

export type DatabaseOptions = PoolOptions & {
  /** Role taken on in each transaction (SET LOCAL ROLE); null when the connection's own role is the service's. */
  serviceRole: string | null
  /** False: no statement is prepared by name, for poolers that hand connections around; default true. */
  prepareStatements?: boolean
  /** Whether actors of kind `import` may say when what they bring over was recorded; only for commands, never for the service. */
  imports?: boolean
}

export type { Tx } from './transaction.ts'

export type Database = {
  /** One statement in one round trip, seeing the actor's tenant only. */
  read(tenantId: string, statement: Sql): Promise<Row[]>
  /** The same for a statement that finds its rows by key: such statements of several requests may share the round trip. */
  lookup(tenantId: string, statement: Sql): Promise<Row[]>
  /**
   * Several statements in one round trip and one transaction. `keepPlans`: each has one plan that is right for all values, which PostgreSQL
   * is to keep even where it expects to find a cheaper one for the values at hand.
   */
  reads(tenantId: string, statements: readonly Sql[], keepPlans?: boolean): Promise<Result[]>
  /** Runs `work` in one transaction for the actor's tenant. Serialization failures and deadlocks are tried again, so `work` may run more than once. */
  transaction<T>(context: Context, work: (tx: Tx) => Promise<T>): Promise<T>
  /** One statement under a named cross-tenant policy. */
  scoped(scope: Scope, statement: Sql): Promise<Row[]>
  /** A transaction under a named cross-tenant policy; with a context, its Idempotency-Key is honoured. */
  scopedTransaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>, context?: Context): Promise<T>
  /** A connection of its own, outside the pool, in the schema (COPY, LISTEN); the caller ends it. Only for code in database/. */
  connect(): Promise<pg.Client>
  readonly schema: string
  readonly serviceRole: string | null
  /** Calls the listener after each commit that gave those who follow a tenant's log something to do; null: any tenant's. */
  onWake(listener: (tenantId: string | null) => void): void
  /** Calls those listeners. */
  wake(tenantId: string | null): void
  pool(): { total: number; idle: number; waiting: number; max: number }
  close(): Promise<void>
}

const ATTEMPTS = 5
const KEEP_PLANS = sql`, set_config('plan_cache_mode', 'force_generic_plan', true)`

/** Opens a pool. Connections are made when needed: the server may still be away. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = openPool(options)
  // One tenant's writers queue for one row (its seq) anyway: letting them take every connection would only stop the other tenants.
  const turns = new KeyedSemaphore(Math.max(1, Math.ceil(options.maxConnections * 0.4)))
  const searchPath = searchPathOf(options.schema)
  const named = options.prepareStatements ?? true

  const listeners: ((tenantId: string | null) => void)[] = []
  const wake = (tenantId: string | null): void => {
    for (const listen of listeners) listen(tenantId)
  }
  const acting = (context: Context | undefined): Sql => (context ? actingAs(context, options.imports === true) : sql``)

  const role = options.serviceRole === null ? sql`` : sql`, set_config('role', ${options.serviceRole}, true)`
  const settings = (tenantId: string | null, scope: Scope | null, more = sql``): Sql =>
    sql`select set_config('search_path', ${searchPath}, true), set_config('app.tenant_id', ${tenantId ?? ''}, true), set_config('app.scope', ${scope ?? ''}, true)${more}${role}`

  async function readIn(
    tenantId: string | null,
    scope: Scope | null,
    statements: readonly Sql[],
    more?: Sql,
  ): Promise<Result[]> {
    const results = await readBatch([settings(tenantId, scope, more), ...statements])
    return results.slice(1)
  }

  async function readBatch(statements: readonly Sql[]): Promise<Result[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await pool.use((client) => runBatch(client, statements, named))
      } catch (error) {
        // A plan that a migration of another version made stale: nothing has run, a fresh connection plans anew.
        if (attempt < ATTEMPTS && isRetryable(error)) continue
        throw translate(error)
      }
    }
  }

  // One transaction: what is set at its begin holds to its end, and before each further lookup only the tenant changes.
  const lookups = new LookupBatcher(async (wanted) => {
    const statements = wanted.flatMap(({ tenantId, statement }, i) => [
      i === 0 ? settings(tenantId, null) : sql`select set_config('app.tenant_id', ${tenantId}, true)`,
      statement,
    ])
    const results = await readBatch(statements)
    return wanted.map((_, i) => results[2 * i + 1]?.rows ?? [])
  })

  async function attempt<T>(
    tenantId: string | null,
    scope: Scope | null,
    context: Context | undefined,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    return await pool.use(async (client) => {
      let state = 'new' as 'new' | 'open' | 'committed' | 'dead' // run() changes it while the work is awaited
      const idempotency = context?.idempotency
      const waking = new Set<string | null>()
      const run = async (statements: readonly Sql[], commit: boolean): Promise<Result[]> => {
        if (state === 'committed' || state === 'dead') throw new Error('a transaction was used after its end')
        const before = state === 'new' ? [sql`begin`, settings(tenantId, scope, acting(context))] : []
        state = 'open'
        const results = await runBatch(client, [...before, ...statements, ...(commit ? [sql`commit`] : [])], named)
        if (commit) {
          state = 'committed'
          if (results.at(-1)?.command !== 'COMMIT') throw new Error('the database did not commit')
        }
        return results.slice(before.length, before.length + statements.length)
      }
      const tx: Tx = {
        tenantId: tenantId ?? '',
        query: async (statement) => (await run([statement], false))[0]?.rows ?? [],
        queries: (statements) => run(statements, false),
        commit: async (change) => {
          const { definitions } = change.ticket ?? {}
          waking.add(tenantId)
          try {
            // With an idempotency key the answer still has to be kept before the commit.
            const results = await run(commitStatements(change), idempotency === undefined)
            return results.slice(1, 1 + change.writes.length)
          } catch (error) {
            if (definitions && sqlState(error) === DEFINITIONS_MOVED)
              throw new Retry((again) => definitions.hold(again))
            throw error
          }
        },
        wake: (of) => {
          waking.add(of)
        },
      }
      try {
        if (idempotency) await claimIdempotencyKey(tx, context.actor, idempotency)
        const result = await work(tx)
        if (state === 'open')
          await run(idempotency ? keepAnswer(context.actor, idempotency, idempotency.answer(result)) : [], true)
        for (const of of waking) wake(of)
        return result
      } catch (error) {
        if (state === 'open' && (isServerError(error) || error instanceof AppError || !isConnectionError(error))) {
          state = 'dead'
          await runBatch(client, [sql`rollback`], named)
        }
        state = 'dead'
        throw error
      }
    })
  }

  async function inTransaction<T>(
    tenantId: string | null,
    scope: Scope | null,
    context: Context | undefined,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const release = await turns.take(tenantId ?? '', POOL_WAIT_MS)
    let moving = true
    let hold: Retry['hold'] | undefined
    try {
      for (let count = 1; ; count++) {
        try {
          return await attempt(tenantId, scope, context, async (tx) => {
            await hold?.(tx)
            return await work(tx)
          })
        } catch (error) {
          if (error instanceof Retry) hold = error.hold
          if (count < ATTEMPTS && (error instanceof Retry || isRetryable(error))) {
            await new Promise((wake) => setTimeout(wake, Math.random() * 10 * count))
            continue
          }
          const failure = translate(error)
          moving = !(failure instanceof AppError) || failure.code !== 'unavailable'
          throw failure
        }
      }
    } finally {
      release(moving)
    }
  }

  return {
    read: async (tenantId, statement) => (await readIn(tenantId, null, [statement]))[0]?.rows ?? [],
    lookup: (tenantId, statement) => lookups.run(tenantId, statement),
    reads: (tenantId, statements, keepPlans = false) =>
      readIn(tenantId, null, statements, keepPlans ? KEEP_PLANS : undefined),
    transaction: (context, work) => inTransaction(context.actor.tenantId, null, context, work),
    scoped: async (scope, statement) => (await readIn(null, scope, [statement]))[0]?.rows ?? [],
    scopedTransaction: (scope, work, context) => inTransaction(context?.actor.tenantId ?? null, scope, context, work),
    connect: () => pool.connect(),
    schema: options.schema,
    serviceRole: options.serviceRole,
    onWake: (listener) => {
      listeners.push(listener)
    },
    wake,
    pool: () => pool.standing(),
    close: () => pool.close(),
  }
}
