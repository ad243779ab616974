// What programs in use send besides what the document asks for, and that means nothing: every endpoint takes it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { walk } from '../../testing/endpoints.ts'
import { plain } from '../../testing/raw.ts'
import { watchedApp } from '../../testing/watched.ts'

const service = await watchedApp()
const { endpoints, writes, person, requests, valid } = await walk(service)
const authorization = { authorization: `Bearer ${person.token}` }

test('a slash at the end of its path makes no difference to any endpoint', async () => {
  for (const one of endpoints) {
    if (one.long) continue
    const { path, body } = await valid(one)
    const request = { ...authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
    const answer = service.saw(
      await plain(service.url, {
        method: one.method,
        path: `${path}/`,
        headers: request,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    assert.ok(answer.status < 300, `${one.method} ${one.path}/: ${answer.status} ${answer.text.slice(0, 300)}`)
  }
})

test('a key is kept for the path, with a slash at its end or without', async () => {
  const body = {
    name: 'x',
    description: 'd',
    reported_by: 'r',
    status: 'NEW',
    type: 'OTHERS',
    date: '2026-05-01T10:00:00Z',
  }
  const key = { 'idempotency-key': crypto.randomUUID() }
  const first = await person.call('POST', '/v1/incident', body, key)
  const again = await person.call('POST', '/v1/incident/', body, key)
  assert.equal(again.headers.get('idempotency-replayed'), 'true')
  assert.equal(again.body.data.id, first.body.data.id)
})

test('a method that a path with a slash does not have is 405 with Allow; what is not there 404', async () => {
  for (const one of writes) {
    const { path } = await valid(one)
    const answer = await person.call('LINK', `${path}/`)
    assert.equal(answer.status, 405, `${one.path}: ${answer.text}`)
    assert.ok(answer.headers.get('allow')?.split(', ').includes(one.method), one.path)
  }
  for (const path of ['/v1/', '/v1/nope/', '/v1/incident//'])
    assert.equal((await person.call('GET', path)).status, 404, path)
})

test('a byte order mark before a body, and harmless parameters of its type, are no hindrance to any write', async () => {
  const types = ['application/json; charset=utf8', "application/json; charset='UTF-8'; odata.metadata=minimal"]
  for (const type of types) {
    for (const { one, path, body } of await requests(writes.filter((one) => one.body))) {
      const answer = service.saw(
        await plain(service.url, {
          method: one.method,
          path,
          headers: { ...authorization, 'content-type': type },
          body: `\ufeff${JSON.stringify(body)}`,
        }),
      )
      assert.ok(
        answer.status < 300,
        `${one.method} ${one.path} as ${type}: ${answer.status} ${answer.text.slice(0, 300)}`,
      )
    }
  }
})
