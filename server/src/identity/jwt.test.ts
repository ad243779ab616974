import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Jwt, readJwt, requireAccessToken, requireAudience, requireCurrent } from './jwt.ts'

const refused = { code: 'unauthenticated' }
const base64 = (text: string) => Buffer.from(text).toString('base64url')
const token = (header: string, claims: string, signature = base64('signature')) =>
  `${base64(header)}.${base64(claims)}.${signature}`

test('what is not a JWT is told from one that is no good', () => {
  for (const opaque of [
    'abc',
    'a.b',
    'a.b.c.d.e',
    'abc.def.ghi',
    `${base64('text')}.x.y`,
    `${base64('[1]')}.x.y`,
    '..',
  ]) {
    assert.equal(readJwt(opaque), null, opaque)
  }
  const good = readJwt(token('{"alg":"RS256","typ":"application/AT+JWT","kid":"k"}', '{"sub":"rosa"}'))
  assert.deepEqual(good && { ...good, token: '' }, {
    token: '',
    algorithm: 'RS256',
    keyId: 'k',
    type: 'at+jwt',
    claims: { sub: 'rosa' },
  })
})

const bad: [string, string][] = [
  ['crit', token('{"alg":"RS256","crit":["exp"]}', '{}')],
  ['an empty crit', token('{"alg":"RS256","crit":[]}', '{}')],
  ['b64 false', token('{"alg":"RS256","b64":false,"crit":["b64"]}', '{}')],
  ['b64 true', token('{"alg":"RS256","b64":true}', '{}')],
  ['zip', token('{"alg":"RS256","zip":"DEF"}', '{}')],
  ['an algorithm given twice', token('{"alg":"RS256","alg":"none"}', '{}')],
  ['a claim given twice', token('{"alg":"RS256"}', '{"sub":"a","sub":"b"}')],
  ['a claim given twice, once escaped', token('{"alg":"RS256"}', '{"sub":"a","s\\u0075b":"b"}')],
  ['claims that are a list', token('{"alg":"RS256"}', '[1]')],
  ['claims that are no JSON', token('{"alg":"RS256"}', 'sub=a')],
  ['a lone surrogate', token('{"alg":"RS256"}', '{"name":"\\ud800"}')],
  ['U+0000', token('{"alg":"RS256"}', '{"name":"a\\u0000"}')],
  ['no signature', token('{"alg":"RS256"}', '{}', '')],
  ['padding', `${token('{"alg":"RS256"}', '{}')}=`],
  ['a key id that is a list', token('{"alg":"RS256","kid":["k"]}', '{}')],
  ['an empty key id', token('{"alg":"RS256","kid":""}', '{}')],
  ['a key id of 10 kB', token(`{"alg":"RS256","kid":"${'k'.repeat(10_000)}"}`, '{}')],
  ['a type that is a number', token('{"alg":"RS256","typ":1}', '{}')],
]
for (const [what, text] of bad) {
  test(`B09 ${what} is refused`, () => {
    assert.throws(() => readJwt(text), refused)
  })
}

test('B09 each character has one spelling: bits that base64url ignores may not differ', () => {
  const good = token('{"alg":"RS256"}', '{"a":1}', 'AQ')
  assert.ok(readJwt(good))
  for (const other of ['AR', 'AS', 'Af', 'AQ=', 'AQ==', 'A+', 'A/', 'AQ\n']) {
    assert.throws(() => readJwt(`${good.slice(0, -2)}${other}`), refused, other)
  }
})

test('B08 exp is needed, a sane number, and has no leeway; nbf and iat have half a minute', () => {
  const now = 1_800_000_000
  assert.equal(requireCurrent({ exp: now + 1 }, now), now + 1)
  assert.equal(requireCurrent({ exp: now + 0.5, iat: now - 10, nbf: now - 10 }, now), now + 0.5)
  assert.ok(requireCurrent({ exp: now + 60, iat: now + 30, nbf: now + 30 }, now))
  const wrong: Record<string, unknown>[] = [
    {},
    { exp: now },
    { exp: now - 1 },
    { exp: String(now + 60) },
    { exp: null },
    { exp: 1e20 },
    { exp: 1e300 },
    { exp: -1 },
    { exp: [now + 60] },
    { exp: true },
    { exp: now + 60, nbf: now + 31 },
    { exp: now + 60, iat: now + 31 },
    { exp: now + 60, nbf: '0' },
    { exp: now + 60, iat: null },
    { exp: now + 60, iat: 1e20 },
  ]
  for (const claims of wrong) assert.throws(() => requireCurrent(claims as never, now), refused, JSON.stringify(claims))
})

test('B07 the audience must be named, alone or in a list of texts', () => {
  requireAudience({}, null)
  requireAudience({ aud: 'us' }, 'us')
  requireAudience({ aud: ['them', 'us'] }, 'us')
  for (const aud of [undefined, null, 'them', 'US', 'us ', '', [], ['them'], ['us', 1], { us: 'us' }, 5]) {
    assert.throws(
      () => requireAudience((aud === undefined ? {} : { aud }) as never, 'us'),
      refused,
      JSON.stringify(aud),
    )
  }
})

const jwt = (claims: Record<string, unknown>, type?: string): Jwt =>
  ({ token: '', algorithm: 'RS256', keyId: undefined, type, claims }) as Jwt // claims of a test
const access: [string, Jwt][] = [
  ['RFC 9068', jwt({}, 'at+jwt')],
  ['Keycloak', jwt({ typ: 'Bearer', azp: 'console', scope: 'openid', nonce: 'n', aud: 'account' }, 'jwt')],
  ['no mark at all', jwt({ aud: 'incidents' })],
  ['Cognito', jwt({ token_use: 'access', client_id: 'x' })],
  ['for the console by name, with a scope', jwt({ aud: 'tocsin-console', scope: 'openid' }, 'jwt')],
]
for (const [what, one] of access)
  test(`an access token is accepted: ${what}`, () => requireAccessToken(one, 'tocsin-console', null))

const others: [string, Jwt][] = [
  ['Keycloak ID token', jwt({ typ: 'ID', azp: 'console' }, 'jwt')],
  ['Keycloak refresh token', jwt({ typ: 'Refresh', azp: 'console', scope: 'openid' }, 'jwt')],
  ['Keycloak offline token', jwt({ typ: 'Offline' }, 'jwt')],
  ['logout token by header', jwt({}, 'logout+jwt')],
  ['logout token by its events', jwt({ events: {} }, 'jwt')],
  ['a security event', jwt({}, 'secevent+jwt')],
  ['a DPoP proof', jwt({}, 'dpop+jwt')],
  ['an encrypted inner type', jwt({}, 'jwe')],
  ['Cognito ID token', jwt({ token_use: 'id' })],
  ['an ID token by at_hash', jwt({ at_hash: 'x', aud: 'other' })],
  ['an ID token by c_hash', jwt({ c_hash: 'x' }, 'jwt')],
  ['an ID token by nonce', jwt({ nonce: 'n', aud: 'other' }, 'jwt')],
  ['an ID token for the console', jwt({ aud: 'tocsin-console' })],
  ['an ID token for the console, in a list', jwt({ aud: ['tocsin-console'] }, 'jwt')],
  ['a type that is no text', jwt({ typ: 1 })],
]
for (const [what, one] of others) {
  test(`B07 what is not an access token is refused: ${what}`, () => {
    assert.throws(() => requireAccessToken(one, 'tocsin-console', null), refused)
  })
}
