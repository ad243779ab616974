// The console of this process: being built, ready, or unavailable.
import type { Log } from '../identity/source.ts'
import { BuildError, buildConsole, findBuild, type Places } from './build.ts'
import { loadSite, type Site } from './site.ts'

export type ConsoleState =
  | { kind: 'building' }
  | { kind: 'ready'; site: Site }
  /** `reason` is one line for people. */
  | { kind: 'failed'; reason: string }

/** The console of this process: being built, there, or not to be had. */
export type Console = {
  state(): ConsoleState
  /** Resolves when it is built or can't be; never rejects. */
  settled: Promise<void>
}

/** Finds the built console, or builds it when it is missing or its sources have changed since; one line in the log when that fails. */
export function startConsole(places: Places, log: Log, signal: AbortSignal): Console {
  let state: ConsoleState = { kind: 'building' }
  const prepare = async (): Promise<Site> => {
    const found = await findBuild(places)
    if (found !== null) return await loadSite(found)
    log.info('building the console: this takes a moment after an installation or an update')
    const begun = performance.now()
    const build = await buildConsole(places, signal)
    log.info({ folder: build.folder, seconds: Math.round((performance.now() - begun) / 1000) }, 'the console is built')
    return await loadSite(build)
  }
  const settled = prepare().then(
    (site) => {
      state = { kind: 'ready', site }
    },
    (error: unknown) => {
      const reason = error instanceof BuildError ? error.message : `a defect: ${String(error)}`
      state = { kind: 'failed', reason }
      if (!signal.aborted) log.error({ reason }, 'the console could not be built; the API runs without it')
    },
  )
  return { state: () => state, settled }
}
