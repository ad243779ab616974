import assert from 'node:assert/strict'
import { test } from 'node:test'
import manifest from '../../package.json' with { type: 'json' }
import { type Answer, newIncident, send, testApp } from '../testing/app.ts'
import { embeddedApp } from '../testing/sign-in.ts'
import type { Limits } from './schema.ts'

const path = '/console/configuration'

test('the configuration is public, and names the provider of this service under the address it was asked at', async () => {
  const { url, config, process } = await embeddedApp()
  const answer = await send(url, 'GET', path)
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  const { limits: _, ...rest } = answer.body.data
  assert.deepEqual(rest, {
    version: manifest.version,
    issuer: `${url}/oidc`,
    client_id: 'tocsin-console',
    scopes: 'openid offline_access profile email',
    redirect_path: '/signed-in',
    accounts: true,
    mail: true,
    update_warning_seconds: config.updateWarningSeconds,
  })
  const issuerAt = async (address: string) => (await send(address, 'GET', path)).body.data.issuer
  const local = url.replace('127.0.0.1', 'localhost')
  assert.equal(await issuerAt(local), `${local}/oidc`)
  // What it names is a provider that takes the console's way in.
  const discovery = (await (await fetch(`${local}/oidc/.well-known/openid-configuration`)).json()) as { issuer: string } // discovery document
  assert.equal(discovery.issuer, `${local}/oidc`)
  assert.equal(await issuerAt(await process('https://tocsin.example.org')), 'https://tocsin.example.org/oidc')
})

test('with an outside provider it names that one and the client registered there', async () => {
  const environment = { OIDC_CLIENT_ID: 'incident-console', UPDATE_WARNING: '60', SMTP_URL: '', MAIL_FROM: '' }
  const { url, issuer } = await testApp(environment)
  const { data } = (await send(url, 'GET', path)).body
  assert.deepEqual(
    [data.issuer, data.client_id, data.accounts, data.mail, data.update_warning_seconds],
    [issuer.url, 'incident-console', false, false, 60],
  )
  assert.equal(data.scopes, 'openid profile email')
})

test('where nothing says where to sign in, that is said', async () => {
  const { url } = await testApp({ OIDC_ISSUER: '', IAM_URL: 'http://127.0.0.1:1/userinfo' })
  const { data } = (await send(url, 'GET', path)).body
  assert.deepEqual([data.issuer, data.accounts], [null, false])
})

test('its limits are those that the API holds to: one more code point is too long', async () => {
  const app = await testApp()
  const person = await app.person('deployer')
  const { limits } = (await send(app.url, 'GET', path)).body.data as { limits: Limits } // as the document has it
  const text = (length: number) => '🔥'.repeat(length)
  const incident = await person.ok('POST', '/v1/incident', newIncident())
  const tries: [keyof Limits, (value: string) => Promise<Answer>, (length: number) => string][] = [
    ...(['name', 'description', 'reported_by', 'location'] as const).map((field): (typeof tries)[number] => [
      field,
      (value) => person.call('POST', '/v1/incident', newIncident({ [field]: value })),
      text,
    ]),
    ['comment', (value) => person.call('POST', `/v1/incident/${incident.id}/comments`, { text: value }), text],
    ['q', (value) => person.call('GET', `/v1/incident?page=1&q=${encodeURIComponent(value)}`), text],
    [
      'attribute_name',
      (name) => person.call('POST', '/v1/incident/attributes', { name, type: 'STRING' }),
      (length) => 'a'.repeat(length),
    ],
    [
      'option',
      (option) => person.call('POST', '/v1/incident/attributes', { name: 'choice', type: 'ENUM', options: [option] }),
      text,
    ],
    [
      'options',
      (options) =>
        person.call('POST', '/v1/incident/attributes', { name: 'many', type: 'ENUM', options: options.split('') }),
      (length) => Array.from({ length }, (_, i) => String.fromCodePoint(0x4e00 + i)).join(''),
    ],
    ['view_name', (name) => person.call('POST', '/v1/views', { name, page: 'board', state: '' }), text],
    ['code', (code) => person.call('POST', '/v1/incident/types', { code, label: 'x' }), (length) => 'A'.repeat(length)],
    ['label', (label) => person.call('POST', '/v1/incident/types', { code: 'LABELLED', label }), text],
    ['token_name', (name) => person.call('POST', '/v1/tokens', { name, role: 'viewer' }), text],
  ]
  for (const [name, attempt, make] of tries) {
    const most = limits[name]
    const over = await attempt(make(most + 1))
    assert.deepEqual([name, over.status, over.body.errors[0].code], [name, 400, 'TOO_LONG'])
    const full = await attempt(make(most))
    assert.ok(full.status < 300, `${name}: ${full.status} ${full.text}`)
  }
})

test('a parameter it does not know is refused, another method is not there', async () => {
  const { url } = await testApp()
  const refused = await send(url, 'GET', `${path}?colour=red`)
  assert.deepEqual([refused.status, refused.body.errors[0].field], [400, 'colour'])
  const post = await send(url, 'POST', path, {})
  assert.deepEqual([post.status, post.headers.get('allow')], [405, 'GET, HEAD'])
  assert.equal((await send(url, 'GET', '/console/nothing')).status, 404)
})
