// The saved views of the incident list.
import type { View } from '@tocsin/client'
import { type Failure, failureOf } from '../failure/failure.ts'
import { session } from '../session/session.svelte.ts'
import { type ListState, readState, stateOfView, viewStateOf } from './state.ts'

/** The saved views of the list, and which one it opens with in this browser. */
export class Views {
  #list: readonly View[] = $state.raw([])
  #failure: Failure | undefined = $state.raw()
  #usual: { id: string; state: string } | undefined = $state.raw()
  #place = ''

  get all(): readonly View[] {
    return this.#list
  }
  get mine(): readonly View[] {
    return this.#list.filter((view) => !view.shared)
  }
  get shared(): readonly View[] {
    return this.#list.filter((view) => view.shared)
  }
  /** Why the views could not be read. */
  get failure(): Failure | undefined {
    return this.#failure
  }
  /** The view the list opens with; undefined: all incidents. */
  get usual(): ListState | undefined {
    return this.#usual && stateOfView(this.#usual)
  }
  find(id: string | undefined): View | undefined {
    return this.#list.find((view) => view.id === id)
  }
  isUsual(view: View): boolean {
    return this.#usual?.id === view.id
  }
  /** Whether the person may change it. */
  mayChange(view: View): boolean {
    return view.owner_id === session.me.user.id || session.may('view.moderate')
  }
  /** Whether a state shows something else than the view it began with. */
  differs(view: View, state: ListState): boolean {
    return viewStateOf(readState(new URLSearchParams(view.state))) !== viewStateOf(state)
  }

  /** Knows at once what this browser keeps. Call it before usual is asked for. */
  open(): void {
    const { user, tenant } = session.me
    this.#place = `tocsin.list.view.${encodeURIComponent(tenant.id)}.${encodeURIComponent(user.id)}`
    this.#usual = kept(this.#place)
  }

  /** Reads the views. Never throws; see failure. */
  async load(): Promise<void> {
    try {
      const views = await session.tocsin.view.list()
      this.#list = views.filter(({ page }) => page === 'incidents').sort((a, b) => a.name.localeCompare(b.name))
      this.#failure = undefined
      const usual = this.#usual && this.find(this.#usual.id)
      // Changed or deleted by someone else since it was kept here.
      if (this.#usual && usual?.state !== this.#usual.state) this.#keep(usual)
    } catch (error) {
      this.#failure = failureOf(error)
    }
  }

  /** Makes a view of a state. Throws as the client does. */
  async add(name: string, shared: boolean, state: ListState): Promise<View> {
    const view = await session.tocsin.view.create({ name, shared, page: 'incidents', state: viewStateOf(state) })
    await this.load()
    return view
  }

  /** Changes a view. Throws as the client does. */
  async change(view: View, part: { name?: string; shared?: boolean; state?: string }): Promise<void> {
    await session.tocsin.view.update(view.id, part)
    await this.load()
  }

  /** Throws as the client does. */
  async remove(view: View): Promise<void> {
    await session.tocsin.view.delete(view.id)
    await this.load()
  }

  /** Opens the list with this view from now on, in this browser; undefined: with all incidents. */
  setUsual(view: View | undefined): void {
    this.#keep(view)
  }

  #keep(view: View | undefined): void {
    this.#usual = view && { id: view.id, state: view.state }
    try {
      if (this.#usual) localStorage.setItem(this.#place, JSON.stringify(this.#usual))
      else localStorage.removeItem(this.#place)
    } catch {
      // Storage is full or forbidden: it holds until the page is left.
    }
  }
}

function kept(place: string): { id: string; state: string } | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(place) ?? 'null')
    if (typeof value !== 'object' || value === null || !('id' in value) || !('state' in value)) return undefined
    return typeof value.id === 'string' && typeof value.state === 'string'
      ? { id: value.id, state: value.state }
      : undefined
  } catch {
    return undefined
  }
}
