// A reader of the event stream, for tests.
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { LoggedEvent } from './log.ts'
import { until } from './until.ts'

/** A block of a stream as a reader sees it; `id` null where it has none. */
export type Block = { id: string | null; event: string; data: string }

/** A reader of a stream, on a connection of its own. */
export type Reader = {
  status: number
  headers: IncomingMessage['headers']
  /** Blocks with data, in the order they came. */
  blocks: Block[]
  /** Comment lines, without the colon. */
  comments: string[]
  /** Every `retry` seen, in ms. */
  retries: number[]
  /** Everything that came, as it came. */
  raw: () => string
  /** Whether the stream is over: ended by the service, broken, or cut. */
  over: boolean
  /** How it was over: ended well (true) or broken. */
  endedWell: boolean
  /** The events so far. */
  events(): LoggedEvent[]
  /** Waits until so many blocks have come. */
  has(count: number): Promise<void>
  cut(): void
  pause(): void
  resume(): void
}

export type ReadOptions = {
  query?: string
  lastEventId?: string
  accept?: string
  method?: string
  /** Does not read anything. */
  deaf?: boolean
}

/** Opens a stream and resolves when its headers are there. Lines must end in LF alone: anything else throws. */
export async function openStream(url: string, token: string, options: ReadOptions = {}): Promise<Reader> {
  const outgoing: ClientRequest = request(`${url}/v1/incident/events${options.query ?? ''}`, {
    method: options.method ?? 'GET',
    agent: false,
    headers: {
      authorization: `Bearer ${token}`,
      accept: options.accept ?? 'text/event-stream',
      ...(options.lastEventId === undefined ? {} : { 'last-event-id': options.lastEventId }),
    },
  })
  outgoing.end()
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve)
    outgoing.once('error', reject)
  })
  let text = ''
  let rest = ''
  const reader: Reader = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    blocks: [],
    comments: [],
    retries: [],
    raw: () => text,
    over: false,
    endedWell: false,
    events: () => reader.blocks.filter(({ id }) => id !== null).map(({ data }) => JSON.parse(data) as LoggedEvent), // its data is the event
    has: (count) => until(() => reader.blocks.length >= count || reader.over),
    cut: () => outgoing.destroy(),
    pause: () => response.pause(),
    resume: () => response.resume(),
  }
  response.setEncoding('utf8')
  response.on('end', () => {
    reader.over = true
    reader.endedWell = response.complete
  })
  response.on('error', () => {})
  outgoing.on('error', () => {})
  response.on('close', () => {
    reader.over = true
  })
  if (options.deaf) return reader
  response.on('data', (chunk: string) => {
    text += chunk
    if (chunk.includes('\r')) throw new Error('a line of the stream ends in CR')
    rest += chunk
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      take(reader, rest.slice(0, end))
      rest = rest.slice(end + 2)
    }
  })
  return reader
}

function take(reader: Reader, block: string): void {
  const read: Block = { id: null, event: 'message', data: '' }
  let hasData = false
  for (const line of block.split('\n')) {
    if (line.startsWith(':')) reader.comments.push(line.slice(1))
    else if (line.startsWith('id: ')) read.id = line.slice(4)
    else if (line.startsWith('event: ')) read.event = line.slice(7)
    else if (line.startsWith('retry: ')) reader.retries.push(Number(line.slice(7)))
    else if (line.startsWith('data: ')) {
      read.data += (hasData ? '\n' : '') + line.slice(6)
      hasData = true
    } else if (line !== '') throw new Error(`a line of the stream is none: ${line}`)
  }
  if (hasData) reader.blocks.push(read)
  else if (read.id !== null) throw new Error('something without data carries an id')
}
