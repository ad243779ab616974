// What tests of the settings look for on a page, and how they look at it.
import type { Locator, Page } from 'playwright-core'
import { fits } from './becomes.ts'
import type { Visit } from './visit.ts'

export function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name, exact: typeof name === 'string' })
}

export function dialog(page: Page): Locator {
  return page.getByRole('dialog')
}

export function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { level: 1, name, exact: true })
}

/** As Visit.accessible(), with the pointer out of the way. */
export async function accessible(visit: Visit): Promise<void> {
  await visit.pointAside()
  await visit.accessible()
}

/** Pictures of a page, wide and as on a phone, in both themes. */
export async function look(visit: Visit, name: string): Promise<void> {
  const { page } = visit
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const theme of ['light', 'dark'] as const) {
      await visit.theme(theme)
      await visit.picture(`settings-${name}-${width}-${theme}`)
    }
    await fits(page)
  }
  await page.setViewportSize({ width: 1280, height: 720 })
}
