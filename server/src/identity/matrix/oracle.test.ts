import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { send } from '../../testing/app.ts'
import { type Walk, walk } from '../../testing/endpoints.ts'
import { bare, requestsByIds, swapped, unknownId } from '../../testing/foreign.ts'
import { type Sent, spiedService } from '../../testing/spied.ts'
import { watchedApp } from '../../testing/watched.ts'

/*
 * B17 without a clock: to a foreign id the service sends PostgreSQL the very statements that it sends for an id never given, in the same order,
 * with nothing but the id differing. What does the same work takes the same time.
 */
const app = await watchedApp({ OIDC_ISSUER: '' })
const spied = await spiedService(app)
let mine: Walk
let theirs: Walk

before(async () => {
  mine = await walk(app)
  theirs = await walk(app)
})

const shape = (sent: readonly Sent[]): unknown =>
  sent.map(({ statement: { text, values } }) => [text, values.map((one) => typeof one)])

test('B17 an id of another tenant costs the statements of an id never given, on every operation', async () => {
  const requests = await requestsByIds(theirs)
  assert.ok(requests.length >= 30)
  const headers = { authorization: `Bearer ${mine.person.token}` }
  let reached = 0
  for (const request of requests) {
    const { one } = request
    const ask = async ({ path, body }: { path: string; body: unknown }) => {
      let answer: unknown
      const sent = await spied.during(mine.person.tenant, async () => {
        answer = bare(await send(spied.url, one.method, path, body, headers))
      })
      return { answer, statements: shape(sent) }
    }
    // Asked once before, so that what is kept in memory is there for both.
    await ask(swapped(request, unknownId))
    const [foreign, unknown] = [await ask(request), await ask(swapped(request, unknownId))]
    assert.deepEqual(foreign, unknown, one.operationId)
    if ((foreign.statements as unknown[]).length > 0) reached++
  }
  assert.ok(reached >= 20, `${reached} operations ask the database`)
})
