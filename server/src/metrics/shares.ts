// What /metrics tells of what tenants share: how much of it is taken, and how near the fullest tenant is to its quota. It names no tenant.
import { Counter, Gauge, type Registry } from 'prom-client'
import { quotas } from '../admission/quotas.ts'
import type { FairShare } from '../admission/share.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { fresh } from './fresh.ts'

/** Shares of this process by name. */
export type NamedShares = Readonly<Record<string, Pick<FairShare, 'all'>>>

/** Adds the numbers of shares and quotas to a registry. */
export function addShareMetrics(registry: Registry, shares: NamedShares, database: Database): void {
  const registers = [registry]
  new Gauge({
    name: 'tocsin_share_places',
    help: 'What tenants share in this process (requests, or bytes where the name says so): used now, waiting for their turn, and the limit',
    labelNames: ['share', 'state'],
    registers,
    collect() {
      for (const [share, one] of Object.entries(shares)) {
        const { used, waiting, limit } = one.all()
        this.set({ share, state: 'used' }, used)
        this.set({ share, state: 'waiting' }, waiting)
        this.set({ share, state: 'limit' }, limit)
      }
    },
  })
  new Counter({
    name: 'tocsin_share_refused_total',
    help: 'What was refused by this process, with 429 or 503, because its share was taken',
    labelNames: ['share'],
    registers,
    collect() {
      this.reset()
      for (const [share, one] of Object.entries(shares)) this.inc({ share }, one.all().refused)
    },
  })
  const ask = fresh(() => mostKept(database))
  new Gauge({
    name: 'tocsin_kept_answer_bytes_most',
    help: 'Bytes of answers kept under Idempotency-Keys in 24 hours, of the tenant that has most',
    registers,
    async collect() {
      this.set((await ask()) ?? Number.NaN)
    },
  })
  new Gauge({
    name: 'tocsin_kept_answer_bytes_limit',
    help: 'The same: the most that one tenant may have',
    registers,
  }).set(quotas.kept_answer_bytes)
}

async function mostKept(database: Database): Promise<number> {
  const [row] = await database.scoped(
    'follower',
    sql`select coalesce(max(bytes), 0) as most from
      (select sum(bytes) as bytes from kept_answers where hour > now() - interval '25 hours' group by tenant_id) k`,
  )
  return Number(row?.['most'])
}
