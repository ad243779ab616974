// The typed calls under the client's own: openapi-fetch over the client's transport, and its answers opened.
import type { Client } from 'openapi-fetch'
import { errorOf } from './errors.ts'
import type { paths } from './schema.d.ts'
import type { CallOptions, Paged } from './types.ts'

/** The client of openapi-fetch underneath: every path of the API by its own name, with the same token and retries. */
export type Raw = Client<paths>

/** What openapi-fetch gives: the parsed success, or what the answer held instead. */
export type Answer<Body> = { data?: Body; error?: unknown; response: Response }

/** The body of a success. Throws TocsinError (ConflictError …) for any other answer. */
export async function bodyOf<Body>(answer: Promise<Answer<Body>>): Promise<Body> {
  const { data, error, response } = await answer
  if (!response.ok || data === undefined) throw errorOf(response, error)
  return data
}

/** The `data` of a success. Throws as bodyOf(). */
export async function dataOf<Data>(answer: Promise<Answer<{ data: Data }>>): Promise<Data> {
  return (await bodyOf(answer)).data
}

/** The `data` of a success, with the `page` beside it where there is one. Throws as bodyOf(). */
export async function pageOf<Data extends object>(
  answer: Promise<Answer<{ data: Data } & Paged>>,
): Promise<Data & Paged> {
  const { data, page } = await bodyOf(answer)
  return page === undefined ? data : { ...data, page }
}

/** How many records the calls that read all pages ask for at a time. */
export const PAGE_SIZE = 200

/** All records of a list, page after page by cursor: `read` gives the page at a place, `field` names what holds its records. */
export async function* everyOne<Field extends string, Item>(
  field: Field,
  read: (place: { cursor?: string }) => Promise<{ [Name in Field]: readonly Item[] } & Paged>,
): AsyncGenerator<Item, void, void> {
  let cursor: string | undefined
  do {
    const answer: { [Name in Field]: readonly Item[] } & Paged = await read(cursor === undefined ? {} : { cursor })
    yield* answer[field]
    cursor = answer.page?.next_cursor ?? undefined
  } while (cursor !== undefined)
}

/** A query without what is undefined, typed so. */
export function given<Query extends object>(query: Query): { [Key in keyof Query]: Exclude<Query[Key], undefined> } {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as never // as just filtered
}

/** The options openapi-fetch takes for a call. */
export function init({ signal }: CallOptions = {}): { signal?: AbortSignal } {
  return signal ? { signal } : {}
}
