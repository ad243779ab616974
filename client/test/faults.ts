import type { Fetch } from '../src/attempt.ts'

/** One request as it left the client. */
export type Sent = { method: string; path: string; key: string | null; token: string | null }

/** What happens to a request on its way, by its number (from 0); undefined: nothing. */
export type Fault = (
  sent: Sent,
  number: number,
) => 'answer lost' | 'never arrives' | 'answer cut' | Response | undefined

/** A fetch to the real service that breaks some requests, and notes all of them. */
export function faultyFetch(fault: Fault = () => undefined): { fetch: Fetch; sent: Sent[] } {
  const sent: Sent[] = []
  const faulty: Fetch = async (input, init) => {
    const headers = new Headers(init.headers)
    const { pathname } = new URL(input)
    const one = {
      method: init.method ?? 'GET',
      path: pathname,
      key: headers.get('idempotency-key'),
      token: headers.get('authorization'),
    }
    const happens = fault(one, sent.push(one) - 1)
    if (happens instanceof Response) return happens
    if (happens === 'never arrives') throw new TypeError('fetch failed')
    const response = await fetch(input, init)
    if (happens === undefined) return response
    const text = await response.text()
    if (happens === 'answer lost') throw new TypeError('fetch failed')
    return new Response(broken(text.slice(0, text.length / 2)), { status: response.status, headers: response.headers })
  }
  return { fetch: faulty, sent }
}

/** A body that breaks off after some text. */
function broken(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: (controller) => {
      controller.enqueue(new TextEncoder().encode(text))
      controller.error(new TypeError('terminated'))
    },
  })
}

/** A refusal as the service words it. */
export function refusal(status: number, code: string, headers: Record<string, string> = {}): Response {
  const body = { message: `refused: ${code}`, errors: [{ code, message: `refused: ${code}` }], sent_at: '' }
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
}

/** A new incident as the client's types have it. */
export const incidentInput = {
  name: 'Water on the floor of server room 2',
  description: 'The raised floor is wet near rack 14.',
  reported_by: 'Night watch',
  status: 'NEW',
  type: 'FACILITY',
  date: '2024-11-11T10:57:27+08:00',
}
