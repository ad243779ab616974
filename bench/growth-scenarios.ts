// The calls whose times are compared as a tenant grows.
import { sortFields } from '../server/src/incident/order.ts'

/** Calls of one kind, and what of an answer is worth telling. */
export type Sample = { paths: string[]; found: (answer: Answer) => string }
/** What a list answers, as far as it is told of here. */
export type Answer = { data: { total: number } }

const total = (answer: Answer): string => `${answer.data.total} found`
const nothing = (): string => ''

/** The calls that are compared, on a tenant with so many incidents. */
export async function scenarios(
  get: (path: string) => Promise<string>,
  incidents: number,
): Promise<Map<string, Sample>> {
  const { ids, cursor, page } = await walk(get, incidents)
  const half = Math.floor(incidents / 100)
  const newest = JSON.parse(await get('/v1/incident?size=1')) as { data: { incidents: { reported_by: string }[] } } // a page
  const reporter = newest.data.incidents[0]?.reported_by ?? ''
  const list = (query: string): Sample => ({ paths: [`/v1/incident?size=50&${query}`], found: total })
  const search = (...queries: string[]): Sample => ({
    paths: queries.map((query) => `/v1/incident?size=50&q=${encodeURIComponent(query)}`),
    found: total,
  })
  return new Map<string, Sample>([
    ['get', { paths: ids.map((id) => `/v1/incident/${id}`), found: nothing }],
    ['first page', list('')],
    ['a page far down, by cursor', { ...list(`cursor=${encodeURIComponent(cursor)}`), found: () => `page ${page}` }],
    ['page 200, by number', { ...list('page=200'), found: () => 'page 200' }],
    [`page ${half}, by number`, { ...list(`page=${half}`), found: () => `page ${half}` }],
    ['page 200 of a status, by number', list('status=RESOLVED&page=200')],
    ['filtered by status and severity', list('status=RESOLVED&severity=MAJOR')],
    ['filtered by type', list('type=FACILITY')],
    ['filtered by attribute', list('attributes.publicNotice=true')],
    ['filtered by date', list('date_from=2026-06-01T00:00:00Z&date_to=2026-07-01T00:00:00Z')],
    ['filtered by reporter', list(`reported_by=${encodeURIComponent(reporter)}`)],
    ['overdue', list('overdue=true')],
    ...sortFields.map((field): [string, Sample] => [`sorted by ${field}`, list(`sort=${field},ASC`)]),
    ['sorted by severity and created_at', list('sort=severity,ASC&sort=created_at,DESC')],
    ['sorted by severity and name', list('sort=severity,ASC&sort=name,ASC')],
    ['summary', { paths: ['/v1/incident/summary'], found: nothing }],
    ['summary, filtered', { paths: ['/v1/incident/summary?severity=CRITICAL'], found: nothing }],
    ['timeline', { paths: ids.map((id) => `/v1/incident/${id}/timeline`), found: nothing }],
    ['search, a rare word', search('turbidité', 'Ναύπλιο', 'Escher-Wyss-Platz', 'defibrillator')],
    ['search, a part of a word', search('urbidit', 'umgelei', 'onductor', 'scher-Wys')],
    [
      'search, several words',
      search('gate security queue', 'pump pressure', 'Weiche Pikett', 'chiller row temperature'),
    ],
    ['search, a frequent word', search('hall', 'terminal', 'gate')],
    ['search, the most frequent word', search('the')],
    ['search, several frequent words', search('the at 2', 'is in on')],
    ['search, one letter', search('t')],
    ['search, nothing found', search('xylophone quartz', 'zzzzzz')],
    ['search, a reference', search('INC-000042')],
    ['search with a status', { ...list(`status=OPEN&q=${encodeURIComponent('gate security')}`) }],
  ])
}

/** Some ids, and the cursor of page 10,000 (of 50), or of the middle where there are fewer. */
async function walk(
  get: (path: string) => Promise<string>,
  incidents: number,
): Promise<{ ids: string[]; cursor: string; page: number }> {
  const wanted = Math.min(10_000, Math.floor(incidents / 100))
  const ids: string[] = []
  let cursor = ''
  for (let seen = 0; seen < (wanted - 1) * 50; ) {
    const size = Math.min(1000, (wanted - 1) * 50 - seen)
    const answer = JSON.parse(
      await get(`/v1/incident?size=${size}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`),
    )
    seen += answer.data.incidents.length
    cursor = answer.page.next_cursor
    ids.push(answer.data.incidents[0].id, answer.data.incidents.at(-1).id)
  }
  return { ids, cursor, page: wanted }
}
