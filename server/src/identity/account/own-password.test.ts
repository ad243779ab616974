import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, personWith, send, testApp } from '../../testing/app.ts'
import { SignIn } from '../../testing/browser.ts'
import { embeddedApp } from '../../testing/sign-in.ts'
import { createAccount } from '../administer.ts'
import { mintToken } from '../provider/mint.ts'

const app = await embeddedApp()
const { url, database } = app
let count = 0

/** Somebody with an account of their own, signed in. */
async function someone() {
  const email = `own${++count}@example.org`
  const old = 'the one until now'
  await createAccount(database, { tenant: 'harbour', email, name: 'Jan', role: 'viewer', password: old })
  const tokens = await new SignIn(url).complete(email, old)
  const change = (body: unknown, token = tokens.access_token): Promise<Answer> =>
    personWith(url, 'harbour', '', token).call('PUT', '/v1/me/password', body)
  return { email, old, tokens, change }
}

test('a person changes their own password, and is signed out everywhere', async () => {
  const { email, old, tokens, change } = await someone()
  const elsewhere = await new SignIn(url).complete(email, old)
  const changed = await change({ current: old, new: 'a better one' })
  assert.equal(changed.status, 200)
  assert.equal(changed.body.data.email, email)
  assert.ok(!changed.text.includes('a better one') && !changed.text.includes('scrypt'))
  // What was given out before is looked up again within two seconds; by then it is void.
  for (const { access_token, refresh_token } of [tokens, elsewhere]) {
    const renewed = await new SignIn(url).token({ grant_type: 'refresh_token', refresh_token })
    assert.equal(renewed.status, 400)
    for (let status = 200; status !== 401; )
      status = (await send(url, 'GET', '/v1/me', undefined, { authorization: `Bearer ${access_token}` })).status
  }
  await assert.rejects(new SignIn(url).complete(email, old), /401/)
  assert.ok((await new SignIn(url).complete(email, 'a better one')).access_token)
})

test('a wrong password changes nothing, and guessing is slowed as at the sign-in', async () => {
  const { email, old, change } = await someone()
  const wrong = await change({ current: 'not this one', new: 'a better one' })
  assert.deepEqual(
    [wrong.status, wrong.body.errors],
    [400, [{ code: 'WRONG_PASSWORD', message: '"current" is not your password.', field: 'current' }]],
  )
  let last = wrong
  for (let tries = 0; tries < 30 && last.status === 400; tries++)
    last = await change({ current: `guess ${tries}`, new: 'a better one' })
  assert.equal(last.status, 429)
  assert.match(last.headers.get('retry-after') ?? '', /^\d+$/)
  // Also the right one, now: whoever guesses learns nothing.
  assert.equal((await change({ current: old, new: 'a better one' })).status, 429)
  const page = await new SignIn(url).open()
  assert.ok(page.response?.ok)
  assert.equal((await personWith(url, 'harbour', '', app.rosa.id).call('GET', '/v1/me')).status, 401)
  // What somebody guesses with a token of theirs keeps nobody from signing in.
  await assert.rejects(new SignIn(url).complete(email, 'a better one'), /401/)
  assert.ok((await new SignIn(url).complete(email, old)).access_token)
})

test('a new password has at least 8 characters, and nothing else goes along', async () => {
  const { old, change } = await someone()
  const refused = await change({ current: old, new: 'short', role: 'admin' })
  assert.deepEqual(
    [refused.status, refused.body.errors.map(({ field }: { field: string }) => field).sort()],
    [400, ['new', 'role']],
  )
  assert.equal((await change({ new: 'long enough' })).body.errors[0].field, 'current')
})

test('a token without an account has no password: of the command, of the API, of an outside provider', async () => {
  const body = { current: 'x', new: 'long enough' }
  const command = await mintToken(database, { tenant: 'harbour', role: 'admin', name: 'ops' })
  const ops = personWith(url, 'harbour', '', command)
  const { token } = await ops.ok('POST', '/v1/tokens', { name: 'Robot', role: 'viewer' })
  for (const one of [command, token]) {
    const answer = await personWith(url, 'harbour', '', one).call('PUT', '/v1/me/password', body)
    assert.equal(answer.status, 404)
    assert.equal((await personWith(url, 'harbour', '', one).ok('GET', '/v1/me')).account, false)
  }
  const outside = await testApp()
  const person = await outside.person('deployer')
  assert.equal((await person.call('PUT', '/v1/me/password', body)).status, 404)
  assert.equal((await person.ok('GET', '/v1/me')).account, false)
})

test('of two changes at once one counts', async () => {
  const { email, old, change } = await someone()
  const words = ['first new one', 'second new one']
  const answers = await Promise.all(words.map((next) => change({ current: old, new: next })))
  const done = answers.map(({ status }) => status === 200)
  assert.equal(done.filter(Boolean).length, 1, answers.map(({ text }) => text).join('\n'))
  const [winner, loser] = done[0] ? words : words.toReversed()
  assert.ok((await new SignIn(url).complete(email, winner ?? '')).access_token)
  await assert.rejects(new SignIn(url).complete(email, loser ?? ''), /401/)
})
