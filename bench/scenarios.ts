// The requests that are measured, as they go to a service and, where it has them, to the floor.
import { incidentFields } from './incident-fields.ts'
import type { Request } from './load.ts'
import type { Tenant } from './seed.ts'

export type Scenario = {
  name: string
  /** What the throughput should be of the floor's, at least; null where the floor has no such request. */
  goal: number | null
  /** Whether it changes what earlier answers said: states are read first and kept up to date. */
  changes?: boolean
}

export const scenarios: readonly Scenario[] = [
  { name: 'get', goal: 0.65 },
  { name: 'list 50', goal: 0.65 },
  { name: 'page by number', goal: null },
  { name: 'filtered list', goal: 0.65 },
  { name: 'search', goal: null },
  { name: 'summary', goal: null },
  { name: 'timeline', goal: null },
  { name: 'create', goal: 0.55 },
  { name: 'PUT', goal: 0.55, changes: true },
  { name: 'PATCH', goal: null, changes: true },
  { name: 'comment', goal: null },
]

/** How many incidents are changed, each by one request at a time. */
const CHANGED = 2000
const PAGE = 50
const json = { 'content-type': 'application/json' }

/** Makes requests for one side and remembers what it answered. */
export class Caller {
  readonly #kind: 'service' | 'floor'
  readonly #tenants: readonly Tenant[]
  /** An incident's state as last answered, for those that are changed. */
  readonly #states = new Map<string, Record<string, unknown>>()
  /** Ids that no request is changing just now, with their tenant. */
  #free: { id: string; tenant: Tenant }[] = []
  #created: number

  constructor(kind: 'service' | 'floor', tenants: readonly Tenant[], incidents: number) {
    this.#kind = kind
    this.#tenants = tenants
    this.#created = incidents
  }

  request(name: string): Request {
    return this.#kind === 'service' ? this.#ofService(name) : this.#ofFloor(name)
  }

  /** Reads the states that changes are made from; `url`: of the service. */
  async prepare(url: string): Promise<void> {
    if (this.#states.size > 0) return
    const each = Math.ceil(CHANGED / this.#tenants.length)
    for (const tenant of this.#tenants) {
      for (const id of tenant.incidents.slice(0, each)) {
        const answer = await fetch(`${url}/v1/incident/${id}`, { headers: { authorization: `Bearer ${tenant.token}` } })
        const { data } = (await answer.json()) as { data: Record<string, unknown> } // an incident
        this.#states.set(id, data)
        this.#free.push({ id, tenant })
      }
    }
    // Neighbours in time would be neighbours on the disk.
    this.#free.sort(() => Math.random() - 0.5)
  }

  /** Takes in what a change answered. */
  changed(text: string): void {
    const { data } = JSON.parse(text) as { data: Record<string, unknown> & { id: string; tenant_id: string } } // an incident
    // The floor answers with custom values as they are stored.
    this.#states.set(data.id, { ...data, attributes: this.#states.get(data.id)?.attributes ?? null })
    const tenant = this.#tenants.find(({ id }) => id === data.tenant_id)
    if (tenant) this.#free.push({ id: data.id, tenant })
  }

  #pick(): { tenant: Tenant; id: string; headers: Record<string, string> } {
    const tenant = this.#tenants[Math.floor(Math.random() * this.#tenants.length)]
    if (!tenant) throw new Error('there are no tenants')
    const id = tenant.incidents[Math.floor(Math.random() * tenant.incidents.length)] ?? ''
    return { tenant, id, headers: { authorization: `Bearer ${tenant.token}` } }
  }

  /** The oldest change first, so that what is changed is spread. */
  #take(): { id: string; tenant: Tenant; state: Record<string, unknown> } {
    const taken = this.#free.shift()
    const state = taken && this.#states.get(taken.id)
    if (!taken || !state) throw new Error('more connections than incidents to change')
    return { ...taken, state: { ...state, location: `Room ${Math.floor(Math.random() * 1e6)}` } }
  }

  #ofService(name: string): Request {
    const { id, tenant, headers } = this.#pick()
    const get = (path: string): Request => ({ method: 'GET', path: `/v1/incident${path}`, headers })
    switch (name) {
      case 'get':
        return get(`/${id}`)
      case 'list 50':
        return get(`?size=${PAGE}`)
      case 'page by number':
        return get(`?size=${PAGE}&page=${1 + Math.floor(Math.random() * (tenant.incidents.length / PAGE))}`)
      case 'filtered list':
        return get(`?size=${PAGE}&status=OPEN`)
      case 'search':
        return get(
          `?size=20&q=${['pump%20pressure', 'badge', 'basement%20lift', 'forced'][Math.floor(Math.random() * 4)]}`,
        )
      case 'summary':
        return get('/summary')
      case 'timeline':
        return get(`/${id}/timeline`)
      case 'create':
        return {
          method: 'POST',
          path: '/v1/incident',
          headers: { ...headers, ...json },
          body: JSON.stringify(incidentFields(this.#created++)),
        }
      case 'comment':
        return {
          method: 'POST',
          path: `/v1/incident/${id}/comments`,
          headers: { ...headers, ...json },
          body: JSON.stringify({ text: `The pump of rack ${this.#created++} runs again; pressure is watched.` }),
        }
      default: {
        const { id, tenant, state } = this.#take()
        const { location, occ_lock } = state
        return {
          method: name === 'PUT' ? 'PUT' : 'PATCH',
          path: `/v1/incident/${id}`,
          headers: { authorization: `Bearer ${tenant.token}`, ...json },
          body: JSON.stringify(name === 'PUT' ? { ...state, attributes: undefined } : { location, occ_lock }),
        }
      }
    }
  }

  #ofFloor(name: string): Request {
    const { id, tenant } = this.#pick()
    switch (name) {
      case 'get':
        return { method: 'GET', path: `/get/${tenant.id}/${id}` }
      case 'list 50':
        return { method: 'GET', path: `/list/${tenant.id}` }
      case 'filtered list':
        return { method: 'GET', path: `/filtered/${tenant.id}` }
      case 'create':
        return {
          method: 'POST',
          path: `/create/${tenant.id}`,
          headers: json,
          body: JSON.stringify(incidentFields(this.#created++)),
        }
      default: {
        const { id, tenant, state } = this.#take()
        return { method: 'PUT', path: `/put/${tenant.id}/${id}`, headers: json, body: JSON.stringify(state) }
      }
    }
  }
}
