// One try of a request: sends it once, and tells an answer from none.
import { UnreachableError } from './errors.ts'

export type Fetch = (input: string, init: RequestInit) => Promise<Response>

/** One request, its body in memory, so that it can be sent more than once. */
export type Outgoing = {
  url: string
  method: string
  headers: Headers
  body: ArrayBuffer | null
  signal: AbortSignal
}

export type AttemptOptions = {
  fetch: Fetch
  /** Whether the answer is read to its end here: one that breaks off is then no answer. */
  whole: boolean
  /** The attempt is given up when nothing arrives for so long. */
  silenceMs: number
}

/** Sends a request once. Throws UnreachableError when no whole answer comes, and the signal's reason when that is aborted. */
export async function attempt(outgoing: Outgoing, { fetch, whole, silenceMs }: AttemptOptions): Promise<Response> {
  const { url, method, headers, body, signal } = outgoing
  signal.throwIfAborted()
  const controller = new AbortController()
  const abort = (): void => controller.abort(signal.reason)
  const giveUp = (): void => controller.abort(new Error(`Nothing came for ${silenceMs / 1000} s.`))
  signal.addEventListener('abort', abort)
  let timer = setTimeout(giveUp, silenceMs)
  const heard = (): void => {
    clearTimeout(timer)
    timer = setTimeout(giveUp, silenceMs)
  }
  try {
    // Without cookies: the token alone says who is asking.
    const response = await fetch(url, { method, headers, body, signal: controller.signal, credentials: 'omit' })
    // Whoever reads the answer as it comes can still be stopped by the signal.
    if (!whole) return response
    const bytes = await readAll(response, heard)
    signal.removeEventListener('abort', abort)
    return new Response(bytes, { status: response.status, statusText: response.statusText, headers: response.headers })
  } catch (error) {
    signal.throwIfAborted()
    throw new UnreachableError('The service cannot be reached.', { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

/** The bytes of an answer; null where it can have none. */
async function readAll(response: Response, heard: () => void): Promise<Blob | null> {
  if (response.body === null) return null
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return new Blob(chunks)
    heard()
    chunks.push(value)
  }
}
