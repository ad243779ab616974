// Finds followers that are due and works on them, a bounded number at a time.
import { randomUUID } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { pause } from '../pause.ts'
import { FollowerRun } from './follower-run.ts'
import { keyText, renewLeases, type Taken, takeFollowers } from './follower-store.ts'
import type { FollowerKind, FollowerLog } from './following.ts'
import type { Wake } from './wake.ts'

export type FollowersOptions = {
  database: Database
  wake: Wake
  kinds: readonly FollowerKind[]
  log: FollowerLog
  /** Followers worked on at a time in this process; default 256: they wait for the network, not for a processor. */
  most?: number
  /** Of one tenant; default 64. */
  mostOfTenant?: number
  /** How long a killed process keeps its followers from the others; default 30 s. */
  leaseSeconds?: number
  /** How often due followers are looked for besides wake-ups; default 1000. */
  pollMs?: number
}

export type Followers = {
  /** Looks for due followers of a tenant now: to be called after a change that made one due. */
  look(tenantId: string): void
  /** How many are being worked on here. */
  running(): number
  /** Takes no more and gives back what it has: each ends the event it is at, for at most `graceMs` (default 5000), then it is aborted. */
  stop(graceMs?: number): Promise<void>
}

/** A pause between two looks, so that a burst of wake-ups costs one. */
const LOOK_PAUSE_MS = 20

/** Starts working on followers in this process (following.ts tells how it goes); ends with stop(). */
export function startFollowers(options: FollowersOptions): Followers {
  const { database, wake, log, most = 256, mostOfTenant = 64, leaseSeconds = 30, pollMs = 1000 } = options
  const leaseMs = leaseSeconds * 1000
  const kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]))
  const owner = randomUUID()
  const runs = new Map<string, FollowerRun>()
  const stopping = new AbortController()
  const stopped = new AbortController()
  /** Tenants with news; null: look at all. */
  let pending: Set<string> | null = null
  let bell = Promise.withResolvers<void>()
  let troubled = false

  const look = (tenantId: string | null): void => {
    if (tenantId === null) pending = null
    else if (pending !== null) pending.add(tenantId)
    for (const run of runs.values()) if (tenantId !== null && run.taken.tenantId === tenantId) run.news = true
    bell.resolve()
  }

  const begin = (kind: FollowerKind, taken: Taken, takenAt: number): void => {
    const key = keyText(taken)
    runs.get(key)?.lose() // its lease ran out here before it noticed
    const run = new FollowerRun({ database, kind, taken, takenAt, log, stopping: stopping.signal, leaseMs })
    runs.set(key, run)
    void run.work().then(() => {
      const wasFull = runs.size >= most
      if (runs.get(key) === run) runs.delete(key)
      // News that came while it was held, or a place for one that waits.
      if (run.news) look(run.taken.tenantId)
      if (wasFull) look(null)
    })
  }

  const takeSome = async (tenants: readonly string[] | null): Promise<void> => {
    if (runs.size >= most || (tenants !== null && tenants.length === 0)) return
    const failing = [...runs.values()].filter((run) => run.taken.failures > 0).length
    const busy = new Map<string, number>()
    for (const { taken } of runs.values()) busy.set(taken.tenantId, (busy.get(taken.tenantId) ?? 0) + 1)
    const takenAt = performance.now()
    const taken = await takeFollowers(database, {
      owner,
      leaseSeconds,
      kinds: [...kinds.keys()],
      tenants,
      busy,
      most: most - runs.size,
      mostOfTenant,
      // Half of the places are kept for those that work: a hundred dead receivers delay nobody.
      mostFailing: Math.max(0, Math.floor(most / 2) - failing),
    })
    for (const one of taken) {
      const kind = kinds.get(one.kind)
      if (kind) begin(kind, one, takenAt)
    }
  }

  const seek = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      bell = Promise.withResolvers<void>()
      const tenants = pending === null ? null : [...pending]
      pending = new Set()
      try {
        await takeSome(tenants)
        troubled = false
      } catch (error) {
        if (!troubled) log.warn({ err: error }, 'due followers cannot be looked for; trying on')
        troubled = true
        await pause(pollMs, stopping.signal)
      }
      await pause(LOOK_PAUSE_MS, stopping.signal)
      await bell.promise
    }
  }

  const holdOn = async (): Promise<void> => {
    for (;;) {
      await pause(leaseMs / 3, stopped.signal)
      if (stopped.signal.aborted) return
      if (runs.size === 0) continue
      try {
        const at = performance.now()
        const before = [...runs]
        const still = await renewLeases(database, owner, leaseSeconds)
        for (const [key, run] of before) {
          if (still.get(key) === run.taken.fence) run.renewed(at)
          else if (runs.get(key) === run) run.lose()
        }
      } catch (error) {
        // A run whose lease gets too old ends by itself.
        log.warn({ err: error }, 'the leases of followers could not be renewed; trying again')
      }
    }
  }

  const unlisten = wake.listen(look)
  const poll = setInterval(() => look(null), pollMs)
  const loops = [seek(), holdOn()]
  return {
    look,
    running: () => runs.size,
    stop: async (graceMs = 5000) => {
      unlisten()
      clearInterval(poll)
      stopping.abort()
      bell.resolve()
      await loops[0]
      const grace = setTimeout(() => {
        for (const run of runs.values()) run.cut()
      }, graceMs)
      await Promise.all([...runs.values()].map((run) => run.ended))
      clearTimeout(grace)
      stopped.abort()
      await loops[1]
    },
  }
}
