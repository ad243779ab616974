import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { testApp } from '../../testing/app.ts'
import { SignIn } from '../../testing/browser.ts'
import { createAccount, createTenant } from '../administer.ts'
import { withinLimits } from './guess.ts'
import { sweepState } from './sweep.ts'

const app = await testApp({ OIDC_ISSUER: '', TRUST_PROXY: 'true' })
const { database, url } = app
await createTenant(database, { id: 'harbour' })
const password = 'correct horse battery'
const account = (name: string) =>
  createAccount(database, { tenant: 'harbour', email: `${name}@example.org`, name, role: 'viewer', password })
const rosa = await account('rosa')
const nils = await account('nils')
let host = 0
const somewhere = () => `198.51.100.${++host}`

/** Tries a wrong password so often; gives how many were looked at, and the last refusal. */
async function guesses(count: number, key: string, from: string): Promise<{ taken: number; refusal: AppError | null }> {
  let taken = 0
  let refusal: AppError | null = null
  for (let i = 0; i < count; i++) {
    try {
      await withinLimits(database, { account: key, address: from, device: null }, async () => {
        taken++
        return false
      })
    } catch (error) {
      assert.ok(error instanceof AppError)
      refusal = error
    }
  }
  return { taken, refusal }
}

/** What a bucket lets through: what it holds, and one for each so many seconds that passed meanwhile. */
function assertSlowed(taken: number, capacity: number, secondsEach: number, begunAt: number): void {
  const most = capacity + Math.ceil((Date.now() - begunAt) / 1000 / secondsEach)
  assert.ok(taken >= capacity && taken <= most, `${taken} of ${capacity} to ${most}`)
}

/** Moves all that was counted into the past. */
const later = (seconds: number) =>
  database.scoped(
    'identity',
    sql`update sign_in_guess set measured_at = measured_at - make_interval(secs => ${seconds}::float8), dry_at = dry_at - make_interval(secs => ${seconds}::float8)`,
  )

test('B28 a thousand bad passwords for one account from one address: ten are looked at, the others are 429', async () => {
  const from = somewhere()
  const flow = new SignIn(url)
  const page = await flow.open()
  const attempt = (email: string, secret: string, address: string) =>
    flow.browser.submit(page.url, { email, password: secret }, { 'x-forwarded-for': address })
  const statuses: number[] = []
  const begunAt = Date.now()
  for (let round = 0; round < 100; round++) {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => attempt(rosa.email, `guess ${round} ${i}`, from)),
    )
    for (const answer of answers) {
      statuses.push(answer.status)
      if (answer.status !== 429) continue
      assert.match(answer.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
      assert.match(answer.headers.get('ratelimit') ?? '', /^"sign-in";r=0;t=\d+$/)
      assert.match(await answer.text(), /role="alert">Too many attempts\. Try again in \d+ seconds\./)
    }
  }
  const looked = statuses.filter((status) => status === 401).length
  assert.equal(looked + statuses.filter((status) => status === 429).length, 1000)
  assertSlowed(looked, 10, 30, begunAt)
  assert.equal((await attempt(rosa.email, password, from)).status, 429)
  assert.equal((await attempt(rosa.email, password, somewhere())).status, 303)
  const other = new SignIn(url)
  const theirs = await other.open()
  const fine = await other.browser.submit(theirs.url, { email: nils.email, password }, { 'x-forwarded-for': from })
  assert.equal(fine.status, 303)
})

test('waiting as long as Retry-After says gives one try', async () => {
  const from = somewhere()
  const begunAt = Date.now()
  const { taken, refusal } = await guesses(12, 'waiting', from)
  assertSlowed(taken, 10, 30, begunAt)
  await later(Number(refusal?.headers['retry-after']))
  assertSlowed((await guesses(3, 'waiting', from)).taken, 1, 30, begunAt)
})

