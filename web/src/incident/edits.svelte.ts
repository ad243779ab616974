// The edits that are open on an incident's page.
import { ConflictError, type Tocsin, TocsinError } from '@tocsin/client'
import { readDraft, removeDraft, writeDraft } from '../draft/store.ts'
import { type Failure, failureOf } from '../failure/failure.ts'
import {
  beginEdit,
  type Edit,
  isChanged,
  isConflict,
  type News,
  newsFrom,
  readEdits,
  receive,
  settle,
  withNews,
} from './edit.ts'
import { differing, type Field, patchOf, type Value, valueIn } from './fields.ts'
import type { ChangeQueue } from './queue.ts'
import type { IncidentReading, Owner, Taken } from './reading.svelte.ts'

/** What is being typed into an incident, and what others made of it meanwhile. */
export class IncidentEdits {
  /** The fields with an open editor; bind to `fields[field].value`. */
  readonly fields: Partial<Record<Field, Edit>> = $state({})
  readonly saving: Partial<Record<Field, boolean>> = $state({})
  readonly failures: Partial<Record<Field, Failure>> = $state({})
  #news: readonly News[] = $state.raw([])
  #asked: Field | undefined
  readonly #id: string
  readonly #tocsin: Tocsin
  readonly #owner: Owner
  readonly #reading: IncidentReading
  readonly #queue: ChangeQueue

  constructor(
    id: string,
    { tocsin, owner, reading, queue }: { tocsin: Tocsin; owner: Owner; reading: IncidentReading; queue: ChangeQueue },
  ) {
    this.#id = id
    this.#tocsin = tocsin
    this.#owner = owner
    this.#reading = reading
    this.#queue = queue
  }

  /** What others changed while something was being edited here, until it is dismissed. */
  get news(): readonly News[] {
    return this.#news
  }
  /** The field being edited, for those who look at the same incident. */
  get current(): Field | undefined {
    return this.openFields.at(-1)
  }
  get openFields(): Field[] {
    return Object.keys(this.fields) as Field[] // as they were put in
  }
  /** Whether something typed is not saved. */
  get dirty(): boolean {
    return this.openFields.some((field) => {
      const edit = this.fields[field]
      return edit !== undefined && isChanged(edit)
    })
  }

  /** Opens what was typed before a reload; gives how many edits. Call it when the incident has been read. */
  restoreKept(): number {
    const kept = readEdits(readDraft(sessionStorage, this.#owner, this.#draft))
    const { incident } = this.#reading
    for (const [field, edit] of kept) {
      const now = valueIn(incident, field)
      const theirs = { value: now, by: undefined, at: undefined }
      this.fields[field] = now === edit.base ? edit : receive(edit, theirs, incident.occ_lock)
    }
    return kept.size
  }

  /** Keeps what is typed for the case of a reload; in an effect it follows the typing. */
  keep(): void {
    const changed = Object.entries($state.snapshot(this.fields)).filter(([, edit]) => edit && isChanged(edit))
    if (changed.length === 0) removeDraft(sessionStorage, this.#owner, this.#draft)
    else writeDraft(sessionStorage, this.#owner, this.#draft, Object.fromEntries(changed))
  }

  /** Opens an editor, which takes the focus. */
  open(field: Field): void {
    this.#asked = field
    this.fields[field] ??= this.#begun(field)
  }

  /** Whether an editor that appears was asked for just now, and is to take the focus; once. */
  takesFocus(field: Field): boolean {
    if (this.#asked !== field) return false
    this.#asked = undefined
    return true
  }

  /** Begins an edit anew, from what the field holds now. */
  reopen(field: Field): void {
    delete this.fields[field]
    this.open(field)
  }

  /** Closes an editor. Gives what brings back what was typed in it, where something was. */
  close(field: Field): (() => void) | undefined {
    const edit = $state.snapshot(this.fields[field])
    delete this.fields[field]
    delete this.failures[field]
    if (edit === undefined || !isChanged(edit)) return undefined
    return () => {
      this.open(field)
      const opened = this.fields[field]
      if (opened !== undefined) opened.value = edit.value
    }
  }

  /** Sets a field at once, as a menu does. */
  async set(field: Field, value: Value): Promise<void> {
    this.fields[field] = { ...this.#begun(field), value }
    await this.save(field)
  }

  /** The writer has seen what others made of the field, and `value` is what it shall be. */
  async resolve(field: Field, value: Value): Promise<void> {
    const edit = this.fields[field]
    if (edit === undefined) return
    this.fields[field] = settle(edit, value, this.#reading.incident.occ_lock)
    await this.save(field)
  }

  /** Saves a field. Where both sides changed it nothing is saved: the edit then carries theirs. Never throws; see failures. */
  async save(field: Field): Promise<void> {
    const edit = this.fields[field]
    if (edit === undefined || this.saving[field] || isConflict(edit)) return
    if (!isChanged(edit)) return void this.close(field)
    const { value, occ_lock } = edit
    this.saving[field] = true
    delete this.failures[field]
    let again = false
    await this.#queue.own(async () => {
      try {
        const saved = await this.#tocsin.incident.patch(this.#id, { ...patchOf(field, value), occ_lock })
        await this.#reading.takeSaved(saved)
        // Typed on while it was on its way: that is not saved yet.
        const now = this.fields[field]
        if (now !== undefined && now.value !== value)
          this.fields[field] = settle({ ...now, base: value }, now.value, this.#reading.incident.occ_lock)
        else delete this.fields[field]
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

  /** Meets what others made of fields that are open here; what they made of others is told. */
  receive({ before, now, news }: Taken): void {
    for (const field of this.openFields) {
      const edit = this.fields[field]
      const value = valueIn(now, field)
      // What is being saved from here is no one else's.
      if (edit === undefined || value === valueIn(before, field) || this.saving[field]) continue
      const { by, at } = news.find((one) => one.field === field) ?? { by: undefined, at: undefined }
      this.fields[field] = receive(edit, { value, by, at }, now.occ_lock)
    }
    // Told at the field itself where the field is open.
    if (this.openFields.length === 0) return
    this.#news = withNews(
      this.#news,
      news.filter(({ field }) => this.fields[field] === undefined),
    )
  }

  get #draft(): string {
    return `incident.${this.#id}`
  }

  #begun(field: Field): Edit {
    const { incident } = this.#reading
    return beginEdit(valueIn(incident, field), incident.occ_lock)
  }

  /** Takes in why a field was not saved; true where it can be saved now. */
  async #refused(field: Field, error: unknown): Promise<boolean> {
    if (!(error instanceof ConflictError)) {
      if (error instanceof TocsinError && error.status === 404) await this.#reading.load()
      this.failures[field] = failureOf(error)
      return false
    }
    const { current, changes } = error
    const edit = this.fields[field]
    this.#reading.show(current, newsFrom(changes, differing(this.#reading.incident, current)))
    if (edit === undefined) return false
    const change = changes.find((one) => one.field === field)
    const theirs = { value: valueIn(current, field), by: change?.by, at: change?.at }
    const received = receive({ ...edit }, theirs, current.occ_lock)
    this.fields[field] = received
    return !isConflict(received)
  }
}
