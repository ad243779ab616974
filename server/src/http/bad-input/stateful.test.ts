import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Answer } from '../../testing/app.ts'
import { progress, walk } from '../../testing/endpoints.ts'
import { watchedApp } from '../../testing/watched.ts'
import type { Endpoint } from '../route.ts'

/*
 * A23: random lives of every kind of record, from the declared endpoints alone: made, used, ended, used again, with bodies
 * that are right and bodies that are spoiled. BAD_INPUT_REQUESTS says how many requests (the nightly form: 50000, more than
 * 10,000 for each kind), BAD_INPUT_SEED which lives: a run of the suite repeats the same ones, the nightly form draws anew.
 * A life that failed is told as it was: cutting it down means living it hundreds of times.
 */
const wanted = Number(process.env['BAD_INPUT_REQUESTS'] ?? 800)
const seed = Number(process.env['BAD_INPUT_SEED'] ?? (wanted > 5000 ? Date.now() : 42))
const LENGTH = 40

/** With the embedded provider, so that accounts are there as well. */
const service = await watchedApp({ OIDC_ISSUER: '' })
const { endpoints, person } = await walk(service)

type Schema = {
  type?: string | string[]
  enum?: unknown[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  properties?: Record<string, Schema>
  required?: string[]
}

/** A kind of record: what makes it, and what can be done with it. */
type Kind = { make: Endpoint; item: string; uses: Endpoint[]; end: Endpoint | undefined }

const kinds: Kind[] = endpoints.flatMap((make) => {
  if (make.method !== 'POST') return []
  const item = endpoints
    .map((one) => one.path)
    .find((path) => new RegExp(`^${make.path.replaceAll(/[{}]/g, '\\$&')}/\\{\\w+\\}$`).test(path))
  // What lies below another record is made there; a custom value is not a record.
  if (item === undefined || make.operationId === 'addAttributeValue') return []
  const uses = endpoints.filter(
    (one) => one.path === item || (one.path.startsWith(`${item}/`) && !one.path.slice(item.length).includes('{')),
  )
  return [
    {
      make,
      item,
      uses: uses.filter((one) => one.method !== 'DELETE' || one.path !== item),
      end: uses.find((one) => one.method === 'DELETE' && one.path === item),
    },
  ]
})

type Living = { kind: Kind; path: string; parent: Living | null; ended: boolean }

/** One step, as numbers that are read by what there is at that moment: so a run can be cut down and repeated. */
type Step = { act: 'make' | 'use' | 'end'; which: number; how: number; spoiled: number | null; seed: number }
const step: fc.Arbitrary<Step> = fc.record({
  act: fc.oneof(
    { weight: 3, arbitrary: fc.constant('make' as const) },
    { weight: 6, arbitrary: fc.constant('use' as const) },
    { weight: 2, arbitrary: fc.constant('end' as const) },
  ),
  which: fc.nat(10_000),
  how: fc.nat(10_000),
  spoiled: fc.option(fc.nat(10_000), { freq: 3 }),
  seed: fc.nat(),
})

test('A23 whatever is made, used, ended and used again: no defect, nothing wrong is taken, nothing ended is used', async () => {
  assert.ok(kinds.length >= 6, kinds.map((kind) => kind.item).join())
  let requests = 0
  let succeeded = 0
  const seen = new Set<string>()
  const run = async (steps: Step[]): Promise<void> => {
    const records: Living[] = []
    for (const one of steps) {
      const outcome = await take(one, records)
      if (outcome === null) continue
      requests++
      seen.add(outcome.operation)
      if (outcome.status < 300) succeeded++
    }
    // The tables of the instance stay small.
    for (const record of records.reverse())
      if (record.parent === null && !record.ended && record.kind.end)
        await person.call('DELETE', `${record.path}${/attributes/.test(record.path) ? '?force=true' : ''}`)
  }
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: LENGTH, maxLength: LENGTH, size: 'max' }), run), {
    seed,
    numRuns: Math.ceil(wanted / LENGTH),
    endOnFailure: true,
  })
  assert.ok(succeeded > requests / 4, `${succeeded} of ${requests} succeeded`)
  if (wanted > 5000) {
    const reachable = new Set(
      kinds.flatMap((kind) => [kind.make, ...kind.uses, ...(kind.end ? [kind.end] : [])]).map((one) => one.operationId),
    )
    assert.deepEqual(
      [...reachable].filter((operation) => !seen.has(operation)),
      [],
      'every operation was tried',
    )
  }
})

