// Tells the streams of this process who is looking at what.
import type { Row } from '../database/batch.ts'
import type { Database } from '../database/database.ts'
import type { Notice, Notices } from '../log/notice.ts'
import type { Wake } from '../log/wake.ts'
import { selectPresentIn, shownPresent } from './store.ts'

export type PresenceWatchOptions = {
  database: Database
  wake: Wake
  /** How often it is looked at, whatever hints come; default once a second. */
  pollMs?: number
}

/** A tenant with readers. */
type Followed = {
  listeners: Set<(notice: Notice) => void>
  /** What was told last, by incident; an incident without anybody is left out. */
  told: Map<string, { text: string; notice: Notice }>
}

const POLL_MS = 1000
/** After a hint; a tenant with many events is looked at no more often than this. */
const GATHER_MS = 200

/**
 * Tells the streams of this process who is looking at what. One statement a second asks for all tenants with readers here, since those
 * who just stay away tell nobody; hints of those who come and go make it faster. Costs nothing while nobody reads.
 */
export function watchPresence({ database, wake, pollMs = POLL_MS }: PresenceWatchOptions): Notices {
  const followed = new Map<string, Followed>()
  const due = new Set<string>()
  let reading = false
  let poll: NodeJS.Timeout | undefined
  let gathering: NodeJS.Timeout | undefined
  let unlisten: (() => void) | undefined

  /** One read after the other, so that what is told never goes back in time. */
  const look = async (): Promise<void> => {
    if (reading) return
    reading = true
    while (due.size > 0) {
      const tenants = [...due]
      due.clear()
      try {
        const rows = await database.scoped('follower', selectPresentIn(tenants))
        const byTenant = Map.groupBy(rows, (row) => String(row['tenant_id']))
        for (const tenantId of tenants) give(followed.get(tenantId), byTenant.get(tenantId) ?? [])
      } catch {
        // The database is away: what was told stays, and the next look comes in a second.
      }
    }
    reading = false
  }

  const hinted = (tenantId: string | null): void => {
    const tenants = tenantId === null ? [...followed.keys()] : followed.has(tenantId) ? [tenantId] : []
    if (tenants.length === 0) return
    for (const one of tenants) due.add(one)
    gathering ??= setTimeout(() => {
      gathering = undefined
      void look()
    }, GATHER_MS)
  }

  const begin = (): void => {
    unlisten = wake.listen(hinted)
    poll = setInterval(() => {
      for (const tenantId of followed.keys()) due.add(tenantId)
      void look()
    }, pollMs)
  }

  const end = (): void => {
    unlisten?.()
    clearInterval(poll)
    clearTimeout(gathering)
    gathering = undefined
    due.clear()
  }

  return {
    follow: (tenantId, listener) => {
      if (followed.size === 0) begin()
      const one = followed.get(tenantId) ?? { listeners: new Set(), told: new Map() }
      followed.set(tenantId, one)
      one.listeners.add(listener)
      for (const { notice } of one.told.values()) listener(notice)
      due.add(tenantId)
      void look()
      return () => {
        if (!one.listeners.delete(listener) || one.listeners.size > 0) return
        followed.delete(tenantId)
        if (followed.size === 0) end()
      }
    },
  }
}

/** Tells what differs from what was told last. */
function give(one: Followed | undefined, rows: readonly Row[]): void {
  if (!one) return
  const byIncident = Map.groupBy(rows, (row) => String(row['incident_id']))
  for (const incidentId of new Set([...one.told.keys(), ...byIncident.keys()])) {
    const present = (byIncident.get(incidentId) ?? []).map(({ tenant_id: _, incident_id: __, ...row }) => row)
    const text = JSON.stringify({ incident_id: incidentId, present: shownPresent(present) })
    if (one.told.get(incidentId)?.text === text) continue
    const notice = { incidentId, bytes: Buffer.from(`event: presence\ndata: ${text}\n\n`) }
    if (present.length === 0) one.told.delete(incidentId)
    else one.told.set(incidentId, { text, notice })
    for (const listener of [...one.listeners]) listener(notice)
  }
}
