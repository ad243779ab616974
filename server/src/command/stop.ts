// What ends the service process: signals and uncaught errors.
import type { Logger } from 'pino'
import { pause } from '../pause.ts'

/** Why the service stops. */
export type StopReason = { signal: NodeJS.Signals } | { defect: unknown }

export type StopRequest = {
  /** Aborted when the service shall stop; its reason is a StopReason. */
  signal: AbortSignal
  /** Aborted by a second signal: whoever sent it does not want to wait. */
  hurry: AbortSignal
  /** Resolves when the service shall stop. */
  asked: Promise<StopReason>
  /** Stops listening: signals do what they did before. */
  dispose(): void
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Listens for what ends a service: signals, and defects that nobody caught, after which no state in memory can be trusted. */
export function listenForStop(log: Logger): StopRequest {
  const stop = new AbortController()
  const hurry = new AbortController()
  const asked = Promise.withResolvers<StopReason>()
  const ask = (reason: StopReason): void => {
    if (stop.signal.aborted) {
      hurry.abort()
      return
    }
    stop.abort()
    asked.resolve(reason)
  }
  const onSignal = (signal: NodeJS.Signals): void => ask({ signal })
  const onDefect = (defect: unknown): void => {
    log.fatal({ err: defect }, 'a defect that nobody caught: the service stops')
    // A second one while it stops must not cut the stop short.
    if (!stop.signal.aborted) ask({ defect })
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  process.on('uncaughtException', onDefect)
  process.on('unhandledRejection', onDefect)
  return {
    signal: stop.signal,
    hurry: hurry.signal,
    asked: asked.promise,
    dispose: () => {
      for (const signal of SIGNALS) process.removeListener(signal, onSignal)
      process.removeListener('uncaughtException', onDefect)
      process.removeListener('unhandledRejection', onDefect)
    },
  }
}

/** Waits for `work`, but no longer than so long, and not once one of the signals is aborted. A failure of it is not reported. */
export async function atMost(ms: number, work: Promise<unknown>, ...signals: AbortSignal[]): Promise<void> {
  const settled = new AbortController()
  const settle = (): void => settled.abort()
  work.then(settle, settle)
  await pause(ms, settled.signal, ...signals)
}
