// The live connection of the console, shared by its tabs.
import type { Tocsin } from '@tocsin/client'
import { follows, type LiveItem, type Place, type TabWord } from './item.ts'
import { probe } from './probe.ts'
import { catchUp, readLog } from './source.ts'

export type Connection = 'live' | 'connecting' | 'lost'

/** A page waits no longer than this for the stream before it reads its data. */
const readyMs = 400
/** A tab that asked how it stands waits no longer than this for the one that holds the stream. */
const answerMs = 2000

/** What happens at the service, as it happens: one connection for all tabs of one person. */
class Live {
  #connected = $state(false)
  /** Whether it ever was connected since the start. */
  #begun = $state(false)
  #reachable = $state(true)
  #lostAt: number | undefined = $state()
  #handlers = new Set<(item: LiveItem) => void>()
  #place: Place = { seq: undefined, epoch: undefined }
  #queue: Promise<void> = Promise.resolve()
  #stop: (() => void) | undefined

  /** `lost`: what is shown may be out of date. */
  readonly connection: Connection = $derived.by(() => {
    if (!this.#reachable) return 'lost'
    if (this.#connected) return 'live'
    return this.#begun ? 'lost' : 'connecting'
  })

  /** When the connection was lost, in milliseconds since 1970; undefined while there is one. */
  get lostAt(): number | undefined {
    return this.connection === 'lost' ? this.#lostAt : undefined
  }

  /** Calls `handler` with all that comes, until the function it gives is called. Pages use onLive(). */
  on(handler: (item: LiveItem) => void): () => void {
    this.#handlers.add(handler)
    return () => this.#handlers.delete(handler)
  }

  /** Begins for this person; resolves once connected, or when a page should wait no longer. */
  async start(tocsin: Tocsin, owner: { tenant: string; user: string }): Promise<void> {
    const again = this.#stop !== undefined
    this.stop()
    const name = `tocsin.live.${encodeURIComponent(owner.tenant)}.${encodeURIComponent(owner.user)}`
    const controller = new AbortController()
    const { signal } = controller
    const channel = new BroadcastChannel(name)
    const unprobe = probe((there) => this.#tellReachable(there))
    let leading = false
    let answered = false
    let resolveReady = (): void => undefined
    const ready = new Promise<void>((resolve) => {
      resolveReady = resolve
    })
    const say = (word: TabWord): void => channel.postMessage(word)
    const sayState = (): void => say({ kind: 'state', connected: this.#connected, place: { ...this.#place } })

    channel.onmessage = ({ data }: MessageEvent<TabWord>) => {
      if (data.kind === 'ask') {
        if (leading) sayState()
      } else if (!leading) {
        answered = true
        if (data.kind === 'item') this.#hear(tocsin, data.item)
        else {
          this.#setConnected(data.connected)
          this.#hearPlace(tocsin, data.place)
          if (data.connected) resolveReady()
        }
      }
    }

    const lead = async (): Promise<void> => {
      leading = true
      await this.#queue
      const on = {
        open: (place: Place): void => {
          const late = this.#begun === false && isReady
          this.#place = place
          this.#setConnected(true)
          sayState()
          resolveReady()
          // The page read its data before it was told where the log stood.
          if (late) this.#deliver({ kind: 'reset' })
        },
        lost: (): void => {
          this.#setConnected(false)
          sayState()
        },
        item: (item: LiveItem): void => {
          if (item.kind === 'event') this.#place.seq = item.event.seq
          this.#deliver(item)
          say({ kind: 'item', item })
        },
      }
      try {
        await readLog(tocsin, { ...this.#place }, on, signal)
      } catch {
        // The session has ended: it begins anew when someone signs in again.
        this.#setConnected(false)
        sayState()
      }
      leading = false
    }
    const hold = (steal: boolean): void => {
      const options = steal ? { steal: true } : { signal }
      // Rejected when stopped, or when another tab took over because this one did not answer.
      navigator.locks.request(name, options, lead).catch(() => undefined)
    }
    const ask = (): void => {
      if (leading || document.visibilityState !== 'visible') return
      answered = false
      say({ kind: 'ask' })
      setTimeout(() => {
        // The tab that holds the stream sleeps, or hangs.
        if (!answered && !leading && !signal.aborted) hold(true)
      }, answerMs)
    }

    let isReady = false
    document.addEventListener('visibilitychange', ask)
    this.#stop = () => {
      controller.abort()
      unprobe()
      channel.close()
      document.removeEventListener('visibilitychange', ask)
      this.#connected = false
      this.#begun = false
      this.#place = { seq: undefined, epoch: undefined }
      this.#stop = undefined
    }
    hold(false)
    ask()
    await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, readyMs))])
    isReady = true
    // Signed in again: what happened meanwhile did not come.
    if (again) this.#deliver({ kind: 'reset' })
  }

  /** Ends the connection and forgets where it stood. Handlers stay. */
  stop(): void {
    this.#stop?.()
  }

  /** From the tab that holds the stream: one thing after another. */
  #hear(tocsin: Tocsin, item: LiveItem): void {
    this.#then(async () => {
      if (item.kind !== 'event') return this.#deliver(item)
      const order = follows(this.#place, item.event.seq)
      if (order === 'seen') return
      if (order === 'gap') return await this.#catchUp(tocsin)
      this.#place.seq = item.event.seq
      this.#deliver(item)
    })
  }

  #hearPlace(tocsin: Tocsin, place: Place): void {
    this.#then(async () => {
      if (this.#place.seq === undefined) this.#place = place
      else if (place.epoch !== this.#place.epoch && this.#place.epoch !== undefined) {
        this.#place = place
        this.#deliver({ kind: 'reset' })
      } else if (place.seq !== undefined && place.seq > this.#place.seq) await this.#catchUp(tocsin)
    })
  }

  async #catchUp(tocsin: Tocsin): Promise<void> {
    const events = await catchUp(tocsin, this.#place)
    if (events === undefined) {
      this.#place = { seq: undefined, epoch: undefined }
      this.#deliver({ kind: 'reset' })
      return
    }
    for (const event of events) {
      this.#place.seq = event.seq
      this.#deliver({ kind: 'event', event })
    }
  }

  #then(run: () => Promise<void>): void {
    this.#queue = this.#queue.then(run).catch(() => undefined)
  }

  #deliver(item: LiveItem): void {
    for (const handler of [...this.#handlers]) handler(item)
  }

  #tellReachable(there: boolean): void {
    if (!there && this.#reachable) this.#lostAt ??= Date.now()
    this.#reachable = there
    if (there && this.#connected) this.#lostAt = undefined
  }

  #setConnected(connected: boolean): void {
    if (connected) {
      this.#begun = true
      if (this.#reachable) this.#lostAt = undefined
    } else if (this.#connected) this.#lostAt ??= Date.now()
    this.#connected = connected
  }
}

export const live = new Live()

/** Calls `handler` with all that comes for as long as the component is shown. Call it while the component is made. */
export function onLive(handler: (item: LiveItem) => void): void {
  $effect(() => live.on(handler))
}
