import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, testApp } from '../../server/src/testing/app.ts'
import { ConflictError, createTocsin, type IncidentInput, TocsinError } from '../src/index.ts'

const service = await testApp()

test('reports, reads, changes and lists incidents', async () => {
  const person = await service.person('responder')
  const tocsin = createTocsin({ url: service.url, token: () => person.token })
  assert.equal((await tocsin.me()).user.id, person.user)
  const incident = await tocsin.incident.create(newIncident() as IncidentInput)
  assert.deepEqual(await tocsin.incident.get(incident.id), incident)
  const changed = await tocsin.incident.patch(incident.id, { status: 'OPEN', occ_lock: incident.occ_lock })
  assert.equal(changed.status, 'OPEN')
  await assert.rejects(
    tocsin.incident.patch(incident.id, { status: 'CLOSED', occ_lock: incident.occ_lock }),
    (error) => error instanceof ConflictError && error.current.status === 'OPEN' && error.conflicts[0] === 'status',
  )
  await assert.rejects(tocsin.incident.get('nothing'), (error) => error instanceof TocsinError && error.status === 404)
  const { total } = await tocsin.incident.list({ status: ['OPEN'], size: 1 })
  assert.equal(total, 1)
  for await (const item of tocsin.event.stream({ after: 0 })) {
    if (item.kind !== 'event') continue
    assert.equal(item.event.type, 'incident.created')
    break
  }
})
