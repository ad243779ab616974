/** Whatever ends an account's credentials ends all that was made with them, also what is half done at that moment. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../database/sql.ts'
import { systemContext } from '../../log/system.ts'
import { personWith } from '../../testing/app.ts'
import { SignIn, type Tokens } from '../../testing/browser.ts'
import { embeddedApp, quickAccount } from '../../testing/sign-in.ts'
import { changeAccount } from '../account/commands.ts'

const app = await embeddedApp()
const { database } = app
const replica = await app.process()
const services = [app.url, replica]
const password = 'correct horse battery'
let count = 0

async function someone(): Promise<{ id: string; email: string }> {
  const email = `person-${++count}@example.org`
  const made = { tenant: 'harbour', email, name: 'Person', role: 'responder' as const, password }
  return { email, ...(await quickAccount(database, made)) }
}

/** Every change that ends what was signed in. */
const changes: Record<string, (id: string) => Promise<unknown>> = {
  'a new role': (id) => changeAccount(database, systemContext('harbour'), id, { role: 'viewer' }),
  'switched off': (id) => changeAccount(database, systemContext('harbour'), id, { active: false }),
  'a new address': (id) =>
    changeAccount(database, systemContext('harbour'), id, { email: `new-${++count}@example.org` }),
  // As a new password does, without the time that hashing it takes.
  'new credentials': (id) =>
    database.scoped('identity', sql`update account set credential_version = credential_version + 1 where id = ${id}`),
}

/** Every way to go on with what one had, from the moment the password was checked. */
const ways: Record<string, (url: string, email: string) => Promise<(on: string) => Promise<boolean>>> = {
  'a half-finished sign-in': async (url, email) => {
    const flow = new SignIn(url)
    const page = await flow.open()
    const submitted = await flow.browser.submit(page.url, { email, password })
    return async () => {
      const code = await flow.codeFrom(submitted, page.url).catch(() => null)
      return code !== null && (await flow.redeem(code)).status === 200
    }
  },
  'a code': async (url, email) => {
    const flow = new SignIn(url)
    const page = await flow.open()
    const code = await flow.codeFrom(await flow.browser.submit(page.url, { email, password }), page.url)
    return async () => (await flow.redeem(code)).status === 200
  },
  'a refresh token': async (url, email) => {
    const flow = new SignIn(url)
    const { refresh_token } = await flow.complete(email, password)
    return async () => (await flow.token({ grant_type: 'refresh_token', refresh_token })).status === 200
  },
  'a session cookie': async (url, email) => {
    const flow = new SignIn(url)
    await flow.complete(email, password)
    return async () => {
      const silent = await new SignIn(url, { browser: flow.browser }).open({ prompt: 'none' })
      return silent.url.includes('code=')
    }
  },
}

for (const [way, begin] of Object.entries(ways)) {
  for (const [change, make] of Object.entries(changes)) {
    test(`${way} is no good after ${change}`, async () => {
      for (const url of services) {
        const { id, email } = await someone()
        const goOn = await begin(url, email)
        await make(id)
        assert.equal(await goOn(url), false)
      }
    })
  }
}

test('whatever is renewed at the very moment of the change is no good afterwards', async () => {
  for (let round = 0; round < 25; round++) {
    const { id, email } = await someone()
    const flow = new SignIn(app.url)
    const { refresh_token } = await flow.complete(email, password)
    const renewed: Tokens[] = []
    const renewals = Array.from({ length: 3 }, async () => {
      const second = new SignIn(app.url, { browser: flow.browser })
      const { url } = await second.open({ prompt: 'none' })
      const code = new URL(url).searchParams.get('code')
      const answer = code === null ? null : await second.redeem(code)
      if (answer?.ok) renewed.push((await answer.json()) as Tokens) // the token endpoint's answer
    })
    const refreshing = flow.token({ grant_type: 'refresh_token', refresh_token }).then(async (answer) => {
      if (answer.ok) renewed.push((await answer.json()) as Tokens) // the token endpoint's answer
    })
    await new Promise((go) => setTimeout(go, round * 3))
    await changeAccount(database, systemContext('harbour'), id, { role: 'viewer' })
    await Promise.allSettled([...renewals, refreshing])
    const after = await new SignIn(app.url, { browser: flow.browser }).open({ prompt: 'none' })
    assert.match(after.url, /error=login_required/, `round ${round}: the session lives on`)
    for (const tokens of renewed) {
      const again = await flow.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token })
      assert.equal(again.status, 400, `round ${round}: a refresh token lives on`)
    }
    const [left] = await database.scoped(
      'identity',
      sql`select count(*)::int as count from provider_state s join account a on a.id::text = s.account_id
          where s.account_id = ${id} and s.credential_version = a.credential_version`,
    )
    assert.deepEqual(left, { count: 0 })
  }
})

test('a session that is renewed while its owner signs out stays ended', async () => {
  for (let round = 0; round < 15; round++) {
    const { email } = await someone()
    const flow = new SignIn(app.url)
    const { id_token } = await flow.complete(email, password)
    const page = await flow.browser.send(`${app.url}/oidc/session/end?id_token_hint=${id_token}`)
    const xsrf = /name="xsrf" value="(\w+)"/.exec(await page.text())?.[1] ?? ''
    const renewals = Array.from({ length: 4 }, () =>
      new SignIn(app.url, { browser: flow.browser }).open({ prompt: 'none' }),
    )
    const cookie = flow.browser.cookie('tocsin-session')
    await flow.browser.submit(`${app.url}/oidc/session/end/confirm`, { xsrf, logout: 'yes' })
    await Promise.allSettled(renewals)
    assert.ok(cookie)
    const left = await database.scoped(
      'identity',
      sql`select s.model from provider_state s join account a on a.id::text = s.account_id
          where a.email = ${email} and s.model = 'Session'`,
    )
    assert.deepEqual(left, [], `round ${round}`)
  }
})

test('an access token says for which credentials it was given: a change ends it everywhere', async () => {
  const { id, email } = await someone()
  const { access_token } = await new SignIn(app.url).complete(email, password)
  await changeAccount(database, systemContext('harbour'), id, { role: 'viewer' })
  await new Promise((go) => setTimeout(go, 2100))
  for (const url of services)
    assert.equal((await personWith(url, '', '', access_token).call('GET', '/v1/me')).status, 401)
})
