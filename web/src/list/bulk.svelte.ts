// Changes many incidents at once.
import { ConflictError, type Incident } from '@tocsin/client'
import { catalog } from '../catalog/catalog.svelte.ts'
import { failureOf, isAborted } from '../failure/failure.ts'
import { m } from '../message/message.ts'
import { session } from '../session/session.svelte.ts'

/** Calls on their way at once. */
const atOnce = 4

export type Action =
  | { kind: 'status'; value: string }
  | { kind: 'severity'; value: string }
  | { kind: 'delete' }
  | { kind: 'restore' }

/** What an action has done: the incident as it was, and as it is. */
export type Done = { before: Incident; after: Incident | undefined }
export type Refused = { incident: Incident; reason: string }
export type Outcome = { done: readonly Done[]; refused: readonly Refused[]; stopped: boolean }

/** One action on several incidents, each a call of its own, guarded by the version that was seen. */
export class Bulk {
  #count = $state(0)
  #done = $state(0)
  #controller: AbortController | undefined = $state.raw()

  get running(): boolean {
    return this.#controller !== undefined
  }
  get count(): number {
    return this.#count
  }
  get done(): number {
    return this.#done
  }

  /** Does it to each; never throws. */
  async run(action: Action, incidents: readonly Incident[]): Promise<Outcome> {
    const controller = new AbortController()
    this.#controller = controller
    this.#count = incidents.length
    this.#done = 0
    const done: Done[] = []
    const refused: Refused[] = []
    const waiting = [...incidents]
    const work = async (): Promise<void> => {
      for (let one = waiting.shift(); one !== undefined && !controller.signal.aborted; one = waiting.shift()) {
        try {
          done.push({ before: one, after: await act(action, one, controller.signal) })
        } catch (error) {
          if (!isAborted(error)) refused.push({ incident: one, reason: reasonOf(error) })
        }
        this.#done++
      }
    }
    await Promise.all(Array.from({ length: Math.min(atOnce, incidents.length) }, work))
    this.#controller = undefined
    return { done, refused, stopped: controller.signal.aborted }
  }

  /** Begins no more of them. */
  stop(): void {
    this.#controller?.abort()
  }
}

/** The incidents as they stand now: for trying again those that someone else changed meanwhile. */
export async function asTheyStand(incidents: readonly Incident[]): Promise<Incident[]> {
  const read = await Promise.allSettled(incidents.map(({ id }) => session.tocsin.incident.get(id)))
  return read.flatMap((one, place) => (one.status === 'fulfilled' ? one.value : (incidents[place] ?? [])))
}

/** Sets a status or severity back to what it was, each from the version that was made of it. Gives how many would not go back. */
export async function undo(kind: 'status' | 'severity', done: readonly Done[]): Promise<number> {
  const back = done.map(async ({ before, after }) => {
    if (after === undefined || after.occ_lock === before.occ_lock) return
    await session.tocsin.incident.patch(before.id, { ...earlier(kind, before), occ_lock: after.occ_lock })
  })
  const settled = await Promise.allSettled(back)
  return settled.filter(({ status }) => status === 'rejected').length
}

async function act(action: Action, incident: Incident, signal: AbortSignal): Promise<Incident | undefined> {
  const { id, occ_lock } = incident
  const { incident: calls } = session.tocsin
  if (action.kind === 'delete') {
    await calls.delete(id, { occ_lock }, { signal })
    return undefined
  }
  if (action.kind === 'restore') return await calls.restore(id, {}, { signal })
  return await calls.patch(id, { [action.kind]: action.value, occ_lock }, { signal })
}

function earlier(kind: 'status' | 'severity', { status, severity, resolved_date }: Incident) {
  if (kind === 'severity') return { severity }
  // When it was resolved belongs to a status that says so, and to no other.
  return resolved_date === null || !catalog.isDone(status) ? { status } : { status, resolved_date }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof ConflictError)) return failureOf(error).text
  const by = error.changes.at(-1)?.by
  return by === undefined ? m('list.conflict') : m('list.conflict_by', { name: by })
}
