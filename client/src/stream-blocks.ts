import { createParser } from 'eventsource-parser'
import { UnreachableError } from './errors.ts'

/** What comes on a stream: a block with its data, or the time to wait before coming back; neither is a sign of life. */
export type Block = { id?: string | undefined; event?: string | undefined; data?: string; retry?: number }

/** Reads a stream, block by block. Throws UnreachableError when it breaks, or when nothing comes for `silenceMs`; then `abort` is called. */
export async function* readBlocks(
  response: Response,
  { silenceMs, abort }: { silenceMs: number; abort: () => void },
): AsyncGenerator<Block, void, void> {
  if (response.body === null) return
  const blocks: Block[] = []
  const parser = createParser({
    onEvent: (message) => blocks.push(message),
    onRetry: (retry) => blocks.push({ retry }),
    onComment: () => blocks.push({}),
  })
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  for (;;) {
    const { done, value } = await readWithin(reader, silenceMs, abort)
    if (done) return
    parser.feed(decoder.decode(value, { stream: true }))
    yield* blocks.splice(0)
  }
}

/** One piece. The clock runs only while it is waited for: a reader that takes its time with an event is not the network's fault. */
async function readWithin(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  silenceMs: number,
  abort: () => void,
): Promise<{ done: boolean; value?: Uint8Array | undefined }> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Nothing came for ${silenceMs / 1000} s.`))
      abort()
    }, silenceMs)
  })
  try {
    return await Promise.race([reader.read(), silence])
  } catch (error) {
    throw new UnreachableError('The live stream broke off.', { cause: error })
  } finally {
    clearTimeout(timer)
  }
}
