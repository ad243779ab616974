// Runs several test files one after the other in this process: modules are loaded once, not once for each file.
import { appendFileSync, readFileSync } from 'node:fs'
import { after, suite } from 'node:test'
import { pathToFileURL } from 'node:url'
import { keepShared, stopShared } from '../server/src/testing/shared.ts'

/** What one file took: seconds on the clock, and seconds of a processor in this process and those it started (Linux). */
export type Took = { file: string; wall_s: number; cpu_s: number }

/**
 * Each file becomes a suite, so that its own hooks run at its end. A file is loaded once the one before it has come to its end: node:test
 * builds the suites it knows of before it runs the first. What each took is added to `report`, a line of JSON for each.
 */
export async function runFamily(files: readonly string[], report: string): Promise<void> {
  keepShared()
  for (const file of files) {
    const { promise, resolve } = Promise.withResolvers<void>()
    const start = performance.now()
    const cpu = processorSeconds()
    const end = (): void => {
      const took = { file, wall_s: (performance.now() - start) / 1000, cpu_s: processorSeconds() - cpu }
      appendFileSync(report, `${JSON.stringify(took)}\n`)
      resolve()
    }
    suite(file, async () => {
      try {
        await import(pathToFileURL(file).href)
      } catch (error) {
        end()
        throw error
      }
      after(end)
    })
    await promise
  }
  after(stopShared)
}

/** Of this process and of its children that have ended; of this process alone where there is no /proc. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  const own = (user + system) / 1_000_000
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? []
    return own + (Number(fields[13]) + Number(fields[14])) / 100
  } catch {
    return own
  }
}
