// Reads Server-Sent Events from bytes, block by block.
import { createParser } from 'eventsource-parser'
import { UnreachableError } from './errors.ts'

/** What comes on a stream: a block with its data, or the time to wait before coming back, which the service sends first. */
export type Block = { id?: string | undefined; event?: string | undefined; data?: string; retry?: number }

/**
 * Reads a stream, block by block, until it or the signal ends it. Throws UnreachableError when it breaks, or when nothing comes for
 * `silenceMs`, heartbeats included.
 */
export async function* readBlocks(
  response: Response,
  silenceMs: number,
  signal: AbortSignal,
): AsyncGenerator<Block, void, void> {
  if (response.body === null) return
  const blocks: Block[] = []
  const parser = createParser({
    onEvent: (message) => blocks.push(message),
    onRetry: (retry) => blocks.push({ retry }),
  })
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  // The signal that the request was sent with does not always reach its answer: Node forgets the way between them with the request.
  const end = (): void => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  try {
    for (;;) {
      const { done, value } = await readWithin(reader, silenceMs)
      if (done) return
      parser.feed(decoder.decode(value, { stream: true }))
      yield* blocks.splice(0)
    }
  } finally {
    signal.removeEventListener('abort', end)
    end()
  }
}

/** One piece. The clock runs only while it is waited for: a reader that takes its time with an event is not the network's fault. */
async function readWithin(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  silenceMs: number,
): Promise<{ done: boolean; value?: Uint8Array | undefined }> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing came for ${silenceMs / 1000} s.`)), silenceMs)
  })
  try {
    return await Promise.race([reader.read(), silence])
  } catch (error) {
    throw new UnreachableError('The live stream broke off.', { cause: error })
  } finally {
    clearTimeout(timer)
  }
}
