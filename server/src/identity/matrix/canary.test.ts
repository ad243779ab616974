import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { before, test } from 'node:test'
import { newIncident, type Person } from '../../testing/app.ts'
import { incidentOf, type Walk, walk } from '../../testing/endpoints.ts'
import { fill } from '../../testing/fill.ts'
import { idsIn } from '../../testing/foreign.ts'
import { startReceiver } from '../../testing/receiver.ts'
import { asService } from '../../testing/sessions.ts'
import { openStream } from '../../testing/stream.ts'
import { until } from '../../testing/until.ts'
import { watchedApp } from '../../testing/watched.ts'

const app = await watchedApp({ OIDC_ISSUER: '', WEBHOOK_ALLOW_PRIVATE: 'true' })
const canary = (): string => `canary${randomBytes(8).toString('hex')}`

let mine: Walk
let theirs: Walk

before(async () => {
  mine = await walk(app)
  theirs = await walk(app)
})

/** Things of every kind whose every word of one's own is a canary. */
async function plant(person: Person, word: string): Promise<void> {
  const texts = { name: word, description: word, reported_by: word, location: word, attributes: { workflowId: word } }
  const next = Math.floor(Date.now() / 1000) + 86_400
  for (const more of [{}, { status: 'RESOLVED' }, { next_update: next }, { severity: 'CRITICAL' }]) {
    const { id } = await incidentOf(person, { ...texts, ...more })
    await person.ok('POST', `/v1/incident/${id}/comments`, { text: word })
    await person.ok('POST', `/v1/incident/${id}/updates`, { text: word })
  }
  const { id } = await incidentOf(person, texts)
  await person.ok('DELETE', `/v1/incident/${id}`)
  await person.ok('POST', '/v1/tokens', { name: word, role: 'viewer' })
  await person.ok('POST', '/v1/webhooks', { url: `http://127.0.0.1:40009/${word}`, description: word })
  await person.ok('POST', '/v1/accounts', { email: `${word}@example.org`, name: word, role: 'viewer' })
  await person.ok('POST', '/v1/subscriptions', { filter: { q: word }, email: `${word}@example.org` })
}

/** Every answer that can be read: each GET with records of one's own, asked in every way that could look further. */
async function crawl(
  { endpoints, valid, person }: Walk,
  words: readonly string[],
): Promise<{ asked: string; text: string }[]> {
  const ways = [
    '',
    '?size=1000',
    '?deleted=true',
    '?limit=1000',
    '?format=csv',
    '?format=json&deleted=true',
    '?size=1000&sort=name,ASC',
  ]
  for (const word of words)
    ways.push(
      `?q=${word}`,
      `?reported_by=${word}`,
      `?attributes.workflowId=${word}`,
      `?tenant_id=${word}`,
      `?types=${word}`,
      `?format=csv&q=${word}`,
    )
  const read: { asked: string; text: string }[] = []
  for (const one of endpoints) {
    if (one.method !== 'GET') continue
    const { path } = await valid(one)
    for (const way of ways) {
      const answer = await person.call('GET', path + way)
      assert.ok(answer.status < 500, answer.text)
      const headers = JSON.stringify([...answer.headers])
      read.push({ asked: path + way, text: `${answer.status} ${headers} ${answer.text}` })
    }
  }
  for (const path of ['/metrics', '/openapi.json', '/livez', '/readyz'])
    read.push({ asked: path, text: await (await fetch(app.url + path)).text() })
  return read
}

function assertNone(read: readonly { asked: string; text: string }[], secrets: readonly string[]): void {
  for (const { asked, text } of read) {
    for (const secret of secrets) {
      // What was asked for may be repeated in a refusal.
      const told = text
        .replaceAll(asked, '')
        .replaceAll(`\\"${secret}\\"`, '')
        .replaceAll(`"${secret}"`, (word) => (asked.includes(secret) && /^4/.test(text) ? '' : word))
      assert.ok(!told.includes(secret), `${asked} tells of ${secret}: ${text.slice(0, 2000)}`)
    }
  }
}

