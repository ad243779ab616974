import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { serve, testFolder } from '../testing/command.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const hasCurl = spawnSync('curl', ['--version']).status === 0 && spawnSync('bash', ['--version']).status === 0

/** Blocks of the README's walk: what is typed, and what is shown as the answer. */
function walk(): { typed: string; shown: string }[] {
  const text = readFileSync(join(root, 'README.md'), 'utf8')
  const section = text.slice(text.indexOf('## The main job, by curl'), text.indexOf('## Further'))
  const blocks = [...section.matchAll(/```(sh|json)\n([\s\S]*?)```/g)]
  return blocks.flatMap(([, kind, content = ''], i) => {
    const [, nextKind, answer = ''] = blocks[i + 1] ?? []
    return kind === 'sh' ? [{ typed: content, shown: nextKind === 'json' ? answer : '' }] : []
  })
}

/** The shown answer as a pattern: `…` is anything, and so is what differs from one run to the next. */
function patternOf(shown: string): RegExp {
  const varying = /…|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|2026-11-21T[\d:.]+Z|\b1795240496\b/g
  const marked = shown.trim().replaceAll(varying, '…')
  return new RegExp(`^${marked.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*?')}$`)
}

it('the walk in the README, typed as it is written, gives the answers it shows', {
  skip: hasCurl ? false : 'there is no curl or no bash',
}, async () => {
  const folder = testFolder()
  const env = { DATA_DIR: join(folder.path, '.tocsin') }
  const service = await serve(env)
  try {
    // `npx tocsin` is the tocsin of this tree.
    const bin = join(folder.path, 'bin')
    mkdirSync(bin)
    writeFileSync(join(bin, 'npx'), '#!/bin/sh\nexec "$@"\n')
    chmodSync(join(bin, 'npx'), 0o755)
    symlinkSync(join(root, 'server/bin/tocsin.mjs'), join(bin, 'tocsin'))
    const steps = walk()
    assert.ok(steps.length >= 7)
    const script = steps.map(({ typed }) => `${typed}\nprintf '\\036'`).join('\n')
    const { stdout, stderr, status } = spawnSync(
      'bash',
      ['-euc', script.replaceAll('http://localhost:5001', service.url)],
      {
        cwd: folder.path,
        env: { ...process.env, ...env, PATH: [bin, join(process.execPath, '..'), process.env['PATH']].join(delimiter) },
        encoding: 'utf8',
      },
    )
    assert.equal(status, 0, stderr)
    const answers = stdout.split('\u001e')
    for (const [i, { typed, shown }] of steps.entries()) {
      if (shown !== '') assert.match((answers[i] ?? '').trim(), patternOf(shown), typed)
    }
  } finally {
    await service.stop()
    folder.remove()
  }
})
