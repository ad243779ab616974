// The event streams of this process: opened, limited, drained.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Use } from '../admission/share.ts'
import type { Database } from '../database/database.ts'
import { AppError, unavailable } from '../errors.ts'
import { type Actor, may } from '../permission.ts'
import { Feed, type Frame, frameOf } from './feed.ts'
import type { Notices } from './notice.ts'
import { readHead, readStretch } from './read.ts'
import type { EventFilter } from './store.ts'
import { StreamClient } from './stream-client.ts'
import type { Wake } from './wake.ts'

export type StreamsOptions = {
  database: Database
  wake: Wake
  /** Whether the credential of an actor is still good for what it was good for. */
  recheck(actor: Actor): Promise<boolean>
  /** Aborted when the service is about to stop: every stream ends, so that its reader comes back elsewhere. */
  draining: AbortSignal
  /** What streams that ask for it are told beside the log; null: nothing. */
  notices: Notices | null
  limits?: StreamLimits
}

export type StreamLimits = {
  /** Streams of one process; default 10,000. */
  most?: number
  /** Of one tenant in it; default 6,000. */
  mostOfTenant?: number
  /** Milliseconds of the clock that heartbeats (every 15 ticks) and checks (every 45) go by; default just under a second. */
  tickMs?: number
}

export type StreamRequest = {
  /** Position after which to read; undefined: from now on. */
  after: number | undefined
  /** Epoch of the database the position belongs to, where the reader says. */
  epoch: string | undefined
  filter: EventFilter
  /** Whether it wants to be told what goes beside the log. */
  notices: boolean
}

export type Streams = {
  /** Answers a request with the live stream, until either side ends it. Throws unavailable before anything is sent. */
  open(actor: Actor, wanted: StreamRequest, raw: { request: FastifyRequest; reply: FastifyReply }): Promise<void>
  /** Streams open in this process. */
  count(): number
  /** What a tenant has of them. */
  of(tenantId: string): Use
}

/** Streams of one process, and of one tenant in it: each costs memory, none a connection to the database. */
const MOST = 10_000
const MOST_OF_TENANT = 6000
/** Just under a second, so that fifteen of them are never more than 15 s. */
const TICK_MS = 990
const BEAT_TICKS = 15
/** A credential is looked at again after so many ticks; what the look finds may be 10 s old. */
const CHECK_TICKS = 45
const MOST_CHECKS = 8
/** Reads for streams that catch up, at a time: a thousand that come back at once leave connections to everybody else. */
const MOST_READS = 4
/** Events, and bytes of what they say, that one such read gives: a client that takes them slowly holds so much. */
const READ = 200
const READ_BYTES = 262_144
/** Readers come back after this long, each a little different. */
const RETRY_MS = 1000
const RETRY_SPREAD_MS = 3000

