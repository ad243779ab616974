import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTocsin } from '../../../client/src/index.ts'
import { newIncident, testApp } from '../testing/app.ts'

const service = await testApp()

test('an event says through which door it came: the one the request names, else the API', async () => {
  const person = await service.person('responder')
  const said = [
    [{}, 'api'],
    [{ 'tocsin-via': 'console' }, 'console'],
    [{ 'Tocsin-Via': 'cli' }, 'cli'],
    [{ 'tocsin-via': 'paper' }, 'paper'],
    // Doors that no caller may claim, and what is none.
    ...['import', 'mail', 'api', 'CONSOLE', 'console, cli', ''].map((text) => [{ 'tocsin-via': text }, 'api'] as const),
  ] as const
  for (const [headers] of said) await person.ok('POST', '/v1/incident', newIncident(), headers)
  const { events } = await person.ok('GET', '/v1/incident/events')
  assert.deepEqual(
    events.map(({ via }: { via: string }) => via),
    said.map(([, via]) => via),
  )
})

test('a repetition by Idempotency-Key keeps the door, and every noun says it', async () => {
  const person = await service.person('responder')
  const key = { 'idempotency-key': 'once', 'tocsin-via': 'console' }
  const { id } = await person.ok('POST', '/v1/incident', newIncident(), key)
  await person.ok('POST', '/v1/incident', newIncident(), key)
  await person.ok('POST', `/v1/incident/${id}/comments`, { text: 'On paper first.' }, { 'tocsin-via': 'paper' })
  const { events } = await person.ok('GET', '/v1/incident/events')
  assert.deepEqual(
    events.map(({ type, via }: { type: string; via: string }) => [type, via]),
    [
      ['incident.created', 'console'],
      ['comment.added', 'paper'],
    ],
  )
})

test('a client says its door with what it writes', async () => {
  const person = await service.person('responder')
  const doors: (string | null)[] = []
  const fetch: typeof globalThis.fetch = (input, init) => {
    doors.push(new Headers(init?.headers ?? (input as Request).headers).get('tocsin-via'))
    return globalThis.fetch(input, init)
  }
  const tocsin = createTocsin({ url: service.url, token: () => person.token, via: 'cli', fetch })
  const { id } = await tocsin.incident.create(newIncident() as Parameters<typeof tocsin.incident.create>[0])
  await tocsin.incident.get(id)
  await tocsin.comment.create(id, { text: 'Noted.' })
  assert.deepEqual(doors, ['cli', null, 'cli'])
  assert.deepEqual(
    (await tocsin.event.read()).events.map(({ via }) => via),
    ['cli', 'cli'],
  )
})
