// Makes up the story of one demo incident.
import { attributes, type Values } from './attributes.ts'
import { dateAt, dayAt, MINUTE } from './instant.ts'
import { upToNow } from './owed.ts'
import type { Setting } from './setting.ts'
import { type Person, type Scenario, staffOf, type Tale } from './site.ts'
import type { Changed, Step, StepBody } from './step.ts'
import { fill } from './template.ts'

/** Minutes until the next promised update, by severity; 0: none is promised. */
const PROMISES = [30, 60, 180, 0, 0]
/** Updates posted, by severity. */
const UPDATES: readonly (readonly [number, number])[] = [
  [3, 5],
  [2, 4],
  [1, 3],
  [0, 2],
  [0, 1],
]
const ACKNOWLEDGED = [3, 5, 9, 20, 35]
/** How many stories nobody ever closes, and how many come back. */
const FORGOTTEN = 0.012
const REOPENED = 0.04

/** Tells what happens with one incident, in order of time. */
export function tellStory(setting: Setting): Step[] {
  const teller = new Teller(setting)
  teller.report()
  if (setting.deleted === 'duplicate') teller.takeForDuplicate()
  else {
    teller.acknowledge()
    if (setting.deleted === 'mistake') teller.deleteByMistake()
    teller.work()
    if (setting.owes === null && !setting.random.chance(FORGOTTEN)) teller.resolve()
    teller.remark()
  }
  return teller.told()
}

class Teller {
  readonly #setting: Setting
  readonly #scenario: Scenario
  readonly #tale: Tale
  readonly #staff: readonly Person[]
  /** What the slots were filled with. */
  readonly #told = new Map<string, string>()
  readonly #steps: Step[] = []
  /** Which of the site's locations it is at. */
  readonly #place: string
  /** Place in the codes, worst first. */
  #severity: number
  readonly #assessedAtOnce: boolean
  /** How long it takes, ms. */
  readonly #length: number
  #time: number
  #promise = 0
  /** When it was over. */
  #end = 0
  #owner: Person

  constructor(setting: Setting) {
    const { random, site, at } = setting
    this.#setting = setting
    this.#scenario =
      site.scenarios[random.weighted(site.scenarios.map(({ weight = 1 }) => weight))] ?? random.pick(site.scenarios)
    this.#staff = staffOf(site)
    this.#tale = random.pick(this.#scenario.tales)
    this.#place = random.pick(this.#tale.at)
    this.#severity = random.weighted(this.#scenario.severity)
    this.#assessedAtOnce = random.chance(0.7)
    this.#length = random.around(this.#scenario.minutes) * MINUTE
    this.#time = at
    this.#owner = random.pick(this.#staff)
  }

  report(): void {
    const { random, site, codes } = this.#setting
    const late = random.chance(0.05)
    const happened = this.#time - (late ? random.between(120, 2000) : random.between(1, 25)) * MINUTE
    if (this.#assessedAtOnce) this.#promiseNews(0.7)
    const values: Values = {}
    if (random.chance(0.25)) values.workOrder = `WO-${random.int(100_000, 999_999)}`
    this.#add({
      do: 'create',
      fields: {
        name: this.#text(this.#tale.name),
        description: this.#text(this.#tale.description),
        reported_by: this.#text(random.pick(site.reporters)),
        status: random.chance(0.85) ? codes.status.new : codes.status.open,
        type: codes.type(this.#scenario.type),
        severity: this.#assessedAtOnce ? this.#severityCode() : '',
        date: dateAt(happened, site.offset, random.chance(0.12)),
        location: this.#text(site.locations[this.#place] ?? ''),
        next_update: this.#promise,
        backdated: late,
        ...(Object.keys(values).length > 0 ? { attributes: values } : {}),
      },
    })
  }

  takeForDuplicate(): void {
    const { random } = this.#setting
    this.#wait(random.between(4, 40))
    if (random.chance(0.6)) this.#add({ do: 'comment', text: 'Duplicate, see the one reported before.' })
    this.#wait(1)
    this.#add({ do: 'delete' })
  }

