// Answers that are handed on as they come: exports, and streams that never end.
import { errorOf } from './errors.ts'
import { parsed } from './json.ts'
import { queryString } from './query.ts'
import type { Send } from './transport.ts'
import type { CallOptions } from './types.ts'

/** Reads what is too large to be held, or never ends: the answer is handed on as it comes. */
export type Download = {
  /** The whole address of a path with a query. */
  url(path: string, query: Readonly<Record<string, unknown>>): string
  /** A success whose body is still to be read. Throws TocsinError and UnreachableError. */
  open(
    path: string,
    query: Readonly<Record<string, unknown>>,
    options?: CallOptions & { headers?: Record<string, string>; retries?: number },
  ): Promise<Response>
}

/** Downloads from the service at `base`, on the way every request takes. */
export function createDownload(base: string, send: Send): Download {
  const url: Download['url'] = (path, query) => {
    const parameters = queryString(query)
    return parameters === '' ? base + path : `${base}${path}?${parameters}`
  }
  return {
    url,
    open: async (path, query, { signal, headers = {}, retries } = {}) => {
      const request = new Request(url(path, query), { headers, signal: signal ?? null })
      const response = await send(request, { whole: false, ...(retries === undefined ? {} : { retries }) })
      if (response.ok) return response
      throw errorOf(response, parsed(await response.text()))
    },
  }
}
