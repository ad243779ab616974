import { ConflictError, type Event, type Incident, type Tocsin, TocsinError } from '@tocsin/client'
import { readDraft, removeDraft, writeDraft } from '../draft/store.ts'
import { type Failure, failureOf, isAborted } from '../failure/failure.ts'
import type { LiveItem } from '../live/item.ts'
import { beginReading } from '../resource/opening.ts'
import {
  beginEdit,
  type Edit,
  isChanged,
  isConflict,
  type News,
  newsFrom,
  newsOf,
  readEdits,
  receive,
  settle,
  withNews,
} from './edit.ts'
import { differing, type Field, patchOf, type Value, valueIn } from './fields.ts'
import { merge } from './merge.ts'
import { Past } from './past.svelte.ts'
import { eventsSince, findIncident, type Purged } from './source.ts'

export type Phase =
  | 'loading'
  | 'shown'
  /** It lies in the bin. */
  | 'deleted'
  /** Its content was removed for good. */
  | 'purged'
  | 'missing'
  | 'failed'

type Owner = { tenant: string; user: string }

/** One incident on its page: how it stands, what is being typed into it, and what others made of it meanwhile. */
export class IncidentState {
  readonly id: string
  readonly past: Past
  #phase: Phase = $state('loading')
  #incident: Incident | undefined = $state.raw()
  #failure: Failure | undefined = $state.raw()
  #purged: Purged | undefined = $state.raw()
  #news: readonly News[] = $state.raw([])
  #flashes: Readonly<Partial<Record<Field, number>>> = $state.raw({})
  /** The fields with an open editor; bind to `edits[field].value`. */
  readonly edits: Partial<Record<Field, Edit>> = $state({})
  readonly saving: Partial<Record<Field, boolean>> = $state({})
  readonly failures: Partial<Record<Field, Failure>> = $state({})
  readonly #tocsin: Tocsin
  readonly #owner: Owner
  readonly #life = new AbortController()
  /** Versions that came about here: no news to this page. */
  readonly #own = new Set<number>()
  #inFlight = 0
  #asked: Field | undefined
  #waiting: Event[] = []
  #following: Promise<void> = Promise.resolve()

  constructor(id: string, { tocsin, owner }: { tocsin: Tocsin; owner: Owner }) {
    this.id = id
    this.past = new Past(id, tocsin)
    this.#tocsin = tocsin
    this.#owner = owner
  }

