// Finds and starts Chromium for browser tests.
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

// The first has no parts for a window: the same pages in two thirds of the processor time.
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** A Chromium found on this machine: CHROMIUM, or in one of the usual places; undefined when there is none. */
export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM
  return given ? given : places.find((place) => existsSync(place))
}

/** Why a test that needs a browser is left out here; false when it is not. */
export const withoutChromium =
  findChromium() === undefined ? 'no Chromium on this machine; name one in CHROMIUM' : false

/** Starts that Chromium without a window. */
export async function startChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(String(withoutChromium))
  // Chromium's own sandbox refuses to run as root; the pages are ours.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  // Told to stop, Playwright closes the browser and lets the tests go on: each of them would wait for it until it gives up.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
  return await chromium.launch({ executablePath, args })
}
