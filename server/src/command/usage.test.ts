import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { variables } from '../config.ts'
import { type Ended, run, testFolder } from '../testing/command.ts'
import { secondsOf, table, UsageError } from './command.ts'
import { columns, printable } from './print.ts'

describe('tocsin', () => {
  it('lists its commands, and each explains itself', async () => {
    const { code, out } = await run(['--help'])
    assert.equal(code, 0)
    const names = [...out.matchAll(/^ {2}([a-z]+) {2}/gm)].map((match) => match[1] ?? '')
    for (const name of ['serve', 'migrate', 'token', 'account', 'tenant', 'doctor'])
      assert.ok(names.includes(name), name)
    const helps = await Promise.all(names.map((name) => run([name, '--help'])))
    for (const [i, help] of helps.entries()) {
      assert.equal(help.code, 0, names[i])
      assert.match(help.out, new RegExp(`^Usage: tocsin ${names[i]}\\b`))
      assert.equal(help.err, '')
    }
    const member = await run(['account', 'add', '--help'])
    assert.match(member.out, /^Usage: tocsin account add EMAIL /)
    assert.deepEqual(await run([]), await run(['--help']))
  })

  it('lists every variable with its default in serve --help', async () => {
    const { out } = await run(['serve', '--help'])
    const text = out.replace(/\s+/g, ' ')
    for (const [name, { default: value }] of Object.entries(variables)) {
      assert.match(out, new RegExp(`^ {2}${name}\\b`, 'm'))
      const meaning = text.slice(text.indexOf(` ${name} `))
      assert.ok(meaning.includes(`Default: ${value}`.replace(/\s+/g, ' ')), name)
    }
  })

  it('says its version', async () => {
    assert.match((await run(['--version'])).out, /^\d+\.\d+\.\d+\n$/)
  })

  it('refuses what it does not know in one line, with 64', async () => {
    const wrong = [
      ['brew'],
      ['--brew'],
      ['serve', '--brew'],
      ['serve', 'now'],
      ['serve', '--drain', 'long'],
      ['token'],
      ['token', '--tenant', 'a'],
      ['token', '--tenant', 'a', '--role', 'owner'],
      ['token', '--tenant', 'a', '--role', 'viewer', '--expires', 'soon'],
      ['account'],
      ['account', 'brew'],
      ['account', 'add', '--name', 'x', '--role', 'viewer'],
      ['tenant', 'add', 'a', 'b'],
    ]
    const ends = await Promise.all(wrong.map((argv) => run(argv)))
    for (const [i, end] of ends.entries()) assertOneLine(end, 64, wrong[i]?.join(' ') ?? '')
  })

  it('refuses a wrong value in one line that names the variable, with 78', async () => {
    const folder = testFolder()
    try {
      const file = join(folder.path, 'wrong.env')
      writeFileSync(file, 'APP_PORT=eighty\n')
      const ends = await Promise.all([
        run(['serve'], { env: { APP_PORT: 'eighty' } }),
        run(['serve', '--env-file', file]),
        run(['token', '--tenant', 'a', '--role', 'viewer', '--env-file', file]),
        run(['migrate'], { env: { APP_PORT: 'eigh\nty\u001b[2J' } }),
      ])
      for (const end of ends) {
        assertOneLine(end, 78, 'APP_PORT')
        assert.match(end.err, /APP_PORT/)
      }
      const missing = await run(['serve', '--env-file', join(folder.path, 'nothing.env')])
      assertOneLine(missing, 78, 'no file')
      assert.match(missing.err, /nothing\.env/)
    } finally {
      folder.remove()
    }
  })
})

describe('what commands are made of', () => {
  it('reads durations', () => {
    assert.deepEqual(
      ['90s', '15m', '1h', '7d'].map((text) => secondsOf('expires', text)),
      [90, 900, 3600, 604_800],
    )
    for (const text of ['', '1', 'h', '0s', '-1h', '1.5h', '1h ', '1H', '99999999999d']) {
      assert.throws(() => secondsOf('expires', text), UsageError, text)
    }
  })

  it('breaks help texts, losing no word', () => {
    const text = 'word '.repeat(60).trim()
    const lines = table([
      ['  --short', text],
      ['  --an-option-that-is-longer-than-the-column', 'x'],
    ])
    assert.ok(lines.every((line) => line.length <= 100))
    assert.equal(lines.join(' ').match(/word/g)?.length, 60)
  })

  it('prints text of users so that it stays in its cell', () => {
    assert.equal(printable('Acme “Ltd” 东京 🚒'), 'Acme “Ltd” 东京 🚒')
    const tricky = 'a\u001b[2J\r\nb\u202ec'
    assert.doesNotMatch(printable(tricky), /[\p{Cc}\u202e]/u)
    assert.equal(columns(['A', 'B'], [[tricky, 'x']]).split('\n').length, 3)
  })
})

function assertOneLine(end: Ended, code: number, what: string): void {
  assert.equal(end.code, code, `${what}: ${end.err}`)
  assert.match(end.err, /^tocsin: [^\n]+\n$/, what)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  assert.doesNotMatch(end.err.trimEnd(), /[\u0000-\u001f]/)
  assert.equal(end.out, '', what)
}
