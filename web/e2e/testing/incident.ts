// The page of a new incident, for tests that read or edit it.
import type { Locator, Page } from 'playwright-core'
import { newIncident, type Person } from '../../../server/src/testing/app.ts'
import type { ConsoleApp } from './console.ts'
import type { Visit } from './visit.ts'

type Record_ = { id: string; reference: string; occ_lock: number; [field: string]: unknown }

type Opened = { visit: Visit; page: Page; api: Person; incident: Record_; now: () => Promise<Record_> }

type Opening = { role?: 'viewer' | 'responder' | 'admin'; viewport?: [number, number] }

/** Gives a function that signs someone in on the page of a new incident of these fields. */
export function incidentPages(
  console: ConsoleApp,
): (fields?: Record<string, unknown>, opening?: Opening) => Promise<Opened> {
  return async (fields = {}, { role = 'responder', viewport } = {}) => {
    const author = await console.account('admin')
    const account = role === 'admin' ? author : await console.account(role, { tenant: author.tenant })
    const api = await console.api(author)
    const incident: Record_ = await api.ok('POST', '/v1/incident', newIncident(fields))
    const size = viewport ? { viewport: { width: viewport[0], height: viewport[1] } } : {}
    const visit = await console.signedIn(account, `/incident/${incident.id}`, size)
    await visit.page.locator('article h1').waitFor()
    return { visit, page: visit.page, api, incident, now: () => api.ok('GET', `/v1/incident/${incident.id}`) }
  }
}

/** One fact of the incident, by its field. */
export function fact(page: Page, field: string): Locator {
  return page.locator(`.fact[data-field="${field}"]`)
}
