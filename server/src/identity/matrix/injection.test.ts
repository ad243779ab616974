import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, newIncident, send } from '../../testing/app.ts'
import { incidentOf, walk } from '../../testing/endpoints.ts'
import { each } from '../../testing/pool.ts'
import { asOwner } from '../../testing/sessions.ts'
import { watchedApp } from '../../testing/watched.ts'

/*
 * B29: text that would be SQL if it were ever put into a statement. Anything that sleeps does so for longer than a statement may take, and
 * would show as a 503, so no clock is needed. INJECTION=all tries every text in every place; otherwise each place gets some of them in turn.
 */
const app = await watchedApp({ OIDC_ISSUER: '' })
const { endpoints, writes, person, valid } = await walk(app)

const ends = ['', "'", '"', "')", "'))", '")', '`', '$$', '\\', "\\'", '%27', ';', ' )', "';", "'--", "'/*"]
const parts = [
  ' or 1=1', ' OR TRUE -- ', ' and 1=2 union select null', ' union all select secret, null from instance -- ', '; select pg_sleep(30)', ' || pg_sleep(30)', ' or pg_sleep(30) is null -- ',
  '; drop table event cascade; -- ', '; truncate incident cascade -- ', "; set app.scope = 'operations'; -- ", "; select set_config('app.tenant_id', 'x', false); -- ", '; reset role; -- ',
  '; copy event to program $$id$$; -- ', " and (select 1/(case when exists(select 1 from api_token) then 0 else 1 end)) = 1 -- ", ' order by 1000 -- ', ' desc nulls first; select 1 -- ', '::int', ' collate "C"',
  '; commit; begin; -- ', ' returning (select value from provider_key limit 1) -- ', '$1', '#{sql}', ' limit 0 offset 1 -- ', " like '%' escape '", ' @@ to_tsquery($$a:*$$)', '(select current_setting($$app.tenant_id$$))',
  '{"$gt":""}', '1e309', "E'\\x27'", "U&'\\0027'", '\u02bc or 1=1', '＇ or 1=1',
] // biome-ignore format: a list of texts
const texts = ends.flatMap((end) => parts.map((part) => `x${end}${part}`))

/** A call whose refusal may repeat what was sent, words of PostgreSQL among it. */
function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return send(app.url, method, path, body, { authorization: `Bearer ${person.token}`, ...headers })
}

let turn = 0
/** The texts to try in the next place. */
function some(): string[] {
  if (process.env['INJECTION'] === 'all') return texts
  turn += 6
  return Array.from({ length: 6 }, (_, i) => texts[((turn + i) * 37) % texts.length] ?? '')
}

/** What is refused is refused for what it is; what is taken is taken as a text. */
const allowed = [200, 201, 400, 404, 409, 413, 415]

const names = (schema: unknown): string[] =>
  Object.keys((schema as { properties?: object } | undefined)?.properties ?? {}) // TypeBox objects

test('B29 SQL in a query, a path or a header is a text like any other', async () => {
  assert.ok(texts.length >= 500, `${texts.length} texts`)
  const { id } = await incidentOf(person)
  let tried = 0
  for (const one of endpoints.filter(({ method }) => method === 'GET')) {
    const path = one.path.replace('{id}', id)
    for (const name of [...names(one.query), 'sort', 'attributes.workflowId', 'page', 'cursor']) {
      await each(some(), async (text) => {
        tried++
        const answer = await call(
          'GET',
          `${path.replace(/\{\w+\}/, id)}?${encodeURIComponent(name)}=${encodeURIComponent(text)}`,
        )
        assert.ok(
          allowed.includes(answer.status),
          `${one.operationId} ${name}=${text}: ${answer.status} ${answer.text}`,
        )
      })
    }
  }
  for (const one of endpoints.filter((each) => each.path.includes('{'))) {
    await each(some(), async (text) => {
      tried++
      const answer = await call(
        one.method,
        one.path.replace(/\{\w+\}/g, encodeURIComponent(text)),
        one.body ? {} : undefined,
      )
      assert.ok(allowed.includes(answer.status), `${one.operationId} ${text}: ${answer.status} ${answer.text}`)
    })
  }
  await each(some(), async (text) => {
    const value = text.replace(/[^\x20-\x7e]/g, '')
    for (const header of [
      'if-match',
      'if-none-match',
      'idempotency-key',
      'x-request-id',
      'last-event-id',
      'x-tenant-id',
      'accept-language',
    ]) {
      const answer = await call('POST', '/v1/incident', newIncident(), { [header]: value.trim() })
      assert.ok(allowed.includes(answer.status), `${header}: ${value}: ${answer.text}`)
    }
  })
  assert.ok(tried > 500, `${tried} tries`)
})

test('B29 SQL in a body is stored as it is or refused, in every field of every write', async () => {
  const before = await tables()
  for (const one of writes) {
    if (one.operationId === 'changeOwnPassword') continue
    let request = await valid(one)
    for (const field of names(one.body)) {
      const [text = ''] = some()
      const { path, body } = request
      const answer = await call(one.method, path, { ...body, [field]: text })
      const about = `${one.operationId} ${field} ${text}: ${answer.status} ${answer.text}`
      assert.ok(allowed.includes(answer.status), about)
      // Taken: the next one needs a record of its own.
      if (answer.status < 300) request = await valid(one)
    }
  }
  for (const text of texts.filter((one, i) => i % 13 === 0 && one.isWellFormed())) {
    const made = await person.ok(
      'POST',
      '/v1/incident',
      newIncident({ name: text, description: text, attributes: { workflowId: text } }),
    )
    const read = await person.ok('GET', `/v1/incident/${made.id}`)
    assert.deepEqual([read.name, read.description, read.attributes.workflowId], [text, text, text])
    const found = await person.ok('GET', `/v1/incident?size=1000&attributes.workflowId=${encodeURIComponent(text)}`)
    assert.ok(
      found.incidents.some(({ id }: { id: string }) => id === made.id),
      text,
    )
  }
  assert.deepEqual(await tables(), before)
})

/** What the schema holds: neither more nor fewer tables, and none of them emptied. */
async function tables(): Promise<unknown> {
  const { rows } = await asOwner(app.database, [
    `select relname::text as name, relrowsecurity, (select count(*) from pg_trigger where tgrelid = c.oid)::int as triggers
     from pg_class c where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') order by 1`,
  ])
  return rows
}
