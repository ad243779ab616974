import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../server/src/testing/app.ts'
import { ConflictError, createTocsin, TocsinError, UnreachableError } from '../src/index.ts'
import { type Fault, faultyFetch, incidentInput, refusal } from './faults.ts'

const service = await testApp()

/** A client of someone new whose requests meet faults, and one of the same person whose requests do not. */
async function clients(fault?: Fault, options: { retries?: number } = {}) {
  const person = await service.person('responder')
  const { fetch, sent } = faultyFetch(fault)
  const token = () => person.token
  return {
    person,
    sent,
    faulty: createTocsin({ url: service.url, token, fetch, ...options }),
    plain: createTocsin({ url: service.url, token }),
  }
}

test('a report whose answer was lost is made once', async () => {
  const { faulty, plain, sent } = await clients((_, number) => (number < 2 ? 'answer lost' : undefined))
  const incident = await faulty.incident.create(incidentInput)
  assert.equal(sent.length, 3)
  assert.match(sent[0]?.key ?? '', /^[0-9a-f]{32}$/)
  assert.equal(new Set(sent.map(({ key }) => key)).size, 1)
  const { incidents, total } = await plain.incident.list()
  assert.equal(total, 1)
  assert.deepEqual(incidents[0], incident)
  await faulty.incident.create(incidentInput)
  assert.notEqual(sent[3]?.key, sent[0]?.key)
})

test('a change whose answer was lost is made once and meets no conflict with itself', async () => {
  const { faulty, plain, sent } = await clients((_, number) => (number === 0 ? 'answer lost' : undefined))
  for (const change of ['patch', 'replace', 'setAttribute'] as const) {
    const before = await plain.incident.create(incidentInput)
    sent.length = 0
    const { occ_lock } = before
    const wanted = { name: 'Dry again', status: 'RESOLVED', resolved_date: null, occ_lock }
    if (change === 'setAttribute') {
      const deployer = createTocsin({ url: service.url, token: async () => (await service.person('deployer')).token })
      await deployer.attribute.create({ name: 'litres', type: 'NUMBER' })
    }
    const changed = await {
      patch: () => faulty.incident.patch(before.id, wanted),
      replace: () => faulty.incident.replace(before.id, { ...before, ...wanted }),
      setAttribute: () => faulty.incident.setAttribute(before.id, 'litres', 40, { occ_lock }),
    }[change]()
    assert.equal(sent.length, 2, change)
    assert.equal(changed.occ_lock, occ_lock + 1)
    assert.deepEqual(await plain.incident.get(before.id), changed)
  }
})

test('a comment whose edit was lost on the way back is edited once', async () => {
  const { faulty, plain, sent } = await clients((_, number) => (number === 0 ? 'answer lost' : undefined))
  const { id } = await plain.incident.create(incidentInput)
  const comment = await plain.comment.create(id, { text: 'Pumps are on their way.' })
  const edited = await faulty.comment.update(id, comment.id, { text: 'Pumps are here.', occ_lock: 0 })
  assert.equal(sent.length, 2)
  assert.equal(edited.text, 'Pumps are here.')
  assert.equal(edited.occ_lock, 1)
})

test('a conflict with someone else is told, also after a lost answer', async () => {
  let between = async (): Promise<void> => {}
  const person = await service.person('responder')
  const other = createTocsin({ url: service.url, token: () => person.token })
  const { fetch } = faultyFetch((_, number) => (number === 0 ? 'answer lost' : undefined))
  const tocsin = createTocsin({
    url: service.url,
    token: () => person.token,
    fetch: async (input, init) => {
      try {
        return await fetch(input, init)
      } finally {
        await between()
      }
    },
  })
  const before = await other.incident.create(incidentInput)
  between = async () => {
    between = async () => {}
    const { occ_lock } = await other.incident.get(before.id)
    await other.incident.patch(before.id, { name: 'Somebody else was here', occ_lock })
  }
  await assert.rejects(tocsin.incident.replace(before.id, { ...before, name: 'Dry again' }), (error) => {
    assert.ok(error instanceof ConflictError)
    assert.equal(error.current.name, 'Somebody else was here')
    assert.deepEqual(error.conflicts, ['name'])
    assert.equal(error.status, 409)
    return true
  })
})

test('a deletion whose answer was lost is not sent again: what happened is not known', async () => {
  const { faulty, plain, sent } = await clients(() => 'answer lost')
  const { id } = await plain.incident.create(incidentInput)
  await assert.rejects(faulty.incident.delete(id), UnreachableError)
  assert.equal(sent.length, 1)
})

test('an answer that breaks off is read again', async () => {
  const { faulty, plain, sent } = await clients((_, number) => (number < 2 ? 'answer cut' : undefined))
  const incident = await plain.incident.create(incidentInput)
  assert.deepEqual(await faulty.incident.get(incident.id), incident)
  assert.equal(sent.length, 3)
})

