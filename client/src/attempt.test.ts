import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attempt, type Fetch } from './attempt.ts'
import { UnreachableError } from './errors.ts'

const outgoing = () => ({
  url: 'http://service.test/',
  method: 'GET',
  headers: new Headers(),
  body: null,
  signal: new AbortController().signal,
})

/** A network on which nothing comes: neither an answer nor, after the start of one, its end. */
const silent =
  (start?: string): Fetch =>
  (_, { signal }) =>
    new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason))
      if (start === undefined) return
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          controller.enqueue(new TextEncoder().encode(start))
          signal?.addEventListener('abort', () => controller.error(signal.reason))
        },
      })
      resolve(new Response(body))
    })

test('an attempt on which nothing comes any more is given up, before its answer and in the middle of it', async () => {
  for (const start of [undefined, '{"data":']) {
    await assert.rejects(
      attempt(outgoing(), { fetch: silent(start), whole: true, silenceMs: 20 }),
      (error) => error instanceof UnreachableError && /0\.02 s/.test(String(error.cause)),
    )
  }
})

test('an answer that comes slowly is waited for, as long as something of it comes', async () => {
  const words = Array.from({ length: 20 }, (_, i) => `${i} `)
  const encoder = new TextEncoder()
  const slow: Fetch = async () => {
    const rest = [...words]
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> =>
      new Promise((resolve) => {
        setTimeout(() => {
          const word = rest.shift()
          if (word === undefined) controller.close()
          else controller.enqueue(encoder.encode(word))
          resolve()
        }, 10)
      })
    return new Response(new ReadableStream({ pull }))
  }
  const response = await attempt(outgoing(), { fetch: slow, whole: true, silenceMs: 150 })
  assert.equal(await response.text(), words.join(''))
})

test('answers without a body stay so', async () => {
  for (const status of [204, 304]) {
    const fetch: Fetch = async () => new Response(null, { status, headers: { etag: '"3"' } })
    const response = await attempt(outgoing(), { fetch, whole: true, silenceMs: 1000 })
    assert.deepEqual([response.status, response.body, response.headers.get('etag')], [status, null, '"3"'])
  }
})
