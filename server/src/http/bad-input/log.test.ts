import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident } from '../../testing/app.ts'
import { definitions, walk } from '../../testing/endpoints.ts'
import { plain } from '../../testing/raw.ts'
import { parsed, watchedApp } from '../../testing/watched.ts'

const service = await watchedApp()
const breaking = await watchedApp({}, { allow: [500] })

/** Whoever reads the log by lines or in a terminal must not be shown something else. */
const evil = [
  '\r\n{"level":"error","msg":"forged"}',
  '\n',
  '\r',
  '\u001b[2J\u001b[31mred',
  '\u001b]0;title\u0007',
  '\u0007\u0008\u007f',
  '\u009b31m',
  '\u2028\u2029',
  '"}{"',
  '\\',
  '%0a',
  '\u202e',
]
/** Control characters; the LF that ends the line is looked at by itself. */
const forging = /\p{Cc}/u

test('H07 each event is one line of JSON, whatever stands in fields, headers, path, query and token', async () => {
  const { person, requests, endpoints } = await walk(service)
  const all = await requests(endpoints)
  for (const text of [evil[0] ?? '', evil.join(' ')]) {
    for (const { one, path, body } of all) {
      const fields = Object.fromEntries(
        Object.entries(body ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value + text : value]),
      )
      await person.call(one.method, path, one.body ? fields : undefined)
      await person.call(one.method, path.replace(/[^/]+$/, encodeURIComponent(text)), one.body ? body : undefined)
    }
  }
  for (const text of evil) {
    await person.call('GET', `/v1/incident?${encodeURIComponent(text)}=${encodeURIComponent(text)}`)
    const safe = text.replace(/[^\u0020-\u007e\u00a0-\u00ff\t]/g, '')
    const headers = {
      'user-agent': safe,
      referer: safe,
      'x-request-id': safe,
      'x-forwarded-for': safe,
      'idempotency-key': safe,
      'if-match': safe,
      cookie: safe,
      authorization: `Bearer ${safe}`,
    }
    service.saw(await plain(service.url, { method: 'POST', path: '/v1/incident', headers }))
    // Who calls is told by the provider, and written into each line.
    const tenant = `tenant ${text}`
    const token = await service.issuer.token({
      sub: `user ${text}`,
      name: `name ${text}`,
      active_tenant: { tenant_id: tenant, tenant_name: text, roles: ['responder'] },
    })
    service.saw(
      await plain(service.url, { method: 'GET', path: '/v1/me', headers: { authorization: `Bearer ${token}` } }),
      [token],
    )
  }
  const answered = service.logged.map((line) => {
    assert.ok(line.endsWith('\n') && line.indexOf('\n') === line.length - 1, `not one line: ${JSON.stringify(line)}`)
    assert.doesNotMatch(line.slice(0, -1), forging, JSON.stringify(line))
    return parsed(line)
  })
  assert.ok(answered.filter((line) => line.msg === 'answered').length > all.length * 2)
  assert.ok(!answered.some((line) => line.msg === 'forged' || line.level === 'error'))
  for (const line of answered.filter((one) => one.msg === 'answered'))
    assert.match(String(line.request_id), /^[0-9a-f-]{36}$/)
})

test('H07 no token, password or word of a request is logged, not when it is refused and not by a defect', async () => {
  const service = breaking
  const { person } = await walk(service)
  const canary = `canary-${crypto.randomUUID()}`
  const made = await person.ok('POST', '/v1/tokens', { name: canary, role: 'viewer' })
  const fields = {
    name: canary,
    description: canary,
    reported_by: canary,
    location: canary,
    attributes: { workflowId: canary },
  }
  const ask = async (): Promise<void> => {
    await person.call('POST', '/v1/incident', newIncident(fields), {
      'idempotency-key': canary,
      'x-api-key': canary,
      cookie: `session=${canary}`,
      'user-agent': canary,
      referer: `http://x/${canary}`,
    })
    await person.call('POST', '/v1/incident', { ...fields, password: canary, [canary]: canary })
    await person.call('POST', '/v1/incident', `{"name":"${canary}`)
    await person.call('GET', `/v1/incident?q=${canary}&access_token=${canary}`)
    await person.call('GET', `/v1/incident?q=${canary}&attributes.workflowId=${canary}`)
    await person.call('GET', `/v1/incident/${canary}`)
    await person.call('GET', `/v1/${canary}`)
    await person.call('POST', '/v1/incident/attributes', definitions[0])
    await person.call('POST', '/v1/tokens', { name: canary, role: 'viewer' })
    for (const authorization of [
      `Bearer ${canary}`,
      `Bearer tcs_${canary}`,
      `Basic ${canary}`,
      canary,
      `Bearer ${person.token}x`,
      `Bearer ${made.token}`,
      `Bearer ${made.token}x`,
    ]) {
      service.saw(await plain(service.url, { method: 'GET', path: '/v1/me', headers: { authorization } }), [
        canary,
        made.token,
      ])
    }
  }
  await ask()
  const before = service.logged.length
  // A defect as deep as can be: nothing is where the statements look for it, and PostgreSQL's errors are logged.
  const { schema } = service.config
  const admin = await service.database.connect()
  await admin.query(`alter schema "${schema}" rename to "${schema}_away"`)
  await ask()
  await admin.query(`alter schema "${schema}_away" rename to "${schema}"`)
  await admin.end()
  const broken = service.logged.slice(before).map(parsed)
  assert.ok(broken.filter((line) => line.level === 'error').length > 3, 'the defects are logged')
  const secrets = [
    canary,
    person.token,
    person.token.split('.')[2] ?? '',
    made.token,
    made.token.slice(4),
    decodeURIComponent(service.config.database?.password ?? 'none'),
  ]
  for (const line of service.logged)
    for (const secret of secrets) assert.ok(!line.includes(secret), `a secret in ${line}`)
})