async function take(one: Step, records: Living[]): Promise<{ status: number; operation: string } | null> {
  if (one.act === 'make' || records.length === 0) return await make(one, records)
  const record = records[one.which % records.length]
  if (!record) return null
  const { kind } = record
  const use = one.act === 'end' ? kind.end : kind.uses[one.how % kind.uses.length]
  if (!use) return null
  const path = `${record.path}${use.path.slice(kind.item.length)}`
  const body = await bodyOf(use, one, path)
  const answer = await person.call(use.method, path, body)
  const about = `${use.method} ${path} ${JSON.stringify(body)?.slice(0, 500)}: ${answer.status} ${answer.text.slice(0, 500)}`
  const restores = use.operationId === 'restoreIncident'
  const there = isThere(record) !== restores
  if (one.spoiled !== null && use.body) {
    assert.ok(answer.status === 400 || answer.status === 404, `spoiled, and not refused: ${about}`)
  } else if (!there) {
    // What is wrong with a body may be told before what it is for is looked for.
    assert.ok(answer.status === 404 || answer.status === 400, `used after its end: ${about}`)
  } else if (answer.status >= 400) {
    // What fits the schema and still can't be: a version others were faster with, a date out of its order, a name that is taken.
    const expected = ['NOT_RESOLVED', 'NOT_FOUND', 'BAD_DATE', 'OUT_OF_RANGE', 'CURSOR_AHEAD', 'LAST_ADMIN']
    const codes = answer.body.errors.map((problem: { code: string }) => problem.code)
    assert.ok(
      answer.status === 409 || codes.every((code: string) => expected.includes(code)),
      `refused for no reason: ${about}`,
    )
    assert.ok(
      !codes.includes('NOT_FOUND') || use.operationId === 'removeCommentByName',
      `there, and not found: ${about}`,
    )
  } else if (use === kind.end) {
    record.ended = true
  } else if (restores) {
    record.ended = false
  } else if (answer.status === 200 && (use.method === 'PUT' || use.method === 'PATCH')) {
    const read = kind.uses.find((endpoint) => endpoint.method === 'GET' && endpoint.path === use.path)
    // Values are read as a list and answered with their incident.
    if (read && read.operationId !== 'listAttributeValues')
      assertAgrees(await person.ok('GET', path), answer.body.data, about)
  }
  return { status: answer.status, operation: use.operationId }
}

async function make(one: Step, records: Living[]): Promise<{ status: number; operation: string } | null> {
  const parents = new Map(records.filter(isThere).map((record) => [record.kind.item, record]))
  const possible = kinds.filter(
    (kind) =>
      !kind.make.path.includes('{') || [...parents.keys()].some((item) => kind.make.path.startsWith(`${item}/`)),
  )
  const kind = possible[one.which % possible.length]
  // A password takes a fifth of a second to hash.
  if (kind?.make.operationId === 'addAccount' && one.how % 4 !== 0) return null
  if (!kind) return null
  const parent = [...parents.values()].find((record) => kind.make.path.startsWith(`${record.kind.item}/`)) ?? null
  const path = parent === null ? kind.make.path : `${parent.path}${kind.make.path.slice(parent.kind.item.length)}`
  const body = await bodyOf(kind.make, one, path)
  const answer = await person.call('POST', path, body)
  const about = `POST ${path} ${JSON.stringify(body).slice(0, 500)}: ${answer.status} ${answer.text.slice(0, 500)}`
  if (one.spoiled !== null) assert.equal(answer.status, 400, `spoiled, and not refused: ${about}`)
  else {
    assert.ok(answer.status === 201 || isSemantic(answer), about)
    if (answer.status === 201) {
      const location = answer.headers.get('location') ?? ''
      assert.ok(location.startsWith(`${path}/`), about)
      records.push({ kind, path: location, parent, ended: false })
      const read = kind.uses.find((endpoint) => endpoint.method === 'GET' && endpoint.path === kind.item)
      if (read) {
        assertAgrees(await person.ok('GET', location), answer.body.data, about)
      }
    }
  }
  return { status: answer.status, operation: kind.make.operationId }
}

/** What is read is what was answered, but for secrets, shown once, and what the service writes by itself. */
function assertAgrees(read: Record<string, unknown>, answered: Record<string, unknown>, about: string): void {
  for (const [name, value] of Object.entries(read)) {
    if (!progress.includes(name)) assert.deepEqual(value, answered[name], `${name}: ${about}`)
  }
}

function isSemantic(answer: Answer): boolean {
  return (
    answer.status === 400 &&
    answer.body.errors.every((problem: { code: string }) => ['NOT_RESOLVED', 'BAD_DATE'].includes(problem.code))
  )
}

function isThere(record: Living): boolean {
  return !record.ended && (record.parent === null || isThere(record.parent))
}

/** No name is taken twice: what has ended would come to life again. */
let drawings = 0

