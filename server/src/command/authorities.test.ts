import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { trustAuthorities } from './authorities.ts'

const folder = mkdtempSync(join(tmpdir(), 'tocsin authority '))
after(() => rmSync(folder, { recursive: true }))
const path = (name: string): string => join(folder, name)

test('a server with a certificate of the company’s own authority is trusted once CA_FILE names it', async () => {
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      path('key'),
      '-out',
      path('ca'),
    ],
    { stdio: 'ignore' },
  )
  const server = createServer(
    { key: readFileSync(path('key')), cert: readFileSync(path('ca')) },
    (_, response) => void response.end('ok'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const call = () =>
    new Promise<string>((resolve) => {
      const sent = request({ host: 'localhost', port, agent: false }, (response) => {
        response.resume()
        resolve(String(response.statusCode))
      })
      sent.on('error', (error) => resolve('code' in error ? String(error.code) : error.message))
      sent.end()
    })
  assert.equal(await call(), 'DEPTH_ZERO_SELF_SIGNED_CERT')
  trustAuthorities(path('ca'))
  assert.equal(await call(), '200')
})

test('a file without a certificate is refused by name', () => {
  writeFileSync(path('none'), 'nothing')
  writeFileSync(path('broken'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
  assert.throws(() => trustAuthorities(path('missing')), /CA_FILE .*missing can't be read \(ENOENT\)/)
  assert.throws(() => trustAuthorities(path('none')), /CA_FILE .* holds no certificate/)
  assert.throws(() => trustAuthorities(path('broken')), /CA_FILE .* can't be read/)
})
