// Hints between processes on one database: which tenants have news.
import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'
import { pause } from '../pause.ts'
import type { Database } from './database.ts'
import { sql } from './sql.ts'

/** Hints between the processes on one database: which tenants have news. Lost ones do no harm, since everybody polls as well. */
export type Hints = {
  /** Tells the other processes, soon: several tenants go together. null: any tenant may have news. */
  tell(tenantId: string | null): void
  /** Whether hints of others arrive at present. */
  listening(): boolean
  close(): Promise<void>
}

export type HintsOptions = {
  /** Called for each tenant another process tells of; null: any. */
  onHint(tenantId: string | null): void
  /** Called when listening begins and ends, with what is to be said about it. */
  onChange?(listening: boolean, details: Record<string, unknown>): void
  /** How often the connection is tried; default 5000. */
  heartbeatMs?: number
  /** No answer for so long: the connection is given up; default 3000. */
  silenceMs?: number
}

/** Hints of so long go together in one NOTIFY. */
const COALESCE_MS = 50
/** PostgreSQL takes less than 8000 bytes; a longer list becomes "any". */
const MOST_BYTES = 7900
/** Pause before another connection, doubled while it fails. */
const RETRY_MS = 500
const MOST_RETRY_MS = 10_000
/** Behind a pooler LISTEN works on no connection: it is tried again now and then only, in case that changes. */
const POOLER_RETRY_MS = 60_000

/**
 * Listens on a connection of its own and tells there what changed here, outside every writing transaction. It is tried by a notification
 * from another connection while it is idle: one that does not come counts as deaf. (A half-open connection; a pooler in transaction mode,
 * where the session that listens belongs to nobody between two statements. A notification to itself would come with the answer to its own
 * statement, whenever the pooler happens to give it the same session again.)
 */
export function openHints(database: Database, options: HintsOptions): Hints {
  const { onHint, onChange, heartbeatMs = 5000, silenceMs = 3000 } = options
  // A channel belongs to the whole database: the name tells the schemas apart.
  const channel = `tocsin_${createHash('sha256').update(database.schema).digest('hex').slice(0, 16)}`
  const me = randomBytes(6).toString('base64url')
  const closing = new AbortController()
  let client: pg.Client | null = null
  let heard = 0
  let pending = new Set<string | null>()
  let timer: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  const receive = (payload: string): void => {
    const sender = payload.slice(0, me.length)
    const body = payload.slice(me.length)
    if (sender === me) {
      if (body.startsWith('?')) heard = Number(body.slice(1))
      return
    }
    if (body.startsWith('?')) return
    for (const tenantId of read(body)) onHint(tenantId)
  }

  /** One statement after the other: the driver takes no second one meanwhile. */
  const ask = (on: pg.Client, text: string, values: string[] = []): Promise<unknown> => {
    const asked = last.then(() => on.query(text, values))
    last = asked.catch(() => {})
    return asked
  }

  const send = (): void => {
    timer = undefined
    const tenants = pending
    pending = new Set()
    if (client === null) return
    // A hint that can't be sent is lost: the others find out by themselves within a second.
    ask(client, 'select pg_notify($1, $2)', [channel, me + write(tenants)]).catch(() => {})
  }

  /** Resolves when the connection is no good any more; true when it never was: notifications don't come through. */
  const listen = async (): Promise<boolean> => {
    const connected = await connect(database, silenceMs)
    last = Promise.resolve()
    let proven = false
    const broken = new Promise<void>((resolve) => {
      connected.once('error', () => resolve())
      connected.once('end', () => resolve())
    })
    try {
      connected.on('notification', ({ payload = '' }) => receive(payload))
      await within(silenceMs, ask(connected, `listen ${channel}`), broken)
      for (let number = 1; !closing.signal.aborted; number++) {
        const sent = Date.now() * 1000 + (number % 1000)
        await within(silenceMs, last, broken)
        await within(silenceMs, database.read('', sql`select pg_notify(${channel}, ${`${me}?${sent}`})`), broken)
        if (heard !== sent) await until(() => heard === sent, silenceMs, closing.signal)
        if (heard !== sent) return !proven
        if (!proven) {
          proven = true
          client = connected
          onChange?.(true, {})
          // Whatever was told while nobody listened.
          onHint(null)
        }
        await Promise.race([pause(heartbeatMs, closing.signal), broken.then(() => Promise.reject(new Error('closed')))])
      }
      return false
    } finally {
      client = null
      // A half-open connection would never answer end().
      if (closing.signal.aborted) await atMost(500, connected.end())
      connected.connection.stream.destroy()
    }
  }

  const run = async (): Promise<void> => {
    let failures = 0
    let said = ''
    while (!closing.signal.aborted) {
      const began = performance.now()
      let deaf = false
      let problem: unknown
      try {
        deaf = await listen()
      } catch (error) {
        problem = error
      }
      if (closing.signal.aborted) return
      failures = performance.now() - began > 2 * heartbeatMs ? 0 : failures + 1
      const saying = deaf ? 'pooler' : 'broken'
      if (said !== saying || failures === 0) onChange?.(false, deaf ? { pooler: true } : { err: problem })
      said = saying
      const wait = deaf ? POOLER_RETRY_MS : Math.min(MOST_RETRY_MS, RETRY_MS * 2 ** Math.max(0, failures - 1))
      await pause(wait * (0.8 + 0.4 * Math.random()), closing.signal)
    }
  }

  const running = run()
  return {
    tell: (tenantId) => {
      pending.add(tenantId)
      timer ??= setTimeout(send, COALESCE_MS)
    },
    listening: () => client !== null,
    close: async () => {
      closing.abort()
      clearTimeout(timer)
      await running
    },
  }
}

function write(tenants: ReadonlySet<string | null>): string {
  if (tenants.has(null)) return '*'
  const text = JSON.stringify([...tenants])
  return Buffer.byteLength(text) > MOST_BYTES ? '*' : text
}

function read(body: string): (string | null)[] {
  if (body === '*') return [null]
  try {
    const tenants: unknown = JSON.parse(body)
    return Array.isArray(tenants) ? tenants.filter((one) => typeof one === 'string') : [null]
  } catch {
    return [null]
  }
}

/** What the work gives, or undefined when it takes longer. */
async function atMost<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  const done = new AbortController()
  try {
    return await Promise.race([work, pause(ms, done.signal).then(() => undefined)])
  } finally {
    done.abort()
  }
}

async function connect(database: Database, ms: number): Promise<pg.Client> {
  const connecting = database.connect()
  const client = await atMost(ms, connecting)
  if (client !== undefined) return client
  connecting.then(
    (given) => given.connection.stream.destroy(),
    () => {},
  )
  throw new Error('no connection to listen on was made in time')
}

async function within(ms: number, work: Promise<unknown>, broken: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the listening connection gave no answer')), ms)
  })
  const end = broken.then(() => Promise.reject(new Error('the listening connection was closed')))
  try {
    await Promise.race([work, silence, end])
  } finally {
    clearTimeout(timer)
    work.catch(() => {})
    end.catch(() => {})
  }
}

async function until(condition: () => boolean, ms: number, signal: AbortSignal): Promise<void> {
  const end = performance.now() + ms
  while (!condition() && performance.now() < end && !signal.aborted) await pause(20, signal)
}
