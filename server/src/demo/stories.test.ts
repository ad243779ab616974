import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Codes } from './codes.ts'
import { Random } from './random.ts'
import { sites } from './sites.ts'
import type { Step, StoryStep } from './step.ts'
import { storySteps } from './stories.ts'
import { fill } from './template.ts'

const codes: Codes = {
  type: (code) => code,
  severities: ['CRITICAL', 'MAJOR', 'MODERATE', 'MINOR', 'LOW'],
  status: {
    new: 'NEW',
    open: 'OPEN',
    investigating: 'INVESTIGATING',
    monitoring: 'MONITORING',
    resolved: 'RESOLVED',
    closed: 'CLOSED',
  },
}
type Told = Extract<Step, { do: 'create' }>['fields'] & { restored: boolean; deleted: boolean }

const DAY = 86_400_000
const now = Date.parse('2026-06-15T10:00:00Z')
const options = { incidents: 1000, seed: 1, codes, start: now - 180 * DAY, now, brief: false }

describe('the stories of the demo', () => {
  it('are the same for the same seed, and others for another', () => {
    const told = JSON.stringify([...storySteps(options)])
    assert.equal(JSON.stringify([...storySteps(options)]), told)
    assert.notEqual(JSON.stringify([...storySteps({ ...options, seed: 2 })]), told)
  })

  it('are as many as wanted, each beginning with its report, in order of time, none after now', () => {
    for (const incidents of [1, 7, 8, 9, 100, 1000]) {
      const stories = new Map<number, StoryStep[]>()
      let last = options.start
      for (const one of storySteps({ ...options, incidents })) {
        assert.ok(one.step.at >= last && one.step.at <= now, `${new Date(one.step.at).toISOString()}`)
        last = one.step.at
        stories.set(one.story, [...(stories.get(one.story) ?? []), one])
      }
      assert.equal(stories.size, incidents)
      for (const steps of stories.values()) {
        assert.deepEqual(
          steps.map(({ step }) => step.do === 'create'),
          steps.map((_, at) => at === 0),
        )
        assert.deepEqual(
          steps.map((one) => one.last),
          steps.map((_, at) => at === steps.length - 1),
        )
        let there = true
        for (const { step } of steps) {
          if (step.do !== 'restore') assert.ok(there, 'something happens to an incident in the bin')
          there = step.do !== 'delete'
        }
      }
    }
  })

  it('spread over the weeks and hours as work does, with more on some days', () => {
    const days = new Map<number, number>()
    const hours = new Map<number, number>()
    for (const { step } of storySteps({ ...options, incidents: 20_000, brief: true })) {
      if (step.do !== 'create' || step.at > now - DAY) continue
      days.set(Math.floor(step.at / DAY), (days.get(Math.floor(step.at / DAY)) ?? 0) + 1)
      const local = Number(step.fields.date.slice(11, 13))
      hours.set(local, (hours.get(local) ?? 0) + 1)
    }
    const counts = [...days.values()].sort((one, other) => one - other)
    const [least = 0, middle = 0, most = 0] = [counts[0], counts[Math.floor(counts.length / 2)], counts.at(-1)]
    assert.ok(counts.length >= 178 && least > middle / 4 && most > middle * 1.3, `${least} ${middle} ${most}`)
    assert.ok((hours.get(9) ?? 0) > 2.5 * (hours.get(3) ?? 0), 'nights are as busy as mornings')
  })

  it('show what is rare and what is owed, whatever the hour they are told at', () => {
    for (let hour = 0; hour < 24 * 28; hour += 5) {
      const told = now + hour * 3_600_000
      const incidents = new Map<number, Told>()
      for (const { story, step } of storySteps({ ...options, incidents: 120, start: told - 180 * DAY, now: told })) {
        const known = incidents.get(story)
        if (step.do === 'create') incidents.set(story, { ...step.fields, restored: false, deleted: false })
        else if (known && 'fields' in step) Object.assign(known, step.fields)
        else if (known && step.do === 'delete') known.deleted = true
        else if (known && step.do === 'restore') Object.assign(known, { deleted: false, restored: true })
      }
      const count = (is: (one: Told) => boolean | undefined) => [...incidents.values()].filter(is).length
      const owed = ({ next_update }: Told) => (next_update ?? 0) * 1000
      const counts = {
        deleted: count((one) => one.deleted),
        restored: count((one) => one.restored),
        backdated: count((one) => one.backdated),
        overdue: count((one) => owed(one) > 0 && owed(one) <= told),
        late: count((one) => owed(one) > 0 && owed(one) <= told - DAY && !one.deleted),
        due: count((one) => owed(one) > told),
      }
      assert.equal(counts.late, 0, `${new Date(told).toISOString()}: an open incident is late by more than a day`)
      assert.ok(
        counts.deleted >= 2 && counts.restored >= 1 && counts.backdated >= 1 && counts.overdue >= 2 && counts.due >= 2,
        `${new Date(told).toISOString()}: ${JSON.stringify(counts)}`,
      )
    }
  })

  it('are told of places where they may happen, with remarks that fit there', () => {
    for (const site of sites) {
      const places = Object.keys(site.locations)
      const tales = site.scenarios.flatMap((scenario) => scenario.tales)
      const used = new Set(tales.flatMap(({ at }) => at))
      assert.deepEqual([...used].sort(), places.sort(), site.code)
      for (const { name, at } of tales) assert.ok(at.length > 0, `${site.code}: ${name} is nowhere`)
      for (const remark of site.remarks) {
        if (typeof remark === 'string') continue
        for (const place of remark.at) assert.ok(used.has(place), `${site.code}: ${remark.text} at ${place}`)
      }
      const anywhere = site.remarks.filter((remark) => typeof remark === 'string').length
      assert.ok(anywhere >= 2, `${site.code} has few remarks that fit anywhere`)
    }
    const told = [...storySteps(options)].flatMap(({ step }) => (step.do === 'create' ? [step.fields] : []))
    const atGates = told.filter(({ name }) => /\bgate [ABC]\d/.test(name))
    assert.ok(atGates.length > 5)
    for (const { name, location = '' } of atGates)
      assert.ok(location.endsWith(/gate [ABC]\d+/.exec(name)?.[0] ?? '-'), `${name}: ${location}`)
  })

  it('have a word for every slot of every text', () => {
    for (const site of sites) {
      const random = new Random(1)
      const tales = site.scenarios.flatMap((scenario) => scenario.tales)
      assert.ok(tales.length >= 8, `${site.code} has few tales`)
      const remarks = site.remarks.map((remark) => (typeof remark === 'string' ? remark : remark.text))
      const places = Object.values(site.locations)
      const texts = [...site.reporters, ...places, ...remarks, ...Object.values(site.words).flat()]
      for (const tale of tales) texts.push(tale.name, tale.description, ...tale.work, ...tale.done)
      for (const text of texts) {
        const told = fill(text, site.words, random, new Map())
        assert.ok(told.length > 0 && told.length < 300 && !/[{}]|\bundefined\b/.test(told), `${site.code}: ${told}`)
      }
      const used = texts.join(' ')
      for (const word of Object.keys(site.words))
        assert.ok(used.includes(`{${word}}`), `${site.code} never uses {${word}}`)
    }
    assert.equal(new Set(sites.map((site) => site.code)).size, sites.length)
  })
})
