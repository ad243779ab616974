// One client of the event stream: catches up, goes live, is bounded in what it is owed.
import type { ServerResponse } from 'node:http'
import { pause } from '../pause.ts'
import type { Actor } from '../permission.ts'
import type { Feed, FeedListener, Frame } from './feed.ts'
import type { Notice } from './notice.ts'
import type { EventFilter } from './store.ts'

export type ClientOptions = {
  actor: Actor
  response: ServerResponse
  feed: Feed
  filter: EventFilter
  /** Last event it has seen. */
  position: number
  /** Reads some frames after a position that pass the filter. */
  read(after: number): Promise<{ frames: Frame[]; position: number }>
}

/** A client that takes nothing while so many bytes become due for it is dropped; it comes back with its position. */
const MOST_OWED_BYTES = 1_048_576

/**
 * One stream. It catches up from its position by what the feed has at hand or by reads of its own, and is live from the moment the
 * feed has nothing after its position: both are looked at in one turn of the event loop, so there is no seam. What is written is
 * bounded by the socket's own buffer: a client that can't take more goes back to catching up once it can.
 */
export class StreamClient implements FeedListener {
  readonly actor: Actor
  /** Which of the seconds are its turn for heartbeats and checks. */
  turn = 0
  readonly #response: ServerResponse
  readonly #feed: Feed
  readonly #options: ClientOptions
  #position: number
  /** Grows with each reset: what was read before one is not written after it. */
  #life = 0
  #live = false
  #catching = false
  #blocked = false
  #owed = 0
  #closed = false
  #resume: (() => void) | null = null
  /** What it is still to be told beside the log, by incident: the last word of each. */
  readonly #notices = new Map<string, Buffer>()

  constructor(options: ClientOptions) {
    this.actor = options.actor
    this.#response = options.response
    this.#feed = options.feed
    this.#options = options
    this.#position = options.position
    options.response.on('drain', () => {
      this.#blocked = false
      this.#owed = 0
      this.#giveNotices()
      this.#resume?.()
    })
    options.response.on('close', () => this.#gone())
    options.response.on('error', () => this.#gone())
  }

  /** Joins the feed; `preamble` is written before anything else. */
  start(preamble: string): void {
    this.#write(preamble)
    this.#feed.join(this)
    void this.#catchUp()
  }

  take(frame: Frame): void {
    if (this.#live) {
      if (frame.seq <= this.#position) return
      this.#position = frame.seq
      if (this.#matches(frame) && !this.#write(frame.bytes)) {
        this.#live = false
        void this.#catchUp()
      }
    } else if (this.#blocked && this.#matches(frame)) {
      this.#owed += frame.bytes.length
      if (this.#owed > MOST_OWED_BYTES) this.#response.destroy()
    }
  }

  /** Something beside the log: written now, or once the client can take it. */
  notice({ incidentId, bytes }: Notice): void {
    const wanted = this.#options.filter.incidentId
    if (this.#closed || (wanted !== undefined && wanted !== incidentId)) return
    this.#notices.set(incidentId, bytes)
    this.#giveNotices()
  }

  /** Says that its position means nothing any more, and starts over from the beginning of the log. */
  reset(epoch: string, head: number): void {
    this.#life++
    this.#position = 0
    this.#live = false
    this.#write(`event: reset\ndata: ${JSON.stringify({ epoch, head })}\n\n`)
    void this.#catchUp()
  }

  /** A comment line, so that nothing on the way takes the stream for dead. */
  beat(): void {
    if (!this.#blocked) this.#write(':\n\n')
  }

  /** Ends the stream; its reader may come back. */
  end(): void {
    if (this.#closed) return
    if (this.#blocked) this.#response.destroy()
    else this.#response.end()
    this.#gone()
  }

  async #catchUp(): Promise<void> {
    if (this.#catching) return
    this.#catching = true
    while (!this.#closed && !this.#live) {
      const frames = await this.#next()
      if (frames !== null) await this.#giveAll(frames)
    }
    this.#catching = false
  }

  /** Frames to write; null when there was nothing to be had, or the state has changed. */
  async #next(): Promise<{ frames: readonly Frame[]; position: number; life: number } | null> {
    if (this.#blocked) {
      await this.#drained()
      return null
    }
    const life = this.#life
    const atHand = this.#feed.since(this.#position)
    if (atHand?.length === 0) {
      this.#live = true
      return null
    }
    if (atHand) return { frames: atHand.filter((frame) => this.#matches(frame)), position: this.#feed.position, life }
    try {
      const { frames, position } = await this.#options.read(this.#position)
      return { frames, position, life }
    } catch {
      // The database is away: the stream stays open and goes on when it is back.
      await pause(500 + 1000 * Math.random())
      return null
    }
  }

  async #giveAll({
    frames,
    position,
    life,
  }: {
    frames: readonly Frame[]
    position: number
    life: number
  }): Promise<void> {
    for (const frame of frames) {
      if (this.#blocked) await this.#drained()
      if (this.#closed || life !== this.#life) return
      this.#position = frame.seq
      this.#write(frame.bytes)
    }
    if (life === this.#life) this.#position = Math.max(this.#position, position)
  }

  #matches({ type, incidentId }: Frame): boolean {
    const { types, incidentId: wanted } = this.#options.filter
    if (wanted !== undefined && incidentId !== wanted) return false
    return types === undefined || types.some((one) => typeMatches(one, type))
  }

  /** False when the client can't take more for now. */
  #write(chunk: string | Buffer): boolean {
    if (this.#closed) return false
    if (!this.#response.write(chunk)) {
      this.#blocked = true
      this.#owed = 0
    }
    return !this.#blocked
  }

  #giveNotices(): void {
    for (const [incidentId, bytes] of this.#notices) {
      if (this.#blocked) return
      this.#notices.delete(incidentId)
      this.#write(bytes)
    }
  }

  #drained(): Promise<void> {
    if (!this.#blocked || this.#closed) return Promise.resolve()
    return new Promise((resolve) => {
      this.#resume = () => {
        this.#resume = null
        resolve()
      }
    })
  }

  #gone(): void {
    if (this.#closed) return
    this.#closed = true
    this.#feed.leave(this)
    this.#resume?.()
  }
}

/** Whether a type is one that `wanted` stands for: itself, incident.* or *. */
function typeMatches(wanted: string, type: string): boolean {
  return wanted === '*' || wanted === type || (wanted.endsWith('.*') && type.startsWith(wanted.slice(0, -1)))
}