test('a right password forgets the mistyped ones, and only a wrong one counts', async () => {
  const typo = { account: 'typo', address: somewhere(), device: null }
  for (let i = 0; i < 15; i++) {
    assert.equal((await guesses(3, typo.account, typo.address)).taken, 3)
    assert.equal(await withinLimits(database, typo, async () => true), true)
  }
  const away = { account: 'away', address: somewhere(), device: null }
  const busy = new AppError('unavailable', 'busy')
  for (let i = 0; i < 30; i++)
    await assert.rejects(
      withinLimits(database, away, () => Promise.reject(busy)),
      busy,
    )
  assert.equal((await guesses(10, away.account, away.address)).taken, 10)
})

test('wrong passwords tried at the same moment are counted one by one', async () => {
  const guesser = { account: 'at once', address: somewhere(), device: null }
  let taken = 0
  const tries = Array.from({ length: 16 }, () =>
    withinLimits(database, guesser, async () => {
      taken++
      return false
    }).catch(() => null),
  )
  const begunAt = Date.now()
  await Promise.all(tries)
  assertSlowed(taken, 10, 30, begunAt)
})

test('a device that has signed in before is not locked out by a thousand wrong passwords from elsewhere', async () => {
  const sven = await account('sven')
  const flow = new SignIn(url)
  await flow.complete(sven.email, password)
  const key = sven.email
  await database.scoped(
    'identity',
    sql`insert into sign_in_guess (key, level, measured_at, dry_at)
        select sha256(convert_to('account', 'UTF8') || '\\x00'::bytea || convert_to(${key}, 'UTF8')), 1000, now(), now() + interval '1 day'`,
  )
  const stranger = new SignIn(url)
  const theirs = await stranger.open()
  const elsewhere = { 'x-forwarded-for': somewhere() }
  assert.equal((await stranger.browser.submit(theirs.url, { email: key, password }, elsewhere)).status, 429)
  const again = new SignIn(url, { browser: flow.browser })
  const page = await again.open({ prompt: 'login' })
  assert.equal((await again.browser.submit(page.url, { email: key, password }, elsewhere)).status, 303)
})

test('one account tried from many places, and many accounts from one place, are slowed as well', async () => {
  let begunAt = Date.now()
  let taken = 0
  for (let i = 0; i < 130; i++) taken += (await guesses(1, 'many places', `203.0.113.${i}`)).taken
  assertSlowed(taken, 100, 10, begunAt)
  const from = somewhere()
  begunAt = Date.now()
  taken = 0
  for (let i = 0; i < 80; i++) taken += (await guesses(1, `account ${i}`, from)).taken
  assertSlowed(taken, 60, 3, begunAt)
})

test('one IPv6 network counts as one place, an IPv4 address in its clothes as itself', async () => {
  const begunAt = Date.now()
  let taken = 0
  for (let i = 0; i < 15; i++) taken += (await guesses(1, 'six', `2001:db8:0:1::${i + 1}`)).taken
  assertSlowed(taken, 10, 30, begunAt)
  assert.equal((await guesses(1, 'six', '2001:db8:0:2::1')).taken, 1)
  const from = somewhere()
  const both = [await guesses(8, 'four', from), await guesses(8, 'four', `::ffff:${from}`)]
  assertSlowed((both[0]?.taken ?? 0) + (both[1]?.taken ?? 0), 10, 30, begunAt)
})

test('an unknown address is refused in the same words, by the same work', async () => {
  const flow = new SignIn(url)
  const page = await flow.open()
  const [known, unknown] = [
    await flow.browser.submit(page.url, { email: nils.email, password: 'wrong' }, { 'x-forwarded-for': somewhere() }),
    await flow.browser.submit(
      page.url,
      { email: 'nobody@example.org', password: 'wrong' },
      { 'x-forwarded-for': somewhere() },
    ),
  ]
  assert.deepEqual([known.status, unknown.status], [401, 401])
  assert.equal(
    (await known.text()).replaceAll(nils.email, ''),
    (await unknown.text()).replaceAll('nobody@example.org', ''),
  )
})

test('what was counted is forgotten in the end', async () => {
  await guesses(1, 'forgotten', somewhere())
  await later(86_400)
  await sweepState(database)
  assert.deepEqual(await database.scoped('identity', sql`select key from sign_in_guess`), [])
})
