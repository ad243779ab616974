import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from '../testing/app.ts'
import { plain } from '../testing/raw.ts'
import { spawnService } from '../testing/spawn-service.ts'
import { watchedApp } from '../testing/watched.ts'

const LIMIT = 40
const app = await watchedApp({ RATE_LIMIT: String(LIMIT) })
const { url: other } = await spawnService(app, { RATE_LIMIT: String(LIMIT) })

const get = (url: string, token: string): Promise<Answer> =>
  plain(url, { method: 'GET', path: '/v1/me', headers: { authorization: `Bearer ${token}` } })

/** How many of so many requests at once, over both processes, were answered 200; the others must be 429. */
async function passed(tokens: readonly string[], count: number): Promise<number> {
  const statuses = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const url = n % 2 === 0 ? app.url : other
      return (await get(url, tokens[n % tokens.length] ?? '')).status
    }),
  )
  assert.ok(statuses.every((status) => status === 200 || status === 429))
  return statuses.filter((status) => status === 200).length
}

test('two processes together let a person do as much as RATE_LIMIT says, and no more', async () => {
  const person = await app.person()
  assert.equal(await passed([person.token], 3 * LIMIT), LIMIT)
  const refused = await get(app.url, person.token)
  assert.equal(refused.status, 429)
  assert.equal(refused.headers.get('ratelimit-remaining'), '0')
  assert.ok(Number(refused.headers.get('retry-after')) > 0)
  const colleague = await app.person('responder', person.tenant)
  assert.equal((await get(app.url, colleague.token)).status, 200)
})

test('API tokens count as the person who made them, also those made by a token', async () => {
  const admin = await app.person('admin')
  const make = async (maker: string, role: string): Promise<string> => {
    const body = JSON.stringify({ name: 'gateway', role })
    const headers = { authorization: `Bearer ${maker}`, 'content-type': 'application/json' }
    const { body: made } = await plain(app.url, { method: 'POST', path: '/v1/tokens', headers, body })
    return made.data.token
  }
  const first = await make(admin.token, 'admin')
  const tokens = [first]
  for (const maker of [first, admin.token, first, admin.token]) tokens.push(await make(maker, 'viewer'))
  assert.equal(await passed([admin.token, ...tokens], 3 * LIMIT), LIMIT - 5)
})
