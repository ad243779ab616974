import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'

const heap = new URL('./heap.ts', import.meta.url)

/** How large the young generation became, MB, in a process of its own that keeps much of what it makes for a while. */
async function youngMb(requests: number): Promise<{ loading: number; serving: number; after: number }> {
  const program = `
    import { getHeapSpaceStatistics } from 'node:v8'
    import { growHeapWith, keepHeapSmall } from ${JSON.stringify(heap.href)}
    const young = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size / 2 ** 20
    const work = async (turns) => {
      const kept = []
      for (let turn = 0; turn < turns; turn++) {
        kept.push(Array.from({ length: 5000 }, (_, number) => ({ number })))
        if (kept.length > 50) kept.shift()
        await new Promise((next) => setImmediate(next))
      }
    }
    keepHeapSmall()
    await work(400)
    const loading = young()
    growHeapWith(() => ${requests})
    await work(2000)
    const serving = young()
    // What V8 does when a process has been idle: it gives the young generation back.
    gc({ type: 'major', flavor: 'last-resort' })
    await work(2000)
    console.log(JSON.stringify({ loading, serving, after: young() }))
  `
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    '--input-type=module',
    '--eval',
    program,
  ])
  return JSON.parse(stdout)
}

test('the young generation stays small while modules are loaded, and grows as far as requests need it, again and again', async () => {
  const busy = await youngMb(64)
  assert.ok(busy.loading <= 8, JSON.stringify(busy))
  assert.ok(busy.serving >= 32 && busy.after >= 32, JSON.stringify(busy))
  const calm = await youngMb(1)
  // It is seen to be large enough between two turns, when it may just have doubled once more.
  assert.ok(calm.serving <= 16 && calm.after <= 16, JSON.stringify(calm))
})
