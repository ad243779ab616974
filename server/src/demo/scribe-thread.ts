// A thread that writes demo stories down as rows.
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import type { Definitions } from '../attribute/definitions.ts'
import type { Load } from '../database/bulk.ts'
import { codesOf } from './codes.ts'
import { Rows } from './rows.ts'
import { type Head, Scribe } from './scribe.ts'
import { type StoriesOptions, storySteps } from './stories.ts'
import type { Telling } from './tell.ts'

/** What the thread is to write down. */
export type Order = { telling: Telling; definitions: Definitions; stories: Omit<StoriesOptions, 'codes'>; head: Head }

/** Rows, and where the log stands after them. */
export type Chunk = { loads: Load[]; head: Head; last: boolean }

/** Characters of rows in a chunk. */
const SIZE = 12_000_000

const port = parentPort
if (!port) throw new Error('this is the program of a thread')
const { telling, definitions, stories, head } = workerData as Order // what bulk.ts gives it
const rows = new Rows(telling.tenantId)
const scribe = new Scribe(definitions, telling, head, rows)
for (const step of storySteps({ ...stories, codes: codesOf(definitions) })) {
  scribe.tell(step)
  if (rows.size >= SIZE) await send(false)
}
await send(true)

/** Hands a chunk over and waits until it is wanted: there are never more than this one and the next. */
async function send(last: boolean): Promise<void> {
  const loads = rows.take()
  const chunk: Chunk = { loads, head: { ...scribe.head }, last }
  const wanted = once(port as NonNullable<typeof port>, 'message') // asked above
  port?.postMessage(
    chunk,
    loads.map(({ rows: bytes }) => bytes.buffer as ArrayBuffer), // its own, see Rows.take()
  )
  await wanted
}