test('B16, B18 nothing of another tenant is in any answer, stream or delivery, and every count is one’s own', async () => {
  const [word, own] = [canary(), canary()]
  const receiver = await startReceiver()
  await mine.person.ok('POST', '/v1/webhooks', { url: `${receiver.url}/mine` })
  const stream = await openStream(app.url, mine.person.token, { query: '?after=0' })
  await plant(theirs.person, word)
  await fill(app.database, theirs)
  await plant(mine.person, own)
  const { id } = await mine.person.ok('POST', '/v1/incident', newIncident({ name: `${own} the last` }))
  await until(() => stream.raw().includes(id) && receiver.received.some(({ body }) => body.includes(id)))
  stream.cut()

  const seed = [...(await theirs.stored()).values()].join('\n')
  assert.ok(seed.includes(word))
  const secrets = [word, theirs.person.tenant, theirs.person.user.replace('cli:', ''), ...idsIn(seed)]
  const read = await crawl(mine, [word, own])
  read.push({ asked: 'the stream', text: stream.raw() })
  for (const { body, headers } of receiver.received)
    read.push({ asked: 'a delivery', text: JSON.stringify(headers) + body })
  assert.ok(read.filter(({ text }) => text.includes(own)).length > 20, 'one’s own things are found')
  assertNone(read, secrets)

  const count = async (where: string): Promise<number> =>
    Number(
      (
        await asService(app.database, { scope: 'operations' }, [
          `select count(*) as n from incident where tenant_id = '${mine.person.tenant}' and ${where}`,
        ])
      ).rows[0]?.['n'],
    )
  const total = async (path: string): Promise<number> => (await mine.person.ok('GET', path)).total
  assert.equal(await total('/v1/incident'), await count('deleted_at is null'))
  assert.equal(await total('/v1/incident?size=1'), await count('deleted_at is null'))
  assert.equal(await total('/v1/incident?deleted=true'), await count('deleted_at is not null'))
  assert.equal(await total(`/v1/incident?q=${own}`), await count(`deleted_at is null and name like '${own}%'`))
  assert.equal(await total(`/v1/incident?q=${word}`), 0)
  assert.equal(await total(`/v1/incident?attributes.workflowId=${word}`), 0)
  const summary = await mine.person.ok('GET', '/v1/incident/summary')
  const byStatus: { count: number }[] = summary.by_status
  const summed = byStatus.reduce((sum, one) => sum + one.count, 0)
  assert.equal(summed, await count('deleted_at is null'))
})

test('B20 what a role may not see it sees in no history either: words of deleted and edited comments, purged content', async () => {
  const admin = await app.person('admin')
  const viewer = await app.person('viewer', admin.tenant)
  const [removed, edited, kept, purged] = [canary(), canary(), canary(), canary()]
  const { id } = await incidentOf(admin, { name: kept })
  const gone = await admin.ok('POST', `/v1/incident/${id}/comments`, { text: removed })
  await admin.ok('DELETE', `/v1/incident/${id}/comments/${gone.id}`)
  const changed = await admin.ok('POST', `/v1/incident/${id}/comments`, { text: edited })
  await admin.ok('PUT', `/v1/incident/${id}/comments/${changed.id}`, { text: kept, occ_lock: 0 })
  const other = await incidentOf(admin, { name: purged, description: purged, reported_by: purged, location: purged })
  await admin.ok('POST', `/v1/incident/${other.id}/comments`, { text: purged })
  await admin.ok('DELETE', `/v1/incident/${other.id}?purge=true`)

  const history = async (person: Person): Promise<string> => {
    const texts: string[] = []
    for (const path of [
      '/v1/incident', '/v1/incident?deleted=true', '/v1/incident/events?limit=1000', `/v1/incident/events?incident_id=${id}`, `/v1/incident/events?incident_id=${other.id}`,
      `/v1/incident/${id}`, `/v1/incident/${id}/timeline?size=1000`, `/v1/incident/${id}/comments`, `/v1/incident/${id}/comments/${changed.id}`, `/v1/incident/${id}?as_of_lock=0`,
      '/v1/incident/export?format=csv', '/v1/incident/export?format=json', `/v1/incident/${other.id}`, `/v1/incident/${other.id}/timeline`, `/v1/incident/${other.id}?as_of_lock=0`,
      ...[removed, edited, purged].map((word) => `/v1/incident?size=5&q=${word}`),
    ]) // biome-ignore format: a list of paths
      texts.push((await person.call('GET', path)).text)
    const stream = await openStream(app.url, person.token, { query: '?after=0' })
    await until(() => stream.raw().includes('incident.purged'))
    stream.cut()
    return [...texts, stream.raw()].join('\n')
  }
  const asViewer = await history(viewer)
  const asAdmin = await history(admin)
  assert.ok(asViewer.includes(kept) && asAdmin.includes(kept))
  assert.deepEqual([asViewer.includes(removed), asViewer.includes(edited)], [false, false])
  assert.deepEqual([asAdmin.includes(removed), asAdmin.includes(edited)], [true, true])
  assert.deepEqual([asViewer.includes(purged), asAdmin.includes(purged)], [false, false])
  for (const word of [removed, edited, purged])
    assert.equal((await viewer.ok('GET', `/v1/incident?size=5&q=${word}`)).total, 0)
})
