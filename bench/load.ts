import { Client } from 'undici'

export type Request = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  path: string
  headers?: Record<string, string>
  body?: string
}

export type Measured = {
  requests: number
  perSecond: number
  p50Ms: number
  p99Ms: number
  errors: number
  firstError: string | null
}

/** Closed-loop load: so many connections, each sending its next request when it has the answer to the last. */
export async function load(
  url: string,
  connections: number,
  seconds: number,
  next: () => Request,
  answered?: (request: Request, body: string) => void,
): Promise<Measured> {
  const times: number[] = []
  let errors = 0
  let firstError: string | null = null
  const start = performance.now()
  const end = start + seconds * 1000
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new Client(url, { pipelining: 1 })
      while (performance.now() < end) {
        const request = next()
        const began = performance.now()
        const response = await client.request({
          method: request.method,
          path: request.path,
          headers: request.headers ?? null,
          body: request.body ?? null,
        })
        const text = await response.body.text()
        times.push(performance.now() - began)
        if (response.statusCode > 299) {
          errors++
          firstError ??= `${response.statusCode} ${text.slice(0, 300)}`
        } else answered?.(request, text)
      }
      await client.close()
    }),
  )
  const elapsed = (performance.now() - start) / 1000
  times.sort((a, b) => a - b)
  const at = (part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0
  return {
    requests: times.length,
    perSecond: times.length / elapsed,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    errors,
    firstError,
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
