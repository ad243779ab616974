// The state of the incident list, as its address holds it.
import { flag, list, maybe, named, type SortKey, several, sortKeys, text, whole } from '../address/fields.ts'
import { readView, type Search, type ViewOf, writeView } from '../address/view.ts'

/*
 * What the list of incidents shows, as its address says it: /incidents?severity=CRITICAL&sort=date,DESC. The names of filters and
 * their values are those of the API, so that a link is a query and a query a link.
 */

export type { SortKey } from '../address/fields.ts'

/** A day (`2026-05-01`, in the reader's zone), an instant (RFC 3339) or so long ago (`24h`, `7d`); `''` for none. */
const moment = () => text('', 64)

/** What narrows and orders the list: what a saved view keeps. */
const shown = {
  /** At most as long as the API takes it. */
  q: text('', 500, { trim: true }),
  status: several(),
  type: several(),
  /** `''` is one of them: not assessed. */
  severity: several([], { blank: true }),
  reported_by: text('', 2000),
  date_from: moment(),
  /** A day counts to its end. */
  date_to: moment(),
  updated_since: moment(),
  overdue: flag(),
  /** The next update is due within the hour. */
  due: flag(),
  /** Custom values wanted, by name. */
  attributes: named(),
  /** Empty: as usual, which is the newest first or, with words searched for, the best match first. */
  sort: sortKeys(),
  /** Empty: the usual ones. */
  columns: list(),
}
const shape = {
  /** Id of the saved view this began with, or `all` for none where another one is usual. */
  view: maybe(),
  ...shown,
  /** From 1. */
  page: whole(1, 1, 1_000_000),
  /** Where the page begins; undefined: by its number. */
  cursor: maybe(),
}

export type ListState = ViewOf<typeof shape>

export const nothing: ListState = readView(shape, '')

const codes = ['status', 'type', 'severity'] as const
const texts = ['reported_by', 'date_from', 'date_to', 'updated_since'] as const

/** Reads an address's query; whatever is not understood is left out. */
export function readState(query: Search): ListState {
  const state = readView(shape, query)
  return state.page > 1 ? state : { ...state, cursor: undefined }
}

/** The query of a state's address, without `?`: always in the same order, and nothing in it that is as usual. */
export function writeState(state: ListState): string {
  return writeView(shape, state.page > 1 ? state : { ...state, cursor: undefined }).slice(1)
}

/** What a saved view keeps of a state: filters, search, sort and columns. */
export function viewStateOf(state: ListState): string {
  return writeView(shown, state).slice(1)
}

/** What is listed, whichever page and columns are shown. */
export function filterKeyOf(state: ListState): string {
  return viewStateOf({ ...state, columns: [] })
}

/** The state of a saved view. */
export function stateOfView(view: { id: string; state: string }): ListState {
  return { ...readState(view.state), page: 1, cursor: undefined, view: view.id }
}

/** The same with some of it changed, from the first page on. */
export function changed(state: ListState, part: Partial<ListState>): ListState {
  return { ...state, page: 1, cursor: undefined, ...part }
}

/** The same without filters and search. */
export function cleared(state: ListState): ListState {
  return { ...nothing, sort: state.sort, columns: state.columns, view: state.view === undefined ? undefined : 'all' }
}

/** How many things narrow the list, the search not counted. */
export function filterCount(state: ListState): number {
  const lists = codes.reduce((count, name) => count + state[name].length, 0)
  const single = texts.filter((name) => state[name] !== '').length
  return lists + single + (state.overdue ? 1 : 0) + (state.due ? 1 : 0) + Object.keys(state.attributes).length
}

/** Whether everything there is is listed. */
export function isEverything(state: ListState): boolean {
  return state.q.trim() === '' && filterCount(state) === 0
}

/** The sort after a press on a column's header: first its usual direction, then the other, then none. */
export function nextSort(sort: readonly SortKey[], field: string, usual: SortKey['direction']): SortKey[] {
  const [first] = sort
  if (first?.field !== field) return [{ field, direction: usual }]
  if (first.direction === usual) return [{ field, direction: usual === 'ASC' ? 'DESC' : 'ASC' }]
  return []
}
