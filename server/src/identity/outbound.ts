// Requests to identity providers: bounded in time and size, no redirects.

/** What an identity provider answered. */
export type Answered = { status: number; body: Buffer }

/** Longest answer that is read, in bytes. */
const LONGEST_ANSWER = 1_048_576

/**
 * Asks an identity provider: no redirects, bounded answer, `timeoutMs` for all of it. Rejects when there is no answer to be
 * had; whatever the status is, it resolves.
 */
export async function ask(url: string, headers: Record<string, string>, timeoutMs: number): Promise<Answered> {
  const response = await fetch(url, {
    headers: { accept: 'application/json', ...headers },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > LONGEST_ANSWER) throw new Error(`the answer of ${new URL(url).host} is too long`)
    chunks.push(chunk)
  }
  return { status: response.status, body: Buffer.concat(chunks) }
}
