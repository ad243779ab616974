// A PostgreSQL for each side that is measured, so that its processor time can be told from the others'.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { clientConfig } from '../server/src/database/client-config.ts'
import { startEmbedded } from '../server/src/database/embedded.ts'
import { CLUSTER } from '../server/src/database/embedded-program.ts'
import { processorOfTreeMs } from './processes.ts'

export type Cluster = {
  url: string
  folder: string
  /** Processor time used by the server, its connections and workers, in ms. */
  processorMs(): number
  /** As the superuser; the caller ends it. */
  connect(): Promise<pg.Client>
  /** So that plans are those of a database that has been there for a while. */
  analyze(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts a cluster in a folder that is kept, or in a temporary one: empty, or on a copy of the data of a cluster that was stopped.
 * removeClusters() ends them.
 */
export async function startCluster({
  folder = temporaryFolder(),
  copyOf,
}: {
  folder?: string
  copyOf?: string
} = {}): Promise<Cluster> {
  // As root the files belong to another user, which Node's own copy does not keep.
  if (copyOf !== undefined) execFileSync('cp', ['-a', `${copyOf}/.`, folder])
  const embedded = await startEmbedded({ dataDir: folder })
  const { host, port, user, password = '', database } = embedded.connection
  const postmaster = Number(readFileSync(join(folder, CLUSTER, 'postmaster.pid'), 'utf8').split('\n')[0])
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client(clientConfig(embedded.connection))
    await client.connect()
    return client
  }
  const cluster = {
    url: `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`,
    folder,
    processorMs: () => processorOfTreeMs(postmaster),
    connect,
    analyze: async () => {
      const client = await connect()
      await client.query('vacuum (analyze)')
      await client.end()
    },
    stop: () => embedded.stop(),
  }
  clusters.push(cluster)
  return cluster
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'))
  folders.push(folder)
  return folder
}

const folders: string[] = []
const clusters: Cluster[] = []

/** Stops every cluster and removes its data. */
export async function removeClusters(): Promise<void> {
  for (const cluster of clusters) await cluster.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}
