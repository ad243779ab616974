import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { placesOf } from '../console/build.ts'
import { findSources, hashSources } from '../console/sources.ts'
import { logLines, run, serve, testFolder } from '../testing/command.ts'
import { until } from '../testing/until.ts'

const folder = testFolder()
after(() => folder.remove())
/** What the console is made of at this moment: somebody may be working on it. */
const sources = async () => await hashSources(root, await findSources(root))
const { root } = placesOf(folder.path)
const env = { DATA_DIR: join(folder.path, 'data'), CONSOLE: 'true', NODE_ENV: 'production' }

test('serve builds the console, says where it is, and has it at the next start', async () => {
  const before = await sources()
  const first = await serve(env)
  try {
    // The API does not wait for it.
    assert.equal((await fetch(`${first.url}/readyz`)).status, 200)
    await until(() => /API reference +http/.test(first.out()), 150_000)
    const port = new URL(first.url).port
    assert.match(first.out(), new RegExp(`Console +http://localhost:${port}/\n`))
    const page = await fetch(`${first.url}/incidents`, { headers: { accept: 'text/html' } })
    assert.equal(page.status, 200)
    assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self' 'sha256-/)
    const script = /\/_app\/immutable\/[^"]+\.js/.exec(await page.text())?.[0]
    assert.equal((await fetch(`${first.url}${script}`)).headers.get('content-type'), 'text/javascript; charset=utf-8')
    const { out } = await run(['doctor'], { env })
    assert.match(out, (await sources()) === before ? /ok +console +built, in / : /ok +console /)
  } finally {
    await first.stop()
  }
  const second = await serve(env)
  try {
    await until(() => /API reference +http/.test(second.out()), 150_000)
  } finally {
    await second.stop()
  }
  const built = logLines(second.out()).some(({ msg }) => String(msg).startsWith('building'))
  assert.equal(built, (await sources()) !== before)
})

test('without it the address is that of the API', async () => {
  const service = await serve({ ...env, CONSOLE: 'false' })
  await until(() => /API reference +http/.test(service.out()))
  assert.match(service.out(), /Address +http/)
  assert.ok(!/Console +http/.test(service.out()))
  assert.equal((await fetch(service.url, { redirect: 'manual' })).headers.get('location'), '/docs')
  await service.stop()
})