for (const [status, code] of [
  [503, 'UNAVAILABLE'],
  [429, 'RATE_LIMITED'],
  [409, 'IDEMPOTENCY_KEY_IN_USE'],
] as const) {
  test(`a service that answers ${status} and when to come back is asked again then`, async () => {
    const { faulty, plain, sent } = await clients((_, number) =>
      number === 0 ? refusal(status, code, { 'retry-after': '1' }) : undefined,
    )
    const start = performance.now()
    await faulty.incident.create(incidentInput)
    assert.ok(performance.now() - start >= 990)
    assert.equal(sent.length, 2)
    assert.equal((await plain.incident.list()).total, 1)
  })
}

test('a service that asks for more patience than anyone has is taken at its word', async () => {
  const { faulty, sent } = await clients(() => refusal(429, 'RATE_LIMITED', { 'retry-after': '3600' }))
  await assert.rejects(faulty.me(), (error) => {
    assert.ok(error instanceof TocsinError)
    assert.equal(error.code, 'RATE_LIMITED')
    assert.equal(error.retry_after, 3600)
    return true
  })
  assert.equal(sent.length, 1)
})

test('after so many tries the last answer, or that there was none, is told', async () => {
  const away = await clients(() => 'never arrives', { retries: 2 })
  await assert.rejects(away.faulty.me(), UnreachableError)
  assert.equal(away.sent.length, 3)
  const full = await clients(() => new Response('<h1>Bad gateway</h1>', { status: 502 }), { retries: 1 })
  await assert.rejects(
    full.faulty.me(),
    (error) => error instanceof TocsinError && error.status === 502 && error.code === 'HTTP_502',
  )
  assert.equal(full.sent.length, 2)
  const never = await clients(() => 'never arrives', { retries: 0 })
  await assert.rejects(never.faulty.me(), UnreachableError)
  assert.equal(never.sent.length, 1)
})

test('what is wrong with a request is told at once, thing by thing', async () => {
  const { faulty, sent } = await clients()
  await assert.rejects(faulty.incident.create({ ...incidentInput, name: ' ', status: 'NOWHERE' }), (error) => {
    assert.ok(error instanceof TocsinError && !(error instanceof ConflictError))
    assert.equal(error.status, 400)
    assert.deepEqual(error.errors.map(({ field }) => field).sort(), ['name', 'status'])
    assert.equal(error.code, error.errors[0]?.code)
    assert.match(error.request_id ?? '', /./)
    return true
  })
  assert.equal(sent.length, 1)
})

test('calls that are refused at once ask for one new token, and are tried again with it', async () => {
  const person = await service.person('viewer')
  let [token, asked, refused] = ['stale', 0, 0]
  const { fetch, sent } = faultyFetch()
  const tocsin = createTocsin({
    url: service.url,
    token: () => token,
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      const text = await response.text()
      if (response.status === 401) refused++
      return new Response(text, response)
    },
    onUnauthorized: async () => {
      asked++
      // The others are refused, too, before there is a new one.
      do await new Promise((resolve) => setTimeout(resolve, 10))
      while (refused < 5)
      token = person.token
      return true
    },
  })
  const answers = await Promise.all(Array.from({ length: 5 }, () => tocsin.me()))
  assert.deepEqual(new Set(answers.map(({ user }) => user.id)), new Set([person.user]))
  assert.equal(asked, 1)
  assert.equal(sent.length, 10)
})

test('a second refusal of the token is told, and so is the first where there is no other', async () => {
  let asked = 0
  const { fetch, sent } = faultyFetch()
  for (const renewed of [true, false]) {
    sent.length = 0
    const onUnauthorized = async () => {
      asked++
      return renewed
    }
    const tocsin = createTocsin({ url: service.url, token: () => 'stale', fetch, onUnauthorized })
    await assert.rejects(tocsin.me(), (error) => error instanceof TocsinError && error.status === 401)
    assert.equal(sent.length, renewed ? 2 : 1)
  }
  assert.equal(asked, 2)
  const alone = createTocsin({ url: service.url, token: () => 'stale', fetch })
  await assert.rejects(alone.me(), (error) => error instanceof TocsinError && error.status === 401)
})

test('a signal ends a call while it waits for its next try, and before its first', async () => {
  const { faulty, sent } = await clients(() => refusal(503, 'UNAVAILABLE', { 'retry-after': '50' }))
  const controller = new AbortController()
  const call = faulty.me({ signal: controller.signal })
  const start = performance.now()
  const reason = new Error('the page was left')
  setTimeout(() => controller.abort(reason), 50)
  await assert.rejects(call, reason)
  assert.ok(performance.now() - start < 10_000)
  await assert.rejects(faulty.incident.create(incidentInput, { signal: controller.signal }), reason)
  assert.equal(sent.length, 1)
})

test('presence is said without a key: there is nothing to be kept for it', async () => {
  const { faulty, plain, sent } = await clients()
  const { id } = await plain.incident.create(incidentInput)
  await faulty.presence.enter(id, { session: 'page1', field: 'name' })
  assert.equal(sent[0]?.key, null)
})
