import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose'
import { algorithms, readJwt } from './jwt.ts'
import { keysetOf } from './keyset.ts'

const refused = { code: 'unauthenticated' }
const claims = { sub: 'rosa', exp: 4_000_000_000 }

type Pair = Awaited<ReturnType<typeof generateKeyPair>>

async function signed(pair: Pair, alg: string, header: Record<string, unknown> = {}): Promise<string> {
  return await new SignJWT(claims).setProtectedHeader({ alg, ...header }).sign(pair.privateKey)
}

async function published(pair: Pair, about: Partial<JWK>): Promise<JWK> {
  return { ...(await exportJWK(pair.publicKey)), ...about } as JWK
}

async function verify(keys: JWK[], token: string): Promise<void> {
  const jwt = readJwt(token)
  assert.ok(jwt)
  await keysetOf(keys).verify(jwt)
}

test('every algorithm of the list is verified, whether its key names it or not', async () => {
  for (const alg of algorithms) {
    const pair = await generateKeyPair(alg, { extractable: true })
    const token = await signed(pair, alg, { kid: 'k' })
    await verify([await published(pair, { kid: 'k', alg })], token)
    await verify([await published(pair, { kid: 'k' })], token)
  }
})

test('B03 a key is used for its own algorithm, type and purpose only', async () => {
  const rsa = await generateKeyPair('RS256', { extractable: true })
  const ec = await generateKeyPair('ES256', { extractable: true })
  const token = await signed(rsa, 'RS256', { kid: 'k' })
  await verify([await published(rsa, { kid: 'k', use: 'sig', key_ops: ['verify'] })], token)
  await assert.rejects(verify([await published(rsa, { kid: 'k', alg: 'RS512' })], token), refused)
  await assert.rejects(verify([await published(rsa, { kid: 'k', alg: 'PS256' })], token), refused)
  await assert.rejects(verify([await published(rsa, { kid: 'k', use: 'enc' })], token), refused)
  await assert.rejects(verify([await published(rsa, { kid: 'k', key_ops: ['encrypt'] })], token), refused)
  await assert.rejects(verify([await published(ec, { kid: 'k' })], token), refused)
  await assert.rejects(verify([{ kty: 'oct', k: 'c2VjcmV0', kid: 'k', alg: 'RS256' }], token), refused)
})

test('B03 an EC signature needs the curve of its algorithm', async () => {
  const pair = await generateKeyPair('ES384', { extractable: true })
  const token = await signed(pair, 'ES384', { kid: 'k' })
  await verify([await published(pair, { kid: 'k' })], token)
  await assert.rejects(verify([await published(pair, { kid: 'k', crv: 'P-256' })], token), refused)
})

test('B05 a token without a key id is checked only against keys without one', async () => {
  const pair = await generateKeyPair('RS256', { extractable: true })
  const other = await generateKeyPair('RS256', { extractable: true })
  const token = await signed(pair, 'RS256')
  await verify([await published(other, {}), await published(pair, {})], token)
  await assert.rejects(verify([await published(pair, { kid: 'k' })], token), refused)
  await assert.rejects(verify([await published(pair, {})], await signed(pair, 'RS256', { kid: 'k' })), refused)
})

test('B04 keys that a token brings along are not looked at', async () => {
  const ours = await generateKeyPair('RS256', { extractable: true })
  const theirs = await generateKeyPair('RS256', { extractable: true })
  const jwk = await exportJWK(theirs.publicKey)
  for (const header of [
    { jwk },
    { jwk, kid: 'k' },
    { jku: 'http://127.0.0.1:1/', kid: 'k' },
    { x5u: 'http://127.0.0.1:1/', kid: 'k' },
    { x5c: ['MIIB'], kid: 'k' },
  ]) {
    await assert.rejects(verify([await published(ours, { kid: 'k' })], await signed(theirs, 'RS256', header)), refused)
  }
})

test('B01, B02 no algorithm outside the list is read: none in any spelling, HMAC with the public key in any form', async () => {
  const pair = await generateKeyPair('RS256', { extractable: true })
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const pem = await exportSPKI(pair.publicKey)
  const jwk = JSON.stringify(await exportJWK(pair.publicKey))
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
  const secrets = [pem, pem.trimEnd(), `${pem}\n`, der, jwk, JSON.stringify({ keys: [JSON.parse(jwk)] }), '']
  for (const alg of [
    'none',
    'None',
    'nOnE',
    'NONE',
    'HS256',
    'HS384',
    'HS512',
    'ES256K',
    'RS1',
    'rs256',
    'EdDSA ',
    '',
    'dir',
    'A256GCM',
    null,
    5,
    ['RS256'],
  ]) {
    const unsigned = `${part({ alg, kid: 'k' })}.${part(claims)}`
    for (const secret of secrets) {
      const digest = alg === 'HS384' ? 'sha384' : alg === 'HS512' ? 'sha512' : 'sha256'
      const mac = createHmac(digest, secret).update(unsigned).digest('base64url')
      assert.throws(() => readJwt(`${unsigned}.${mac}`), refused, `${alg}`)
    }
    assert.throws(() => readJwt(`${unsigned}.`), refused)
    assert.throws(() => readJwt(`${unsigned}.AA`), refused)
  }
})

test('a key that is too short to be safe verifies nothing', async () => {
  const { generateKeyPairSync, createSign } = await import('node:crypto')
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const unsigned = `${part({ alg: 'RS256', kid: 'k' })}.${part(claims)}`
  const token = `${unsigned}.${createSign('sha256').update(unsigned).sign(privateKey).toString('base64url')}`
  await assert.rejects(verify([{ ...publicKey.export({ format: 'jwk' }), kid: 'k' } as JWK], token), refused)
})
