import assert from 'node:assert/strict'
import { chmodSync, chownSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Clusters, isRunning, killServer, makeClusters, postmasterPid } from '../testing/clusters.ts'
import { ordinaryUser, runDataDirProcess } from '../testing/data-dir-process.ts'
import { until } from '../testing/until.ts'
import { startEmbedded } from './embedded.ts'

const root = process.getuid?.() === 0
const other = ordinaryUser()
const asOther = { skip: 'reason' in other ? other.reason : false }

let clusters: Clusters
before(async () => {
  clusters = await makeClusters()
})
after(() => clusters?.end())

describe('as root', { skip: root ? false : 'needs root' }, () => {
  it('PostgreSQL runs as somebody else, below a folder only root may enter', async () => {
    const home = join(clusters.parent, 'home')
    mkdirSync(home, { mode: 0o700 })
    const dir = join(home, 'data')
    const database = await startEmbedded({ dataDir: dir })
    const pid = postmasterPid(dir)
    assert.ok(pid)
    const { uid } = statSync(join(dir, 'postgres'))
    assert.notEqual(uid, 0)
    assert.match(readFileSync(`/proc/${pid}/status`, 'utf8'), new RegExp(`^Uid:\\s+${uid}\\s+${uid}\\s+${uid}\\s`, 'm'))
    assert.match(readFileSync(`/proc/${pid}/status`, 'utf8'), /^Groups:\s*$/m)
    assert.equal(statSync(dir).uid, 0)
    await database.stop()
    // Copied with `cp -r` by root it is all root's, and PostgreSQL would refuse it.
    const copy = join(home, 'copy')
    cpSync(dir, copy, { recursive: true })
    chownSync(join(copy, 'postgres'), 0, 0)
    chmodSync(join(copy, 'postgres'), 0o755)
    await (await startEmbedded({ dataDir: copy })).stop()
  })

  it('in somebody’s folder everything stays theirs, and they can go on without root', asOther, async () => {
    assert.ok('user' in other)
    chmodSync(clusters.parent, 0o755)
    const dir = clusters.fresh()
    mkdirSync(dir)
    chownSync(dir, other.user.uid, other.user.gid)
    await (await startEmbedded({ dataDir: dir })).stop()
    for (const name of readdirSync(dir, { recursive: true }).map(String)) {
      assert.equal(statSync(join(dir, name)).uid, other.user.uid, name)
    }
    const holder = runDataDirProcess(['embedded', dir], { user: other.user })
    const { adopted } = await holder.hear('connection')
    assert.equal(adopted, false)
    // And root takes over what they left running.
    holder.child.kill('SIGKILL')
    await holder.ended
    await using database = await startEmbedded({ dataDir: dir })
    assert.equal(database.adopted, true)
  })
})

describe('as an ordinary user', asOther, () => {
  it('below a home only they can enter: start, kill -9, take over, stop', async () => {
    assert.ok('user' in other)
    chmodSync(clusters.parent, 0o755)
    const home = join(clusters.parent, 'their home')
    mkdirSync(home, { mode: 0o700 })
    chownSync(home, other.user.uid, other.user.gid)
    const dir = join(home, 'data')
    const first = runDataDirProcess(['embedded', 'data'], { user: other.user, cwd: home })
    await first.hear('connection')
    const pid = postmasterPid(dir)
    assert.ok(pid)
    assert.equal(statSync(`/proc/${pid}`).uid, other.user.uid)
    first.child.kill('SIGKILL')
    await first.ended
    const second = runDataDirProcess(['embedded', dir], { user: other.user })
    const { adopted } = await second.hear('connection')
    assert.equal(adopted, true)
    second.child.kill('SIGTERM')
    await second.hear('stopped')
    await until(() => !isRunning(pid))
    // Everything killed: postgres and service.
    const third = runDataDirProcess(['embedded', dir], { user: other.user })
    await third.hear('connection')
    const thirdPid = postmasterPid(dir)
    assert.ok(thirdPid)
    third.child.kill('SIGKILL')
    killServer(thirdPid)
    await third.ended
    const fourth = runDataDirProcess(['embedded', dir], { user: other.user })
    await fourth.hear('connection')
    fourth.child.kill('SIGTERM')
    await fourth.hear('stopped')
  })
})
