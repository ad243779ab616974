import axe, { type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe asks of colours: all that a theme can change. */
export const colourRules = ['color-contrast', 'link-in-text-block']

/** What axe finds wrong on a page, as `rule: element`. It is loaded into a page once, however often the page is asked. */
export async function violations(page: Page, options: RunOptions = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return await page.evaluate(async (given) => {
    const { axe: loaded } = window as unknown as { axe: typeof axe } // loaded above
    const found = await loaded.run(document, { ...given, resultTypes: ['violations'] })
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 300)}`))
  }, options)
}