  get phase(): Phase {
    return this.#phase
  }
  /** As it stands now. Throws before it has been read. */
  get incident(): Incident {
    if (this.#incident === undefined) throw new Error('the incident has not been read')
    return this.#incident
  }
  /** As the page shows it: as it stands, or as it stood then. */
  get shown(): Incident {
    return this.past.incident ?? this.incident
  }
  get failure(): Failure | undefined {
    return this.#failure
  }
  get purged(): Purged | undefined {
    return this.#purged
  }
  /** What others changed while something was being edited here, until it is dismissed. */
  get news(): readonly News[] {
    return this.#news
  }
  /** How often each field was changed by others since the page was opened: a new number is shown by a passing mark. */
  get flashes(): Readonly<Partial<Record<Field, number>>> {
    return this.#flashes
  }
  /** The field being edited, for those who look at the same incident. */
  get editing(): Field | undefined {
    return this.openFields.at(-1)
  }
  get openFields(): Field[] {
    return Object.keys(this.edits) as Field[] // as they were put in
  }
  /** Whether something typed is not saved. */
  get dirty(): boolean {
    return this.openFields.some((field) => {
      const edit = this.edits[field]
      return edit !== undefined && isChanged(edit)
    })
  }

  /** Reads it, wherever it is by now. Never throws; see phase and failure. */
  async load(): Promise<void> {
    const endReading = beginReading()
    try {
      const found = await findIncident(this.#tocsin, this.id, this.#life.signal)
      if ('incident' in found) await this.#take(found.incident)
      if ('purged' in found) this.#purged = found.purged
      this.#failure = undefined
      this.#phase = found.phase
    } catch (error) {
      if (isAborted(error)) return
      this.#failure = failureOf(error)
      if (this.#incident === undefined) this.#phase = 'failed'
    } finally {
      endReading()
    }
  }

  /** Opens what was typed before a reload. Call it when the incident has been read. */
  restoreEdits(): number {
    const kept = readEdits(readDraft(sessionStorage, this.#owner, this.#draft))
    for (const [field, edit] of kept) {
      const now = valueIn(this.incident, field)
      const theirs = { value: now, by: undefined, at: undefined }
      this.edits[field] = now === edit.base ? edit : receive(edit, theirs, this.incident.occ_lock)
    }
    return kept.size
  }

  /** Keeps what is typed for the case of a reload; in an effect it follows the typing. */
  keepEdits(): void {
    const changed = Object.entries($state.snapshot(this.edits)).filter(([, edit]) => edit && isChanged(edit))
    if (changed.length === 0) removeDraft(sessionStorage, this.#owner, this.#draft)
    else writeDraft(sessionStorage, this.#owner, this.#draft, Object.fromEntries(changed))
  }

  /** Takes what the live stream brings. */
  hear(item: LiveItem): void {
    if (item.kind === 'reset') this.#then(() => this.load())
    if (item.kind !== 'event') return
    const { event } = item
    if (event.incident_id !== this.id && event.type !== 'attribute.removed') return
    // What comes while something is being saved may be what is being saved.
    if (this.#inFlight > 0) this.#waiting.push(event)
    else this.#then(() => this.#apply(event))
  }

  /** Opens an editor, which takes the focus. */
  open(field: Field): void {
    this.#asked = field
    this.edits[field] ??= beginEdit(valueIn(this.incident, field), this.incident.occ_lock)
  }

  /** Whether an editor that appears was asked for just now, and is to take the focus; once. */
  takesFocus(field: Field): boolean {
    if (this.#asked !== field) return false
    this.#asked = undefined
    return true
  }

  /** Begins an edit anew, from what the field holds now. */
  reopen(field: Field): void {
    delete this.edits[field]
    this.open(field)
  }

  /** Closes an editor. Gives what brings back what was typed in it, where something was. */
  close(field: Field): (() => void) | undefined {
    const edit = $state.snapshot(this.edits[field])
    delete this.edits[field]
    delete this.failures[field]
    if (edit === undefined || !isChanged(edit)) return undefined
    return () => {
      this.open(field)
      const opened = this.edits[field]
      if (opened !== undefined) opened.value = edit.value
    }
  }

  /** Sets a field at once, as a menu does. */
  async set(field: Field, value: Value): Promise<void> {
    this.edits[field] = { ...beginEdit(valueIn(this.incident, field), this.incident.occ_lock), value }
    await this.save(field)
  }

  /** The writer has seen what others made of the field, and `value` is what it shall be. */
  async resolve(field: Field, value: Value): Promise<void> {
    const edit = this.edits[field]
    if (edit === undefined) return
    this.edits[field] = settle(edit, value, this.incident.occ_lock)
    await this.save(field)
  }

  /** Saves a field. Where both sides changed it nothing is saved: the edit then carries theirs. Never throws; see failures. */
  async save(field: Field): Promise<void> {
    const edit = this.edits[field]
    if (edit === undefined || this.saving[field] || isConflict(edit)) return
    if (!isChanged(edit)) return void this.close(field)
    const { value, occ_lock } = edit
    this.saving[field] = true
    delete this.failures[field]
    let again = false
    await this.#alone(async () => {
      try {
        await this.#keepSaved(await this.#tocsin.incident.patch(this.id, { ...patchOf(field, value), occ_lock }))
        // Typed on while it was on its way: that is not saved yet.
        const now = this.edits[field]
        if (now !== undefined && now.value !== value)
          this.edits[field] = settle({ ...now, base: value }, now.value, this.incident.occ_lock)
        else delete this.edits[field]
      } catch (error) {
        again = await this.#refused(field, error)
      }
    })
    delete this.saving[field]
    // Refused, yet what they made of it is no longer in the way.
    if (again) await this.save(field)
  }

  dismissNews(): void {
    this.#news = []
  }

  /** Makes a change of one's own by a call that answers with the incident: an update that is posted. Throws what the call throws. */
  async change(call: () => Promise<Incident>): Promise<void> {
    await this.#alone(async () => await this.#keepSaved(await call()))
  }

  /** Puts it into the bin. Throws what the service refuses it with; a ConflictError's news are taken first. */
  async delete(): Promise<void> {
    await this.#alone(async () => {
      try {
        await this.#tocsin.incident.delete(this.id, { occ_lock: this.incident.occ_lock })
      } catch (error) {
        if (error instanceof ConflictError) await this.#take(error.current)
        throw error
      }
      this.#own.add(this.incident.occ_lock + 1)
      await this.load()
    })
  }

  /** Takes it out of the bin. Throws what the service refuses it with. */
  async restore(): Promise<void> {
    await this.#alone(async () => {
      await this.#keepSaved(await this.#tocsin.incident.restore(this.id, {}))
      this.#phase = 'shown'
    })
  }

  /** Removes its content for good. Throws what the service refuses it with. */
  async purge(): Promise<void> {
    await this.#alone(async () => {
      await this.#tocsin.incident.delete(this.id, { purge: true })
      await this.load()
    })
  }

  /** Ends what is on its way. */
  end(): void {
    this.#life.abort()
  }

  get #draft(): string {
    return `incident.${this.id}`
  }

