/** GET /v1/usage: what a tenant uses of its shares and quotas. */
import { type Budgets, shares } from '../admission/budgets.ts'
import type { Use } from '../admission/share.ts'
import type { Database } from '../database/database.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { type Share, Usage } from './schema.ts'
import { quotasOf, selectKept } from './store.ts'

export type UsageParts = { database: Database; budgets: Budgets; streams: { of(tenantId: string): Use } }

export function usageEndpoint({ database, budgets, streams }: UsageParts): Endpoint {
  const sharesOf = (tenantId: string): Share[] => [
    ...Object.entries(shares).map(([name, { of, unit }]) => ({ name, unit, ...budgets[of].of(tenantId) })),
    { name: 'streams', unit: 'streams', ...streams.of(tenantId) },
  ]
  return endpoint({
    method: 'GET',
    path: '/v1/usage',
    operationId: 'getUsage',
    tag: 'Usage',
    summary: 'What the tenant uses of its shares and quotas',
    description:
      'What is scarce is shared fairly between tenants. `shares` is what the tenant has under way in the process that answers: what goes beyond the limit waits, and what waits too long, or beside too much, is refused with 429 or 503 and `Retry-After`. `quotas` is what it keeps: beyond the limit 409, for kept answers 429.',
    permission: 'usage.read',
    answer: Usage,
    handler: async ({ actor }) => {
      const [kept] = await database.read(actor.tenantId, selectKept(actor))
      return { data: { shares: sharesOf(actor.tenantId), quotas: quotasOf(kept) } }
    },
  })
}
