// Long polls: calls that read the log and are held until it grows. Those of a tenant that ask the same share one read.
import type { Budgets } from '../admission/budgets.ts'
import type { Database } from '../database/database.ts'
import { fitting, MOST_RECORD_BYTES } from '../http/answer-size.ts'
import { type Actor, may } from '../permission.ts'
import { readStretch } from './read.ts'
import { cursorAhead, type EventFilter } from './store.ts'
import type { Wake } from './wake.ts'

export type PollParts = {
  database: Database
  wake: Wake
  budgets: Pick<Budgets, 'costly' | 'polls' | 'loop'>
}

export type PollRequest = {
  /** Position after which to read. */
  after: number
  /** Most events. */
  limit: number
  filter: EventFilter
  /** How long to hold the call while there is nothing, in ms. */
  waitMs: number
  /** Aborted when nobody wants the answer any more, or the service is about to stop. */
  stop: AbortSignal
  /** Called with each epoch that was read; throws where it is another than the caller knows. */
  checkEpoch(epoch: string): void
}

/** What was read: `text` is the data of the answer. */
type Page = { text: string; count: number; position: number; head: number; epoch: string }

export type Polls = {
  /** Reads the log, and waits for more of it when there is nothing. Throws CURSOR_AHEAD, rate_limited, unavailable. */
  read(actor: Actor, wanted: PollRequest): Promise<string>
}

/** The long polls of one process. */
export function createPolls({ database, wake, budgets }: PollParts): Polls {
  const underWay = new Map<string, Promise<Page>>()

  const readPage = async (actor: Actor, after: number, { limit, filter }: PollRequest): Promise<Page> => {
    const leave = await budgets.costly.take(actor.tenantId)
    try {
      const readsRemoved = may(actor, 'history.read_removed')
      const read = await readStretch(database, actor.tenantId, after, {
        limit,
        bytes: MOST_RECORD_BYTES,
        filter,
        readsRemoved,
      })
      const { events, position, head, epoch } = read
      // The two statements may see different moments: an event beyond the head that was read is still in order and complete.
      if (events.length === 0 && after > head) throw cursorAhead(after, head)
      const texts = events.map((event) => event.text)
      const count = fitting(texts)
      const next = count < events.length ? (events[count - 1]?.seq ?? after) : position
      const text = `{"events":[${texts.slice(0, count).join(',')}],"next_after":${next},"epoch":"${epoch}"}`
      return { text, count, position: next, head, epoch }
    } finally {
      leave()
    }
  }

  /** One read for all that ask the same at the same time; `fresh` is false when it had begun before this call. */
  const readShared = (actor: Actor, after: number, wanted: PollRequest): { page: Promise<Page>; fresh: boolean } => {
    const { types, incidentId } = wanted.filter
    const kind = [actor.tenantId, may(actor, 'history.read_removed'), types, incidentId, after, wanted.limit]
    const key = JSON.stringify(kind)
    const known = underWay.get(key)
    if (known) return { page: known, fresh: false }
    const page = readPage(actor, after, wanted).finally(() => underWay.delete(key))
    underWay.set(key, page)
    return { page, fresh: true }
  }

  return {
    read: async (actor, wanted) => {
      const until = Date.now() + wanted.waitMs
      let after = wanted.after
      let leave = (): void => {}
      try {
        for (let held = false; ; ) {
          const { page: reading, fresh } = readShared(actor, after, wanted)
          const page = await reading
          wanted.checkEpoch(page.epoch)
          const left = until - Date.now()
          const looksOn = page.count === 0 && page.position < page.head
          if (!looksOn && (page.count > 0 || left <= 0 || wanted.stop.aborted)) {
            // A herd that one event woke gives the loop back between its answers.
            await budgets.loop.run(actor.tenantId, () => true)
            return page.text
          }
          after = page.position
          // What came since a read began that was not our own may be what we were woken for.
          if (looksOn || !fresh) continue
          if (!held) leave = await budgets.polls.take(actor.tenantId)
          held = true
          await wake.wait(actor.tenantId, after, left, wanted.stop)
        }
      } finally {
        leave()
      }
    },
  }
}
