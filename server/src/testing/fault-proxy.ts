// A TCP proxy that breaks connections, for fault tests.
import { connect, createServer, type Socket } from 'node:net'
import type { DatabaseTarget } from '../config.ts'
import { afterTests } from './database.ts'

/** A TCP proxy that breaks what goes through it, as networks do. */
export type FaultProxy = {
  port: number
  /** Connections through it at present. */
  connections(): number
  /** Ends every connection at once, as a process that died would. New ones go through. */
  cut(): void
  /** Every connection stays open and nothing goes through it any more, new ones included, until heal(). */
  blackHole(): void
  /** Everything sent takes so much longer to arrive. */
  delay(ms: number): void
  /**
   * Ends a connection at one of the steps of what it is used for: what is sent on it and has `mention` in it, counted from 1. `asked`: the
   * step does not get through; `answered`: only its answer does not. Once, or until breakNowhere(), which tells whether it came to that.
   */
  breakAt(step: number, mention: string, when: 'asked' | 'answered'): void
  breakNowhere(): boolean
  /** New connections are refused, those there are ended, until heal(). */
  refuse(): void
  /** Everything goes through again; what was lost stays lost, and its connections are ended. */
  heal(): void
}

type Mode = 'pass' | 'black hole' | 'refuse'
type Break = { step: number; mention: string; when: 'asked' | 'answered'; steps: Map<Socket, number>; done: boolean }

/** Starts a proxy on loopback in front of a database; ended after this file's tests. */
export async function faultProxy(target: Pick<DatabaseTarget, 'host' | 'port'>): Promise<FaultProxy> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let mode: Mode = 'pass'
  let delayMs = 0
  let breaking: Break | null = null

  /** Whether what the client of a pair sent, or what it is answered, is not to arrive any more. */
  const breaks = (client: Socket, sent: Buffer | null): boolean => {
    if (breaking === null || breaking.done) return false
    const { step, mention, when, steps } = breaking
    let count = steps.get(client) ?? 0
    if (sent?.includes(mention)) steps.set(client, ++count)
    else if (sent !== null) return false
    if (count < step || (when === 'asked') !== (sent !== null)) return false
    breaking.done = true
    return true
  }

  const pump = (from: Socket, to: Socket, client: Socket): void => {
    // In order also while the delay changes.
    let last = Promise.resolve()
    from.on('data', (chunk) => {
      if (mode !== 'pass') return
      if (breaks(client, from === client ? chunk : null)) {
        from.destroy()
        to.destroy()
        return
      }
      if (delayMs === 0) {
        last = last.then(() => void to.write(chunk))
        return
      }
      const late = new Promise((resolve) => setTimeout(resolve, delayMs))
      last = last.then(() => late).then(() => void to.write(chunk))
    })
    // In a black hole nobody hears of an end either.
    from.on('end', () => {
      if (mode === 'pass') to.end()
    })
    from.on('error', () => to.destroy())
    from.on('close', () => {
      if (mode === 'pass') to.destroy()
    })
  }

  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (mode === 'refuse') {
      client.destroy()
      return
    }
    const upstream = target.host.startsWith('/')
      ? connect({ path: `${target.host}/.s.PGSQL.${target.port}` })
      : connect({ host: target.host, port: target.port })
    const pair = [client, upstream] as const
    pairs.add(pair)
    client.on('close', () => pairs.delete(pair))
    pump(client, upstream, client)
    pump(upstream, client, client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  const cut = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.destroy()
  }
  afterTests(async () => {
    cut()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    port: address.port,
    connections: () => pairs.size,
    cut,
    blackHole: () => {
      mode = 'black hole'
    },
    delay: (ms) => {
      delayMs = ms
    },
    breakAt: (step, mention, when) => {
      breaking = { step, mention, when, steps: new Map(), done: false }
    },
    breakNowhere: () => {
      const broke = breaking?.done === true
      breaking = null
      return broke
    },
    refuse: () => {
      mode = 'refuse'
      cut()
    },
    heal: () => {
      if (mode !== 'pass') cut()
      mode = 'pass'
      delayMs = 0
    },
  }
}