  acknowledge(): void {
    const { random, codes, brief } = this.#setting
    this.#wait(random.around(ACKNOWLEDGED[this.#severity] ?? 10))
    this.#owner = random.pick(this.#staff)
    if (brief && this.#assessedAtOnce && random.chance(0.6)) return
    const fields: Changed = { status: random.chance(0.6) ? codes.status.investigating : codes.status.open }
    if (!this.#assessedAtOnce) fields.severity = this.#severityCode()
    if (this.#promise === 0) {
      this.#promiseNews(0.85)
      if (this.#promise > 0) fields.next_update = this.#promise
    }
    this.#add({ do: 'change', fields })
    if (random.chance(0.3)) this.#set('workOrder', `WO-${random.int(100_000, 999_999)}`)
  }

  deleteByMistake(): void {
    const { random } = this.#setting
    this.#wait(random.between(2, 15))
    this.#add({ do: 'delete' })
    this.#wait(random.between(1, 20))
    this.#add({ do: 'restore' })
  }

  work(): void {
    const { random, codes, site, brief } = this.#setting
    const [least, most] = UPDATES[this.#severity] ?? [1, 1]
    const wanted = brief ? random.int(0, 1) : random.int(least, most)
    const count = Math.min(wanted, this.#tale.work.length)
    const places = this.#inOrder(count, this.#tale.work.length)
    const gap = this.#length / (count + 1)
    for (const [number, place] of places.entries()) {
      if (random.chance(0.3)) this.#owner = random.pick(this.#staff)
      const kept = this.#promise * 1000 - random.between(0, 0.3) * gap
      const late = this.#promise * 1000 + random.between(3, 40) * MINUTE
      if (this.#promise > 0) this.#time = Math.max(this.#time + 2 * MINUTE, random.chance(0.78) ? kept : late)
      else this.#time += gap * random.between(0.7, 1.2)
      const fields: Extract<Step, { do: 'update' }>['fields'] = {}
      if (number === 0) fields.status = codes.status.investigating
      else if (number === count - 1 && random.chance(0.5)) fields.status = codes.status.monitoring
      if (random.chance(0.14)) fields.severity = this.#changeSeverity()
      this.#promiseNews(1, gap / MINUTE)
      if (this.#promise > 0) fields.next_update = this.#promise
      const text = this.#text(this.#tale.work[place] ?? '')
      // What is written down a little later says when it was.
      const earlier = random.chance(0.1)
        ? { occurredAt: dateAt(this.#time - random.between(3, 20) * MINUTE, site.offset, false) }
        : {}
      this.#add({ do: 'update', text, fields, ...earlier })
      if (number === 0 && random.chance(0.35)) this.#set('peopleAffected', this.#people())
      if (random.chance(0.15)) this.#set('publicNotice', random.chance(0.7))
      if (random.chance(0.12))
        this.#set('externalTicket', `${random.pick(['CS', 'RQ', 'T'])}-${random.int(10_000, 99_999)}`)
    }
  }

  resolve(): void {
    const { random, codes, site, at, brief } = this.#setting
    this.#time = Math.max(this.#time + random.between(3, 20) * MINUTE, at + this.#length)
    const text = this.#text(random.pick(this.#tale.done))
    this.#end = this.#time
    const restored = this.#time - random.between(2, 30) * MINUTE
    if (random.chance(0.75)) {
      this.#add({ do: 'update', text, fields: { status: codes.status.resolved, next_update: 0 } })
      if (random.chance(0.3)) this.#set('serviceRestoredAt', dateAt(restored, site.offset, true))
    } else {
      const values: Values = {
        serviceRestoredAt: dateAt(restored, site.offset, true),
        rootCause: random.pick(attributes.rootCause.options),
      }
      this.#add({
        do: 'change',
        fields: {
          status: codes.status.resolved,
          resolved_date: dateAt(restored, site.offset, false),
          next_update: 0,
          attributes: values,
        },
      })
    }
    if (random.chance(REOPENED)) {
      this.#wait(random.between(20, 600))
      this.#add({
        do: 'update',
        text: this.#text(this.#tale.work[0] ?? ''),
        fields: { status: codes.status.investigating },
      })
      this.#wait(random.around(this.#scenario.minutes / 2))
      this.#add({ do: 'update', text, fields: { status: codes.status.resolved } })
    }
    this.#wait(random.between(5, 300))
    if (brief && random.chance(0.6)) return
    const technical = ['SYSTEM_FAILURE', 'PERFORMANCE', 'FACILITY'].includes(this.#scenario.type)
    if (technical && random.chance(0.6)) this.#set('rootCause', random.pick(attributes.rootCause.options))
    if (technical && random.chance(0.4)) this.#set('downtimeMinutes', Math.round((this.#end - at) / MINUTE))
    if (random.chance(0.15)) this.#set('inspectionDue', dayAt(this.#time + random.int(3, 60) * 24 * 60 * MINUTE))
    if (random.chance(0.6)) {
      this.#wait(random.between(600, 5800))
      this.#add({ do: 'change', fields: { status: codes.status.closed } })
    }
  }

  /** What colleagues say in passing, some time between the report and an hour after the end. */
  remark(): void {
    const { random, site, at, brief } = this.#setting
    const count = random.weighted(brief ? [75, 20, 5] : [35, 30, 20, 10, 5])
    const end = Math.max(this.#end, at + this.#length) + 60 * MINUTE
    const fitting = site.remarks.flatMap((remark) => {
      if (typeof remark === 'string') return [remark]
      return remark.at.includes(this.#place) ? [remark.text] : []
    })
    for (let number = 0; number < count; number++) {
      const by = random.pick(this.#staff)
      const time = Math.floor(random.between(at + 3 * MINUTE, end))
      const text = this.#text(random.pick(fitting))
      this.#steps.push({ at: time, by, do: 'comment', text })
      if (random.chance(0.04))
        this.#steps.push({
          at: time + 2 * MINUTE,
          by,
          do: 'edit',
          text: `${text} ${this.#text(random.pick(fitting))}`,
        })
      else if (random.chance(0.02)) this.#steps.push({ at: time + 3 * MINUTE, by, do: 'retract' })
    }
  }

  /** The steps up to now, in order. */
  told(): Step[] {
    const text = () => this.#text(this.#tale.work.at(-1) ?? this.#tale.name)
    return upToNow(this.#steps, this.#setting, { by: this.#owner, text })
  }

  #add(step: StepBody): void {
    this.#steps.push({ at: Math.floor(this.#time), by: this.#owner, ...step })
  }

  #set(name: keyof Values, value: string | number | boolean): void {
    if (this.#setting.brief && !this.#setting.random.chance(0.2)) return
    this.#wait(this.#setting.random.between(0.3, 3))
    this.#add({ do: 'attribute', name, value })
  }

  #wait(minutes: number): void {
    this.#time += minutes * MINUTE
  }

  #text(template: string): string {
    return fill(template, this.#setting.site.words, this.#setting.random, this.#told)
  }

  #severityCode(): string {
    return this.#setting.codes.severities[this.#severity] ?? ''
  }

  #changeSeverity(): string {
    const worse = this.#setting.random.chance(0.4)
    this.#severity = Math.min(4, Math.max(0, this.#severity + (worse ? -1 : 1)))
    return this.#severityCode()
  }

  /** Promises the next news, with this probability, on the next five minutes of the clock. */
  #promiseNews(probability: number, minutes = 0): void {
    const usual = PROMISES[this.#severity] ?? 0
    if (usual === 0 || !this.#setting.random.chance(probability)) return
    const from = this.#time + Math.max(usual, Math.min(minutes, usual * 4)) * MINUTE
    this.#promise = (Math.floor(from / (5 * MINUTE)) + 1) * 300
  }

  #people(): number {
    const { random } = this.#setting
    const people = Math.round(random.around(60))
    return people > 100 ? Math.round(people / 10) * 10 : people
  }

  /** So many places of a list, in its order. */
  #inOrder(count: number, length: number): number[] {
    const places = Array.from({ length }, (_, place) => place)
    while (places.length > count) places.splice(this.#setting.random.int(0, places.length - 1), 1)
    return places
  }
}
