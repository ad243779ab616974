import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { newIncident } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { afterTests } from '../../server/src/testing/database.ts'
import { becomes, holds } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'
import { accessible, button, dialog, heading, look } from './testing/settings.ts'

const options = { skip: withoutChromium }
const console = await consoleApp({ WEBHOOK_ALLOW_PRIVATE: 'true' })

test('a token is shown once, works, and is refused after it is revoked', options, async () => {
  await using visit = await console.signedIn(await console.account('admin'), '/settings/tokens')
  const { page } = visit
  await page.getByRole('heading', { name: 'No API tokens' }).waitFor()
  await accessible(visit)
  await button(page, 'Create token').first().click()
  await dialog(page).getByLabel('Name').fill('Alarm gateway')
  await accessible(visit)
  await visit.picture('settings-token-dialog')
  await dialog(page).getByRole('button', { name: 'Create token' }).click()
  const token = await holds(dialog(page).getByLabel('Token', { exact: true }), /^tcs_/)
  await visit.picture('settings-token-secret')
  await accessible(visit)
  const asked = () => fetch(`${console.url}/v1/me`, { headers: { authorization: `Bearer ${token}` } })
  const me = (await (await asked()).json()) as { data: { kind: string; role: string } }
  assert.deepEqual([me.data.kind, me.data.role], ['token', 'responder'])
  await button(page, 'Done').click()
  await dialog(page).waitFor({ state: 'detached' })
  await page.getByRole('row', { name: /Alarm gateway/ }).waitFor()
  assert.ok(!(await page.content()).includes(token), 'the token is still on the page')
  assert.ok(!(await visit.kept()).includes(token), 'the token is kept')
  await look(visit, 'tokens')
  await button(page, 'Revoke Alarm gateway').click()
  await dialog(page).getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('heading', { name: 'No API tokens' }).waitFor()
  await becomes('answer to the token', async () => (await asked()).status, 401)
})

test(
  'a webhook is made, tried out, replayed, switched off and deleted, and its deliveries are seen',
  options,
  async () => {
    const received: string[] = []
    const receiver = createServer((request, response) => {
      received.push(String(request.headers['webhook-id']))
      request.resume().on('end', () => response.end('thank you'))
    })
    await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening))
    afterTests(() => new Promise((closed) => receiver.close(() => closed())))
    const { port } = receiver.address() as AddressInfo // of TCP, since it listens on a port
    const admin = await console.account('admin')
    await using visit = await console.signedIn(admin, '/settings/webhooks')
    const { page } = visit
    await page.getByRole('heading', { name: 'No webhooks' }).waitFor()
    await accessible(visit)
    await button(page, 'Add webhook').click()
    await dialog(page).getByLabel('Address').fill(`http://127.0.0.1:${port}/tocsin`)
    await dialog(page).getByLabel('Description').fill('On-call pager')
    await accessible(visit)
    await dialog(page).getByRole('button', { name: 'Add webhook' }).click()
    await holds(dialog(page).getByLabel('Secret', { exact: true }), /^whsec_/)
    await look(visit, 'webhook-secret')
    await button(page, 'Done').click()
    await page.getByRole('heading', { name: 'Nothing has been sent yet' }).waitFor()
    await button(page, 'Send a trial').click()
    await page.getByText(/The trial arrived: answered 200/).waitFor()
    await page.getByRole('row', { name: /trial/ }).waitFor()
    await (await console.api(admin)).ok('POST', '/v1/incident', newIncident())
    await becomes('deliveries', () => received.length, 2)
    const listed = async () => {
      await button(page, 'Refresh').click()
      return await page.getByRole('row', { name: /incident\.created/ }).count()
    }
    await becomes('deliveries of what was created', listed, 1)
    await page
      .getByRole('button', { name: /What was answered/ })
      .first()
      .click()
    await page.locator('pre').getByText('thank you').waitFor()
    await look(visit, 'webhook')
    await accessible(visit)
    await button(page, 'Send again').click()
    await dialog(page).getByLabel('To event').fill('1')
    await dialog(page).getByRole('button', { name: 'Send again' }).click()
    await becomes('deliveries', () => received.length, 3)
    assert.equal(received[2], received[1])
    await button(page, /^Actions for/).click()
    await page.getByRole('menuitem', { name: 'Switch off' }).click()
    await page.getByText('Off', { exact: true }).waitFor()
    await button(page, /^Actions for/).click()
    await page.getByRole('menuitem', { name: 'New secret' }).click()
    await dialog(page).getByRole('button', { name: 'New secret' }).click()
    await holds(dialog(page).getByLabel('Secret', { exact: true }), /^whsec_/)
    await button(page, 'Done').click()
    await page.getByRole('link', { name: 'Webhooks' }).last().click()
    await page.getByRole('row', { name: /On-call pager/ }).waitFor()
    await look(visit, 'webhooks')
    await accessible(visit)
    await page.getByRole('link', { name: new RegExp(String(port)) }).click()
    await button(page, /^Actions for/).click()
    await page.getByRole('menuitem', { name: 'Delete webhook' }).click()
    await dialog(page).getByRole('button', { name: 'Delete webhook' }).click()
    await page.getByRole('heading', { name: 'No webhooks' }).waitFor()
  },
)

test(
  'an account is made with a password shown once, which signs in; it is deactivated and deleted',
  options,
  async () => {
    const admin = await console.account('admin')
    await using visit = await console.signedIn(admin, '/settings/accounts')
    const { page } = visit
    await button(page, 'Add account').click()
    await dialog(page).getByLabel('Name').fill('Mika Storm')
    const email = `mika.${admin.tenant}@example.org`
    await dialog(page).getByLabel('E-mail address').fill(email)
    await accessible(visit)
    await dialog(page).getByRole('button', { name: 'Add account' }).click()
    const password = await holds(dialog(page).getByLabel('Temporary password', { exact: true }), /./)
    await button(page, 'Done').click()
    await page.getByRole('row', { name: /Mika Storm/ }).waitFor()
    await look(visit, 'accounts')
    await accessible(visit)
    {
      await using other = await console.visit()
      await other.signIn({ email, password }, '/settings/password')
      await heading(other.page, 'Password').waitFor()
      await look(other, 'password')
      await accessible(other)
      other.allow(/400/)
      await other.page.getByLabel('Current password').fill('not this one')
      await other.page.getByLabel('New password', { exact: false }).first().fill('another good one')
      await other.page.getByLabel('New password again').fill('another good one')
      await button(other.page, 'Change password').click()
      await other.page.getByText('This is not your password.').waitFor()
      await other.page.getByLabel('Current password').fill(password)
      other.allow(/401|400/)
      await button(other.page, 'Change password').click()
      await other.page.getByText('Your password is changed').waitFor()
      await accessible(other)
      await button(other.page, 'Sign in with it').click()
      await other.page.getByRole('heading', { name: 'Sign in to Tocsin' }).waitFor()
      await other.signIn({ email, password: 'another good one' }, '/settings')
    }
    await button(page, 'Actions for Mika Storm').click()
    await page.getByRole('menuitem', { name: 'Deactivate' }).click()
    await dialog(page).getByRole('button', { name: 'Deactivate' }).click()
    await page.getByRole('row', { name: /Mika Storm.*Deactivated/ }).waitFor()
    await button(page, 'Actions for Mika Storm').click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await dialog(page).getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('row', { name: /Mika Storm/ }).waitFor({ state: 'detached' })
  },
)
