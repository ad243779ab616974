/*
 * What the list of incidents shows, as its address says it: /incidents?severity=CRITICAL&sort=date,DESC. The names of filters and
 * their values are those of the API, so that a link is a query and a query a link.
 */

export type SortKey = { field: string; direction: 'ASC' | 'DESC' }

export type ListState = {
  q: string
  status: string[]
  type: string[]
  /** `''` is one of them: not assessed. */
  severity: string[]
  reported_by: string
  /** A day (`2026-05-01`, in the reader's zone), an instant (RFC 3339) or so long ago (`24h`, `7d`); `''` for none. */
  date_from: string
  /** A day, to its end, or an instant; `''` for none. */
  date_to: string
  /** As date_from. */
  updated_since: string
  overdue: boolean
  /** Custom values wanted, by name. */
  attributes: Readonly<Record<string, string>>
  /** Empty: as usual, which is the newest first or, with words searched for, the best match first. */
  sort: SortKey[]
  /** Empty: the usual ones. */
  columns: string[]
  /** From 1. */
  page: number
  /** Where the page begins; undefined: by its number. */
  cursor: string | undefined
  /** Id of the saved view this began with, or `all` for none where another one is usual. */
  view: string | undefined
}

export const nothing: ListState = {
  q: '',
  status: [],
  type: [],
  severity: [],
  reported_by: '',
  date_from: '',
  date_to: '',
  updated_since: '',
  overdue: false,
  attributes: {},
  sort: [],
  columns: [],
  page: 1,
  cursor: undefined,
  view: undefined,
}

const codes = ['status', 'type', 'severity'] as const
const texts = ['reported_by', 'date_from', 'date_to', 'updated_since'] as const
const attributePrefix = 'attributes.'
/** The longest search the API takes, in code points. */
const longestSearch = 500
const mostCodes = 100
const mostSorts = 10

/** Reads an address's query; whatever is not understood is left out. */
export function readState(query: Pick<URLSearchParams, 'get' | 'getAll' | 'entries'>): ListState {
  const state: ListState = {
    ...nothing,
    q: cut(query.get('q') ?? '', longestSearch),
    overdue: query.get('overdue') === 'true',
  }
  for (const name of codes) state[name] = unique(query.getAll(name)).slice(0, mostCodes)
  for (const name of texts) state[name] = query.get(name) ?? ''
  const attributes: Record<string, string> = {}
  for (const [name, value] of query.entries()) {
    if (name.startsWith(attributePrefix) && name.length > attributePrefix.length) {
      attributes[name.slice(attributePrefix.length)] = value
    }
  }
  state.attributes = attributes
  state.sort = readSort(query.getAll('sort'))
  state.columns = unique((query.get('columns') ?? '').split(',').filter((name) => name !== ''))
  const page = Number(query.get('page') ?? 1)
  state.page = Number.isSafeInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1
  state.cursor = state.page > 1 ? (query.get('cursor') ?? undefined) : undefined
  state.view = query.get('view') || undefined
  return state
}

/** The query of a state's address, without `?`: always in the same order, and nothing in it that is as usual. */
export function writeState(state: ListState): string {
  const query = new URLSearchParams()
  if (state.view !== undefined) query.set('view', state.view)
  writeShown(state, query)
  if (state.page > 1) query.set('page', String(state.page))
  if (state.page > 1 && state.cursor !== undefined) query.set('cursor', state.cursor)
  return tidy(query)
}

/** What a saved view keeps of a state: filters, search, sort and columns. */
export function viewStateOf(state: ListState): string {
  const query = new URLSearchParams()
  writeShown(state, query)
  return tidy(query)
}

/** What is listed, whichever page and columns are shown. */
export function filterKeyOf(state: ListState): string {
  return viewStateOf({ ...state, columns: [] })
}

/** The state of a saved view. */
export function stateOfView(view: { id: string; state: string }): ListState {
  return { ...readState(new URLSearchParams(view.state)), page: 1, cursor: undefined, view: view.id }
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
  return lists + single + (state.overdue ? 1 : 0) + Object.keys(state.attributes).length
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

function writeShown(state: ListState, query: URLSearchParams): void {
  if (state.q.trim() !== '') query.set('q', state.q.trim())
  for (const name of codes) for (const code of state[name]) query.append(name, code)
  for (const name of texts) if (state[name] !== '') query.set(name, state[name])
  if (state.overdue) query.set('overdue', 'true')
  for (const [name, value] of Object.entries(state.attributes).sort(([a], [b]) => (a < b ? -1 : 1))) {
    query.set(`${attributePrefix}${name}`, value)
  }
  for (const { field, direction } of state.sort) query.append('sort', `${field},${direction}`)
  if (state.columns.length > 0) query.set('columns', state.columns.join(','))
}

/** Commas as they are: they need no escape in a query, and columns and sorts are full of them. */
function tidy(query: URLSearchParams): string {
  return query.toString().replaceAll('%2C', ',')
}

function readSort(given: readonly string[]): SortKey[] {
  const keys: SortKey[] = []
  for (const one of given.slice(0, mostSorts)) {
    const [, field, direction] = /^([a-z_]+)(?:,(ASC|DESC))?$/i.exec(one) ?? []
    if (field === undefined || keys.some((key) => key.field === field)) continue
    keys.push({ field, direction: direction?.toUpperCase() === 'ASC' ? 'ASC' : 'DESC' })
  }
  return keys
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)]
}

function cut(text: string, most: number): string {
  const points = [...text]
  return points.length > most ? points.slice(0, most).join('') : text
}
