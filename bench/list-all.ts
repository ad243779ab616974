// node bench/list-all.ts [--incidents 100000]: lists every incident of a tenant without paging through a slow reader, and says whether the list was
// complete and how much the memory of the service grew. Goal: complete, at most 32 MB.

import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbedded } from '../server/src/database/embedded.ts'
import { startIssuer } from '../server/src/testing/issuer.ts'
import { fillSchema } from './fill.ts'
import { residentMb, startService, stopProcesses } from './processes.ts'

const { values: options } = parseArgs({ options: { incidents: { type: 'string', default: '100000' } } })
const schema = 'bench'
const TENANT = 'bench'
const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-bench-'))
const embedded = await startEmbedded({ dataDir })
const issuer = await startIssuer()
try {
  const { host, port, user, password = '', database: name } = embedded.connection
  const databaseUrl = `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`
  await fillSchema(embedded.connection, schema, TENANT, Number(options.incidents))
  const service = await startService(databaseUrl, schema, issuer.url)
  const token = await issuer.token({
    sub: 'bench',
    active_tenant: { tenant_id: TENANT, tenant_name: TENANT, roles: ['viewer'] },
  })
  // Once before it is measured: code compiled and buffers grown are not the list's.
  await read(`${service.url}/v1/incident?size=1000`, token, 0)
  for (const [reader, pauseMs] of [
    ['fast', 0],
    ['slow', 4],
  ] as const) {
    const before = residentMb(service.pid)
    let most = before
    const sampling = setInterval(() => {
      most = Math.max(most, residentMb(service.pid))
    }, 20)
    const began = performance.now()
    const { bytes, incidents, total } = await read(`${service.url}/v1/incident`, token, pauseMs)
    clearInterval(sampling)
    process.stdout.write(
      `${reader} reader: ${incidents} incidents, total says ${total}, ${(bytes / 1e6).toFixed(0)} MB in ${((performance.now() - began) / 1000).toFixed(1)} s; memory ${before} MB, at most ${most} MB (+${most - before} MB)\n`,
    )
  }
} finally {
  await stopProcesses()
  await issuer.close()
  await embedded.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

/** Reads an answer with a pause after each piece; counts its incidents without keeping it. */
function read(
  url: string,
  token: string,
  pauseMs: number,
): Promise<{ bytes: number; incidents: number; total: number }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { authorization: `Bearer ${token}` } }, (answer) => {
      let bytes = 0
      let incidents = 0
      let tail = ''
      answer.setEncoding('utf8')
      answer.on('data', (text: string) => {
        bytes += Buffer.byteLength(text)
        const seen = tail + text
        // The reference of each incident, also where two pieces meet.
        incidents += (seen.match(/"reference":"/g)?.length ?? 0) - (tail.match(/"reference":"/g)?.length ?? 0)
        tail = seen.slice(-100)
        if (pauseMs > 0) {
          answer.pause()
          setTimeout(() => answer.resume(), pauseMs)
        }
      })
      answer.on('end', () => resolve({ bytes, incidents, total: Number(/"total":(\d+)/.exec(tail)?.[1]) }))
      answer.on('error', reject)
    }).on('error', reject)
  })
}
