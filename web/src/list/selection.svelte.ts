// The incidents selected in the list.
import type { Incident } from '@tocsin/client'

/** The incidents chosen for doing something to all of them; they stay chosen on other pages. */
export class Selection {
  #chosen: ReadonlyMap<string, Incident> = $state.raw(new Map())
  #anchor: string | undefined

  get size(): number {
    return this.#chosen.size
  }
  get incidents(): readonly Incident[] {
    return [...this.#chosen.values()]
  }
  has(id: string): boolean {
    return this.#chosen.has(id)
  }

  /** Chooses one or lets go of it; `range`: does the same to all rows since the last one. */
  toggle(incident: Incident, rows: readonly Incident[], range = false): void {
    const on = !this.has(incident.id)
    const from = rows.findIndex(({ id }) => id === this.#anchor)
    const to = rows.findIndex(({ id }) => id === incident.id)
    const meant = range && from >= 0 && to >= 0 ? rows.slice(Math.min(from, to), Math.max(from, to) + 1) : [incident]
    this.set(meant, range && from >= 0 ? this.has(this.#anchor ?? '') : on)
    this.#anchor = incident.id
  }

  /** Chooses these, or lets go of them. */
  set(incidents: readonly Incident[], on: boolean): void {
    const next = new Map(this.#chosen)
    for (const incident of incidents) {
      if (on) next.set(incident.id, incident)
      else next.delete(incident.id)
    }
    this.#chosen = next
  }

  /** Takes over what has become of those chosen. */
  refresh(rows: readonly Incident[]): void {
    if (!rows.some((row) => (this.#chosen.get(row.id) ?? row) !== row)) return
    const next = new Map(this.#chosen)
    for (const row of rows) if (next.has(row.id)) next.set(row.id, row)
    this.#chosen = next
  }

  clear(): void {
    this.#chosen = new Map()
    this.#anchor = undefined
  }
}
