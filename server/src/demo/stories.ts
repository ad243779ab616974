// Every demo story, its steps merged in order of time.
import { moments } from './calendar.ts'
import type { Codes } from './codes.ts'
import { MINUTE } from './instant.ts'
import { Random } from './random.ts'
import { sites } from './sites.ts'
import type { Step, StoryStep } from './step.ts'
import { tellStory } from './story.ts'

export type StoriesOptions = {
  incidents: number
  seed: number
  /** See Setting in setting.ts. */
  brief: boolean
  codes: Codes
  /** Unix ms: when the first one may be reported, and what is now. */
  start: number
  now: number
}

/** How long ago the stories that are not over yet may have begun, ms. */
const TODAY = 20 * 60 * MINUTE
const OWES = ['overdue', 'due', 'nothing'] as const
/** Of so many stories one is a duplicate and one deleted by mistake: in turn, not by chance, so that a demo of a hundred has them too. */
const DELETED_EVERY = 50
const DUPLICATE_AT = 17
const MISTAKE_AT = 42

/**
 * Every step of so many stories, in order of time: the same for the same options. Keeps the stories that are going on, which are few however
 * many there are in all.
 */
export function* storySteps({
  incidents,
  seed,
  brief,
  codes,
  start,
  now,
}: StoriesOptions): Generator<StoryStep, void, void> {
  const going = new Queue()
  let story = 0
  for (const { at, owes, site } of beginnings(incidents, seed, start, now)) {
    for (let next = going.before(at); next; next = going.before(at)) yield next
    const deleted = owes === null ? deletedAs(story) : null
    const steps = tellStory({ random: new Random(seed, story + 1), site, codes, at, now, brief, owes, deleted })
    going.add({ story: story++, steps, next: 0 })
  }
  for (let next = going.before(Number.POSITIVE_INFINITY); next; next = going.before(Number.POSITIVE_INFINITY))
    yield next
}

/** When stories begin: most of them in the past, some today and not over yet, so that there is something to do. */
function* beginnings(incidents: number, seed: number, start: number, now: number) {
  const today = Math.min(now, Math.max(start, now - TODAY))
  const open = Math.min(incidents, Math.max(8, Math.min(60, Math.round(incidents * 0.03))))
  for (const { at, site } of moments(sites, seed, incidents - open, start, today)) {
    yield { at, site: siteAt(site), owes: null }
  }
  let number = 0
  for (const { at, site } of moments(sites, seed + 1, open, today, now - 3 * MINUTE)) {
    yield { at, site: siteAt(site), owes: OWES[number++ % OWES.length] ?? null }
  }
}

function deletedAs(story: number): 'duplicate' | 'mistake' | null {
  const turn = story % DELETED_EVERY
  if (turn === DUPLICATE_AT) return 'duplicate'
  return turn === MISTAKE_AT ? 'mistake' : null
}

function siteAt(place: number) {
  const site = sites[place]
  if (!site) throw new Error(`there is no site ${place}`)
  return site
}

type Going = { story: number; steps: readonly Step[]; next: number }

/** Stories that are going on, the one whose next step comes first on top: a binary heap. */
class Queue {
  readonly #heap: Going[] = []

  add(going: Going): void {
    if (going.steps.length === 0) return
    this.#heap.push(going)
    for (let at = this.#heap.length - 1; at > 0; ) {
      const above = (at - 1) >> 1
      if (!this.#swapIfBefore(at, above)) break
      at = above
    }
  }

  /** Takes the next step of all that lies before an instant; undefined when there is none. */
  before(instant: number): StoryStep | undefined {
    const first = this.#heap[0]
    const step = first?.steps[first.next]
    if (!first || !step || step.at > instant) return undefined
    first.next++
    const last = first.next === first.steps.length
    if (last) {
      const moved = this.#heap.pop()
      if (moved && moved !== first) this.#heap[0] = moved
    }
    this.#sink()
    return { story: first.story, step, last }
  }

  #sink(): void {
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      const below = this.#isBefore(right, left) ? right : left
      if (!this.#swapIfBefore(below, at)) return
      at = below
    }
  }

  #swapIfBefore(one: number, other: number): boolean {
    if (!this.#isBefore(one, other)) return false
    const [first, second] = [this.#heap[one], this.#heap[other]]
    if (!first || !second) return false
    this.#heap[one] = second
    this.#heap[other] = first
    return true
  }

  #isBefore(one: number, other: number): boolean {
    const [first, second] = [this.#heap[one], this.#heap[other]]
    if (!first) return false
    if (!second) return true
    const [here, there] = [first.steps[first.next]?.at ?? 0, second.steps[second.next]?.at ?? 0]
    return here < there || (here === there && first.story < second.story)
  }
}