/** The live streams of one process. */
export function createStreams({ database, wake, recheck, draining, notices, limits = {} }: StreamsOptions): Streams {
  const { most = MOST, mostOfTenant = MOST_OF_TENANT, tickMs = TICK_MS } = limits
  const clients = new Set<StreamClient>()
  const ofTenant = new Map<string, number>()
  const feeds = new Map<string, Feed>()
  const reads = new Semaphore(MOST_READS)
  const checks = new Semaphore(MOST_CHECKS)
  const shared = new Map<string, Promise<{ frames: Frame[]; position: number }>>()
  let ticks = 0
  let timer: NodeJS.Timeout | undefined

  const feedOf = (tenantId: string, readsRemoved: boolean, position: number, epoch: string): Feed => {
    const key = feedKey(tenantId, readsRemoved)
    const known = feeds.get(key)
    if (known) return known
    const feed = new Feed({ database, wake, tenantId, readsRemoved, position, epoch })
    feeds.set(key, feed)
    return feed
  }

  /** What several streams need at the same time is read once. */
  const readShared = (tenantId: string, readsRemoved: boolean, filter: EventFilter) => (after: number) => {
    const key = JSON.stringify([tenantId, readsRemoved, filter.types, filter.incidentId, after])
    const under = shared.get(key)
    if (under) return under
    const reading = reads
      .run(() => readStretch(database, tenantId, after, { limit: READ, bytes: READ_BYTES, filter, readsRemoved }))
      .then(({ events, position }) => ({ frames: events.map(frameOf), position }))
      .finally(() => shared.delete(key))
    shared.set(key, reading)
    return reading
  }

  const check = async (client: StreamClient): Promise<void> => {
    const good = await checks.run(() => recheck(client.actor)).catch(() => false)
    if (!good) client.end()
  }

  const tick = (): void => {
    ticks++
    const now = Date.now() / 1000
    for (const client of clients) {
      const { expiresAt } = client.actor
      if (expiresAt !== null && expiresAt <= now) client.end()
      else {
        if ((ticks + client.turn) % BEAT_TICKS === 0) client.beat()
        if ((ticks + client.turn) % CHECK_TICKS === 0) void check(client)
      }
    }
  }

  const forget = (client: StreamClient, feed: Feed, tenantId: string): void => {
    if (!clients.delete(client)) return
    const rest = (ofTenant.get(tenantId) ?? 1) - 1
    if (rest === 0) ofTenant.delete(tenantId)
    else ofTenant.set(tenantId, rest)
    feed.leave(client)
    if (!feed.followed) {
      feed.close()
      for (const [key, one] of feeds) if (one === feed) feeds.delete(key)
    }
    if (clients.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  const admit = (tenantId: string): void => {
    if (draining.aborted) throw unavailable('The service is about to stop; its streams are served elsewhere.', 1)
    if (clients.size >= most || (ofTenant.get(tenantId) ?? 0) >= mostOfTenant) {
      throw unavailable('There are as many live streams as this process can serve; try again later.', 10)
    }
  }

  draining.addEventListener('abort', () => {
    for (const client of clients) client.end()
  })

  return {
    count: () => clients.size,
    of: (tenantId) => ({ used: ofTenant.get(tenantId) ?? 0, waiting: 0, limit: mostOfTenant }),
    open: async (actor, wanted, { request, reply }) => {
      const { tenantId } = actor
      const readsRemoved = may(actor, 'history.read_removed')
      admit(tenantId)
      const known = feeds.get(feedKey(tenantId, readsRemoved))
      // A position the feed has passed is no news: readers that come back need no question.
      const { head, epoch } =
        known !== undefined && wanted.after !== undefined && wanted.after <= known.position
          ? { head: known.position, epoch: known.epoch }
          : await readHead(database, tenantId)
      admit(tenantId)
      const isStrange = (wanted.epoch !== undefined && wanted.epoch !== epoch) || (wanted.after ?? 0) > head
      const position = wanted.after ?? head
      reply.hijack()
      const response = reply.raw
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) response.setHeader(name, value)
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        // Buffering proxies would hold events back.
        'x-accel-buffering': 'no',
        'tocsin-epoch': epoch,
        'tocsin-position': String(isStrange ? 0 : position),
      })
      if (request.method === 'HEAD' || response.destroyed) {
        response.end()
        return
      }
      request.raw.socket.setKeepAlive(true, 30_000)
      const feed = feedOf(tenantId, readsRemoved, head, epoch)
      const client = new StreamClient({
        actor,
        response,
        feed,
        filter: wanted.filter,
        position: isStrange ? 0 : position,
        read: readShared(tenantId, readsRemoved, wanted.filter),
      })
      client.turn = Math.floor(Math.random() * CHECK_TICKS)
      clients.add(client)
      ofTenant.set(tenantId, (ofTenant.get(tenantId) ?? 0) + 1)
      let unfollow: (() => void) | undefined
      response.once('close', () => {
        unfollow?.()
        forget(client, feed, tenantId)
      })
      timer ??= setInterval(tick, tickMs)
      const retry = `retry: ${Math.round(RETRY_MS + RETRY_SPREAD_MS * Math.random())}\n\n`
      client.start(isStrange ? `${retry}event: reset\ndata: ${JSON.stringify({ epoch, head })}\n\n` : retry)
      if (wanted.notices) unfollow = notices?.follow(tenantId, (notice) => client.notice(notice))
    },
  }
}

function feedKey(tenantId: string, readsRemoved: boolean): string {
  return `${readsRemoved ? 'all' : 'shown'} ${tenantId}`
}

/** Reads a position out of Last-Event-ID, which counts more than ?after=: a reader that comes back repeats its address. Throws invalid. */
export function positionOf(lastEventId: string | undefined, after: number | undefined): number | undefined {
  if (lastEventId === undefined || lastEventId === '') return after
  const position = /^\d{1,16}$/.test(lastEventId) ? Number(lastEventId) : Number.NaN
  if (Number.isSafeInteger(position)) return position
  const message = 'Last-Event-ID must be the id of an event: a whole number.'
  throw new AppError('invalid', message, { problems: [{ code: 'BAD_HEADER', message, field: 'Last-Event-ID' }] })
}

/** Runs so many things at a time; the others wait their turn. */
class Semaphore {
  readonly #most: number
  #running = 0
  readonly #waiting: (() => void)[] = []

  constructor(most: number) {
    this.#most = most
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#most) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#running++
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }
}