/** A body for the endpoint: its example with some fields drawn anew, or something of it spoiled. */
async function bodyOf(one: Endpoint, { seed: drawn, spoiled }: Step, path: string): Promise<unknown> {
  if (!one.body) return undefined
  const schema = one.body as Schema // TypeBox is JSON Schema
  const example = { ...(one.bodyExample as Record<string, unknown> | undefined) } // bodies are objects
  const random = fc.sample(
    fc.record({ which: fc.nat(), numbers: fc.array(fc.nat(), { minLength: 30, maxLength: 30 }) }),
    { seed: drawn, numRuns: 1 },
  )[0]
  if (!random) throw new Error('nothing was drawn')
  const body: Record<string, unknown> = { ...example }
  let n = 0
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const number = random.numbers[n++ % random.numbers.length] ?? 0
    if (name in example && number % 2 === 0) continue
    if (!(name in example) && number % 4 !== 0) continue
    const value = drawnValue(name, field, number, one)
    if (value !== undefined) body[name] = value
  }
  const unique = `${drawn.toString(36)}x${++drawings}`
  if ('email' in body) body.email = `p${unique}@example.org`
  if ('code' in body)
    body.code = one.method === 'POST' ? `C${unique.toUpperCase()}` : decodeURIComponent(path.split('/').at(-1) ?? '')
  if (one.operationId === 'defineAttribute') Object.assign(body, { name: `a${unique}`, type: 'STRING', options: null })
  if ('occ_lock' in (schema.properties ?? {}) && drawn % 3 !== 0) body.occ_lock = await currentLock(path)
  if (one.operationId === 'removeCommentByName') body.id = '019a0000-0000-7000-8000-000000000000'
  return spoiled === null ? body : spoil(schema, body, spoiled)
}

async function currentLock(path: string): Promise<number> {
  const record = /^\/v1\/incident\/[^/]+(\/comments\/[^/]+)?/.exec(path)?.[0] ?? path
  const answer = await person.call('GET', record)
  const deleted = answer.status === 404 ? await person.call('GET', `${record}?deleted=true`) : answer
  return typeof deleted.body?.data?.occ_lock === 'number' ? deleted.body.data.occ_lock : 0
}

const statuses = ['NEW', 'OPEN', 'INVESTIGATING', 'MONITORING', 'RESOLVED', 'CLOSED']
const texts = ['Water', 'Wasser 水 💧', 'a\nb', '\u202eevil', "'; --", '%_\\', '=1+1', 'x'.repeat(200)]
const moments = [
  '2024-11-11T10:57:27+08:00',
  '2000-02-29T00:00:00.123456789Z',
  '0001-01-02T00:00:00+14:00',
  '9999-12-30T00:00:00-12:00',
]

/** Fields in which any text will do; others keep what the example has. */
const freeText = ['description', 'reported_by', 'location', 'text', 'label']

/** A value the schema allows; undefined for what only the server writes. */
function drawnValue(name: string, field: Schema, number: number, one: Endpoint): unknown {
  const types = field.type === undefined ? [] : [field.type].flat()
  if (types.includes('null') && number % 5 === 0 && name !== 'attributes') return null
  if (field.enum)
    return one.path.startsWith('/v1/accounts') && name === 'role' ? 'viewer' : field.enum[number % field.enum.length]
  if (name === 'value') return undefined
  if (name === 'status') return statuses[number % statuses.length]
  if (name === 'severity') return ['', 'MAJOR', 'LOW'][number % 3]
  if (name === 'attributes')
    return { isPending: number % 2 === 0, amount: number, workflowId: texts[number % texts.length] }
  if (field.format === 'date-time')
    return name === 'occurred_at' ? moments[number % 2] : moments[number % moments.length]
  if (types.includes('integer'))
    return (field.minimum ?? 0) + (number % Math.min(1_000_000, (field.maximum ?? 1_000_000) - (field.minimum ?? 0)))
  if (types.includes('boolean')) return number % 2 === 0
  if (types.includes('string') && freeText.includes(name)) return texts[number % texts.length]
  return undefined
}

/** The body with one thing wrong in it. */
function spoil(schema: Schema, body: Record<string, unknown>, how: number): unknown {
  const typed = Object.entries(schema.properties ?? {}).filter(([, field]) => field.type !== undefined)
  const [name = 'x', field] = typed[how % Math.max(1, typed.length)] ?? []
  const types = [field?.type ?? []].flat()
  switch (how % 7) {
    case 0:
      return { ...body, [`no_${name}`]: body[name] ?? 1 }
    case 1:
      return { ...body, [name]: types.includes('object') ? 'x' : { a: 1 } }
    case 2:
      return { ...body, [name]: types.includes('array') ? 7 : [body[name] ?? 1] }
    case 3: {
      const required = schema.required ?? []
      if (required.length === 0) return `${JSON.stringify(body)},`
      return Object.fromEntries(Object.entries(body).filter(([key]) => key !== required[how % required.length]))
    }
    case 4:
      return `${JSON.stringify(body).slice(0, -1)},}`
    case 5:
      return [body]
    default:
      return JSON.stringify({ ...body, x: '@' }).replace('"@"', '"\\u0000"')
  }
}
