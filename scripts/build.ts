// npm run build: builds the console ahead of the first start.
import { readConfig } from '../server/src/config.ts'
import { buildConsole, findBuild, placesOf } from '../server/src/console/build.ts'

/*
 * npm run build
 *
 * Builds the console, unless it is built already: what a start does by itself, for images that shall start at once.
 */

const places = placesOf(readConfig().dataDir)
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
try {
  const found = await findBuild(places)
  const { folder } = found ?? (await buildConsole(places, stop.signal))
  console.log(`the console ${found ? 'was' : 'is'} built: ${folder}`)
} catch (error) {
  console.error(`the console could not be built: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
