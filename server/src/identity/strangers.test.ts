import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { FairShare } from '../admission/share.ts'
import { AppError } from '../errors.ts'
import { refusedToken } from './bearer.ts'
import { Strangers } from './strangers.ts'

function strangers(): { them: Strangers; share: FairShare; clock: { at: number } } {
  const share = new FairShare({ what: 'tokens to look at', most: 4, mostOfTenant: 2, waiting: 8, waitMs: 1000 })
  const clock = { at: 1_000_000 }
  return { them: new Strangers(share, () => clock.at), share, clock }
}

const wrong = async (): Promise<never> => {
  throw refusedToken('No such token.')
}

test('at least 60 wrong tokens of an address in a minute are looked at; what goes far beyond is not, until the minute is over', async () => {
  const { them, clock } = strangers()
  const codes: string[] = []
  for (let n = 0; n < 700; n++)
    await them
      .look('192.0.2.1', wrong)
      .catch((error: unknown) => codes.push(error instanceof AppError ? error.code : ''))
  const looked = codes.indexOf('rate_limited')
  assert.ok(looked >= 60 && codes.slice(looked).every((code) => code === 'rate_limited'), `${looked} were looked at`)
  assert.equal(await them.look('192.0.2.2', async () => 'who'), 'who')
  await assert.rejects(
    them.look('192.0.2.1', async () => 'who'),
    { code: 'rate_limited' },
  )
  clock.at += 60_000
  assert.equal(await them.look('192.0.2.1', async () => 'who'), 'who')
})

test('addresses of one IPv6 network count as one', async () => {
  const { them } = strangers()
  for (let n = 0; n < 600; n++) await them.look(`2001:db8::${n.toString(16)}`, wrong).catch(() => {})
  await assert.rejects(
    them.look('2001:db8::ffff:1', async () => 'who'),
    { code: 'rate_limited' },
  )
  assert.equal(await them.look('2001:db8:0:1::1', async () => 'who'), 'who')
})

test('one address never has more than its part of the looks, and another one is looked at beside it', async () => {
  const { them } = strangers()
  let looking = 0
  const ends: (() => void)[] = []
  const slowly = (): Promise<void> => {
    looking++
    return new Promise((end) => ends.push(end))
  }
  const all = Array.from({ length: 6 }, () => them.look('192.0.2.1', slowly))
  await turn()
  assert.equal(looking, 2)
  assert.equal(await them.look('192.0.2.2', async () => 'who'), 'who')
  while (looking < 6 || ends.length > 0) {
    ends.shift()?.()
    await turn()
  }
  await Promise.all(all)
})