  async #apply(event: Event): Promise<void> {
    const before = this.#incident
    if (before === undefined) return
    if (event.type === 'incident.purged' || event.type === 'attribute.removed') return await this.load()
    const merged = merge(before, event)
    if (merged.kind === 'same') return
    if (merged.kind !== 'row') return await this.load()
    this.#show(merged.row, newsOf([event], before.occ_lock, merged.row.occ_lock, this.#own))
  }

  /** What was saved here, and whatever others saved between what is known and that. */
  async #keepSaved(saved: Incident): Promise<void> {
    if (saved.occ_lock > this.incident.occ_lock && saved.updated_by_id === this.#owner.user)
      this.#own.add(saved.occ_lock)
    await this.#take(saved)
  }

  /** Takes a reading, and finds out who changed what since the one before. */
  async #take(incident: Incident): Promise<void> {
    const before = this.#incident
    if (before !== undefined && incident.occ_lock < before.occ_lock) return
    if (before === undefined || incident.occ_lock === before.occ_lock) return this.#show(incident, [])
    const unknown = incident.occ_lock > before.occ_lock + 1 || !this.#own.has(incident.occ_lock)
    const events = unknown ? await eventsSince(this.#tocsin, this.id, before.occ_lock, this.#life.signal) : []
    const news = newsOf(events, before.occ_lock, incident.occ_lock, this.#own)
    this.#show(incident, news)
  }

  #show(incident: Incident, news: readonly News[]): void {
    const before = this.#incident
    this.#incident = incident
    if (before === undefined) return
    for (const field of this.openFields) {
      const edit = this.edits[field]
      const value = valueIn(incident, field)
      // What is being saved from here is no one else's.
      if (edit === undefined || value === valueIn(before, field) || this.saving[field]) continue
      const { by, at } = news.find((one) => one.field === field) ?? { by: undefined, at: undefined }
      this.edits[field] = receive(edit, { value, by, at }, incident.occ_lock)
    }
    const flashes = { ...this.#flashes }
    for (const { field } of news) flashes[field] = (flashes[field] ?? 0) + 1
    this.#flashes = flashes
    // Told at the field itself where the field is open.
    if (this.openFields.length > 0) {
      this.#news = withNews(
        this.#news,
        news.filter(({ field }) => this.edits[field] === undefined),
      )
    }
  }

  /** Takes in why a field was not saved; true where it can be saved now. */
  async #refused(field: Field, error: unknown): Promise<boolean> {
    if (!(error instanceof ConflictError)) {
      if (error instanceof TocsinError && error.status === 404) await this.load()
      this.failures[field] = failureOf(error)
      return false
    }
    const { current, changes } = error
    const edit = this.edits[field]
    this.#show(current, newsFrom(changes, differing(this.incident, current)))
    if (edit === undefined) return false
    const change = changes.find((one) => one.field === field)
    const theirs = { value: valueIn(current, field), by: change?.by, at: change?.at }
    const received = receive({ ...edit }, theirs, current.occ_lock)
    this.edits[field] = received
    return !isConflict(received)
  }

  /** Runs a change of one's own; what others do meanwhile is applied afterwards. */
  async #alone(run: () => Promise<void>): Promise<void> {
    this.#inFlight++
    try {
      await run()
    } finally {
      this.#inFlight--
      if (this.#inFlight === 0) {
        const waiting = this.#waiting
        this.#waiting = []
        for (const event of waiting) this.#then(() => this.#apply(event))
      }
    }
  }

  #then(run: () => Promise<void>): void {
    this.#following = this.#following.then(run).catch(() => undefined)
  }
}
