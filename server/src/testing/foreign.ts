// Swaps ids in requests, for tests that name records of another tenant.
import { randomUUID } from 'node:crypto'
import type { Endpoint } from '../http/route.ts'
import type { Answer } from './app.ts'
import type { ValidRequest, Walk } from './endpoints.ts'

export type ForeignRequest = ValidRequest & { one: Endpoint }

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g

/** Every id in a text, each once. */
export function idsIn(text: string): string[] {
  return [...new Set(text.match(uuids))]
}

/** An id of the service's form that was never given. */
export function unknownId(): string {
  const [a, b, , d, e] = randomUUID().split('-')
  return `${a}-${b}-7${randomUUID().slice(0, 3)}-${d}-${e}`
}

/** The same text with other ids: `swap` says which. */
export function withIds(text: string, swap: (id: string) => string): string {
  const swapped = new Map(idsIn(text).map((id) => [id, swap(id)]))
  return text.replace(uuids, (id) => swapped.get(id) ?? id)
}

/** A request with other ids wherever it names one, in path and body. */
export function swapped<T extends ValidRequest>(request: T, swap: (id: string) => string): T {
  const known = new Map<string, string>()
  const once = (id: string): string => {
    const other = known.get(id) ?? swap(id)
    known.set(id, other)
    return other
  }
  const body = request.body === undefined ? undefined : JSON.parse(withIds(JSON.stringify(request.body), once))
  return { ...request, path: withIds(request.path, once), body }
}

/** A request to each endpoint that names a record of the walk's tenant by its id. */
export async function requestsByIds({ endpoints, requests }: Walk): Promise<ForeignRequest[]> {
  const made = await requests(endpoints.filter((one) => one.path.includes('{')))
  return made.filter(({ path }) => idsIn(path).length > 0)
}

/** An answer without what differs between any two: ids and instants. */
export function bare(answer: Answer): unknown {
  const headers = Object.fromEntries(
    [...answer.headers].filter(([name]) => !['date', 'x-request-id', 'connection', 'keep-alive'].includes(name)),
  )
  const text = answer.text.replace(uuids, '(id)').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(instant)')
  return { status: answer.status, headers, text }
}
