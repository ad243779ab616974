import assert from 'node:assert/strict'
import { test } from 'node:test'
import { raw, sql } from '../database/sql.ts'
import { newIncident, type Person, testApp } from '../testing/app.ts'
import { each } from '../testing/pool.ts'
import { startReceiver } from '../testing/receiver.ts'
import { forbiddenUrls, resolveName } from '../testing/spellings.ts'
import { until } from '../testing/until.ts'

/*
 * H01: every spelling of a target that may not be called, by each of the five ways a webhook comes to call one. The receiver
 * listens where they lead to, and hears nothing.
 */
const app = await testApp({}, { resolveHost: resolveName })
const receiver = await startReceiver()
const sixth = await startReceiver('::1', receiver.port)
const urls = forbiddenUrls(receiver.port)

async function admin(): Promise<Person> {
  const person = await app.person('admin')
  await person.ok('GET', '/v1/me')
  return person
}

const hook = (person: Person) => person.ok('POST', '/v1/webhooks', { url: 'https://nobody.test/' })

test('H01 no forbidden spelling is taken when a webhook is made or changed, and all are refused in the same words', async () => {
  assert.ok(urls.length >= 60, String(urls.length))
  const person = await admin()
  const { id } = await hook(person)
  const words = new Set<string>()
  await each(urls, async (url) => {
    const made = await person.call('POST', '/v1/webhooks', { url })
    const changed = await person.call('PUT', `/v1/webhooks/${id}`, { url })
    assert.deepEqual([made.status, changed.status], [400, 400], url)
    assert.deepEqual(made.body.errors, changed.body.errors)
    assert.equal(made.body.errors[0].field, 'url')
    if (made.body.errors[0].code !== 'BAD_URL') words.add(JSON.stringify(made.body.errors))
  })
  assert.equal(words.size, 1, [...words].join('\n'))
  assert.equal((await person.ok('GET', '/v1/webhooks')).length, 1)
  assert.deepEqual([receiver.connections(), sixth.connections()], [0, 0])
})

test('H01 no forbidden spelling is called by a ping, a delivery or another try, and all fail in the same words', async () => {
  const person = await admin()
  const ids: string[] = []
  for (const url of urls) {
    const { id } = await hook(person)
    ids.push(id)
    // As if it had been taken: by an older version, or while private addresses were allowed.
    await app.database.read(
      person.tenant,
      sql`update webhook set url = ${url} where tenant_id = ${person.tenant} and id = ${id}::uuid`,
    )
  }
  const answers = new Set<string>()
  await each(ids, async (id) => {
    const { status, error, response, succeeded } = await person.ok('POST', `/v1/webhooks/${id}/ping`)
    answers.add(JSON.stringify([status, error, response, succeeded]))
  })
  await person.ok('POST', '/v1/incident', newIncident())
  const failed = async (count: number): Promise<boolean> =>
    (await person.ok('GET', '/v1/webhooks')).every((one: { failures: number }) => one.failures >= count)
  await until(() => failed(1))
  await app.database.read(
    person.tenant,
    sql`update follower set next_try_at = ${raw(`'-infinity'`)} where tenant_id = ${person.tenant}`,
  )
  await until(() => failed(2))
  await each(ids, async (id) => {
    const { deliveries } = await person.ok('GET', `/v1/webhooks/${id}/deliveries`)
    assert.ok(deliveries.length >= 3)
    for (const { status, error, response, succeeded } of deliveries)
      answers.add(JSON.stringify([status, error, response, succeeded]))
  })
  assert.deepEqual([...answers], ['[null,"The receiver could not be reached.","",false]'])
  assert.deepEqual([receiver.connections(), sixth.connections()], [0, 0])
})

test('H02 a name that was public when the webhook was made and is loopback when it is called is not called', async () => {
  const addresses = ['93.184.215.14']
  const fickle = await testApp({}, { resolveHost: async () => [...addresses] })
  const person = await fickle.person('admin')
  const { id } = await person.ok('POST', '/v1/webhooks', { url: `http://fickle.test:${receiver.port}/` })
  addresses.splice(0, 1, '127.0.0.1')
  await person.ok('POST', '/v1/incident', newIncident())
  await until(async () => (await person.ok('GET', `/v1/webhooks/${id}`)).failures >= 1)
  assert.equal((await person.ok('POST', `/v1/webhooks/${id}/ping`)).error, 'The receiver could not be reached.')
  assert.deepEqual([receiver.connections(), sixth.connections()], [0, 0])
})

test('H04 other schemes and closed ports are refused when a webhook is made, with everything else that is wrong', async () => {
  const person = await admin()
  for (const url of [
    'file:///etc/passwd',
    'gopher://public.test/',
    'ftp://public.test/',
    'http://public.test:22/',
    'http://public.test:25/',
    'http://public.test:5432/',
    'http://public.test:6379/',
    'http://user:password@public.test/',
    'not a URL',
  ]) {
    const answer = await person.call('POST', '/v1/webhooks', { url, types: ['incident.nothing'] })
    assert.equal(answer.status, 400)
    assert.deepEqual(
      answer.body.errors.map(({ field }: { field: string }) => field).sort(),
      ['types.0', 'url'],
      `${url}: ${answer.text}`,
    )
  }
})
