import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { newIncident, type Person } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { addressed, attributed, becomes, focused, goBack, holds } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()

/** Reports one incident after the other, so that the last is the newest. */
async function report(api: Person, ...incidents: Record<string, unknown>[]): Promise<void> {
  for (const one of incidents) await api.ok('POST', '/v1/incident', newIncident(one))
}

const names = (page: Page): Promise<string[]> => page.locator('[data-id] [data-open]').allInnerTexts()
const shows = (page: Page, ...wanted: string[]): Promise<string[]> => becomes('rows', () => names(page), wanted)
const headers = (page: Page): Promise<string[]> => page.getByRole('columnheader').allInnerTexts()

test('filters lie in the address, survive a reload and are taken away one by one or all at once', options, async () => {
  const rosa = await console.account()
  await report(
    await console.api(rosa),
    { name: 'Open and major', status: 'OPEN', severity: 'MAJOR' },
    { name: 'New and major', severity: 'MAJOR' },
    { name: 'New, not assessed' },
  )
  await using visit = await console.signedIn(rosa, '/incidents')
  const { page } = visit
  await shows(page, 'New, not assessed', 'New and major', 'Open and major')
  await page.getByRole('combobox', { name: /^Status/ }).click()
  await page.getByRole('option', { name: 'New' }).click()
  await page.keyboard.press('Escape')
  await shows(page, 'New, not assessed', 'New and major')
  await page.getByRole('combobox', { name: /^Severity/ }).click()
  await page.getByRole('option', { name: 'No severity' }).click()
  await page.keyboard.press('Escape')
  await shows(page, 'New, not assessed')
  await addressed(page, '?status=NEW&severity=')
  await page.reload()
  await visit.atPage()
  await shows(page, 'New, not assessed')
  await visit.accessible()
  await visit.picture('list-filtered')
  await page.getByRole('button', { name: 'Remove the filter Status: New' }).click()
  await addressed(page, '?severity=')
  await page.getByRole('button', { name: 'Remove the filter Severity: No severity' }).click()
  await shows(page, 'New, not assessed', 'New and major', 'Open and major')
  await addressed(page, '')
  // Each filter was a step: back brings it again.
  await goBack(page)
  await shows(page, 'New, not assessed')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await shows(page, 'New, not assessed', 'New and major', 'Open and major')
})

test('what nothing matches says so, and leads out of it', options, async () => {
  const rosa = await console.account()
  await report(await console.api(rosa), { name: 'One' })
  await using visit = await console.signedIn(rosa, '/incidents?overdue=true&date_from=7d')
  const { page } = visit
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
  await visit.accessible()
  await page.getByRole('button', { name: 'Clear filters' }).last().click()
  await shows(page, 'One')
})

test('without incidents the list says how to begin', options, async () => {
  await using visit = await console.signedIn(await console.account('deployer'), '/incidents')
  await visit.page.getByRole('heading', { name: 'No incidents yet' }).waitFor()
  await visit.page.getByText('npx tocsin demo').waitFor()
  const link = visit.page.getByRole('link', { name: 'Report an incident' }).last()
  await attributed(link, 'href', '/report')
  await visit.accessible()
})

test('search asks while one types, gives up earlier questions, and puts the best match first', options, async () => {
  const rosa = await console.account()
  await report(
    await console.api(rosa),
    { name: 'Pump 4 stands still', description: 'No water.' },
    { name: 'Flooded cellar', description: 'The pump was switched off.' },
    { name: 'Door jammed', description: 'Nobody hurt.' },
  )
  await using visit = await console.signedIn(rosa, '/incidents')
  const { page } = visit
  visit.allow(/Failed to load resource/)
  await shows(page, 'Door jammed', 'Flooded cellar', 'Pump 4 stands still')
  // The first question is held back: the second must not wait for it, nor be overwritten by it.
  let held = 0
  await page.route(/\/v1\/incident\?.*q=pu(&|$)/, () => {
    held++
  })
  const search = page.getByRole('searchbox')
  await page.keyboard.press('/')
  await focused(search)
  await page.keyboard.type('pu')
  await becomes('questions held back', () => held, 1)
  await page.keyboard.type('mp')
  await shows(page, 'Pump 4 stands still', 'Flooded cellar')
  await addressed(page, '?q=pump')
  await holds(search, 'pump')
  await page.keyboard.press('Escape')
  await shows(page, 'Door jammed', 'Flooded cellar', 'Pump 4 stands still')
  await addressed(page, '')
})

test('a header sorts, says how, and the address keeps it', options, async () => {
  const rosa = await console.account()
  await report(
    await console.api(rosa),
    { name: 'B', severity: 'CRITICAL' },
    { name: 'C', severity: 'MAJOR' },
    { name: 'A', severity: 'LOW' },
  )
  await using visit = await console.signedIn(rosa, '/incidents')
  const { page } = visit
  await shows(page, 'A', 'C', 'B')
  const header = page.getByRole('columnheader', { name: 'Name' })
  await page.getByRole('button', { name: 'Name' }).click()
  await shows(page, 'A', 'B', 'C')
  await attributed(header, 'aria-sort', 'ascending')
  await addressed(page, '?sort=name,ASC')
  await page.getByRole('button', { name: 'Name' }).click()
  await shows(page, 'C', 'B', 'A')
  await addressed(page, '?sort=name,DESC')
  // Severities by rank, the worst first.
  await page.getByRole('columnheader', { name: 'Severity' }).getByRole('button').click()
  await shows(page, 'B', 'C', 'A')
  await addressed(page, '?sort=severity,ASC')
  await page.reload()
  await visit.atPage()
  await shows(page, 'B', 'C', 'A')
})

test('pages follow one another by cursor, forth and back, and a link to one opens it', options, async () => {
  const rosa = await console.account()
  const api = await console.api(rosa)
  const all = Array.from({ length: 120 }, (_, n) => `Incident ${String(n + 1).padStart(3, '0')}`)
  await Promise.all(all.map((name) => report(api, { name })))
  await using visit = await console.signedIn(rosa, '/incidents?sort=name,ASC')
  const { page } = visit
  await shows(page, ...all.slice(0, 50))
  await page.getByText('1–50 of 120').waitFor()
  await page.getByRole('link', { name: 'Next page' }).click()
  await shows(page, ...all.slice(50, 100))
  await addressed(page, /page=2&cursor=/)
  await page.getByRole('link', { name: 'Next page' }).click()
  await shows(page, ...all.slice(100))
  await page.getByText('101–120 of 120').waitFor()
  const next = page.getByRole('button', { name: 'Next page' })
  await attributed(next, 'aria-disabled', 'true')
  await addressed(page, /page=3&cursor=/)
  const link = page.url()
  await page.getByRole('link', { name: 'Previous page' }).click()
  await shows(page, ...all.slice(50, 100))
  // Elsewhere the link opens the same page, the way back included; a cursor that is no longer good does too.
  await page.goto(link)
  await visit.atPage()
  await shows(page, ...all.slice(100))
  await page.getByRole('link', { name: 'Previous page' }).click()
  await shows(page, ...all.slice(50, 100))
  visit.allow(/status of 400/)
  await page.goto(link.replace(/cursor=.*/, 'cursor=nonsense'))
  await visit.atPage()
  await shows(page, ...all.slice(100))
})

test('columns are chosen and ordered, custom ones too, and rows made compact', options, async () => {
  const rosa = await console.account('deployer')
  const api = await console.api(rosa)
  await api.ok('POST', '/v1/incident/attributes', { name: 'hallNumber', type: 'NUMBER' })
  await report(api, { name: 'One', attributes: { hallNumber: 1204.5 } })
  await using visit = await console.signedIn(rosa, '/incidents')
  const { page } = visit
  await shows(page, 'One')
  await page.getByRole('button', { name: 'Display' }).click()
  // Each begins with the columns that the one before has made of them.
  const shown = (wanted: (headers: string[]) => boolean) => becomes('columns', () => headers(page), wanted)
  await page.getByRole('checkbox', { name: 'Location' }).click()
  await shown((seen) => !seen.includes('Location'))
  await page.getByRole('checkbox', { name: 'hallNumber' }).click()
  await shown((seen) => seen.at(-1) === 'hallNumber')
  await page.getByRole('button', { name: 'Move hallNumber to the front' }).click()
  const chosen = await shown((seen) => seen.slice(-3).join() === 'Happened,hallNumber,Last change')
  assert.ok(!chosen.includes('Location'))
  await page.getByRole('radio', { name: 'Compact' }).check()
  await attributed(page.locator('html'), 'data-density', 'compact')
  await visit.accessible()
  await page.keyboard.press('Escape')
  await page.getByRole('cell', { name: '1,204.5' }).waitFor()
  await page.reload()
  await visit.atPage()
  await shows(page, 'One')
  await becomes('columns', () => headers(page), chosen)
})

test(
  'a private view is seen by its owner alone, a shared one by everyone; both bring back what they kept',
  options,
  async () => {
    const rosa = await console.account('responder', { name: 'Rosa Lind' })
    const omar = await console.account('responder', { tenant: rosa.tenant, name: 'Omar Haddad' })
    await report(await console.api(rosa), { name: 'Major', severity: 'MAJOR' }, { name: 'Minor', severity: 'MINOR' })
    await using visit = await console.signedIn(rosa, '/incidents?severity=MAJOR&sort=name,ASC')
    const { page } = visit
    const save = async (name: string, shared: boolean) => {
      await page.getByRole('textbox', { name: 'Name' }).fill(name)
      if (shared) await page.getByRole('checkbox', { name: /Share with everyone/ }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Save view' }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByRole('button', { name }).waitFor()
    }
    await shows(page, 'Major')
    await page.getByRole('button', { name: 'Save view' }).click()
    await save('Majors', true)
    await page.goto(`${console.url}/incidents?severity=MINOR`)
    await visit.atPage()
    await page.getByRole('button', { name: 'Save view' }).click()
    await save('Mine alone', false)
    await page.getByRole('button', { name: 'Mine alone' }).click()
    await page.getByRole('menuitem', { name: 'Open the list with it' }).click()
    await visit.goto('/incidents')
    await visit.atPage()
    await shows(page, 'Minor')
    await page.getByRole('button', { name: 'Mine alone' }).click()
    await page.getByRole('menuitemradio', { name: 'All incidents' }).click()
    await shows(page, 'Minor', 'Major')

    await using other = await console.signedIn(omar, '/incidents')
    await shows(other.page, 'Minor', 'Major')
    await other.page.getByRole('button', { name: 'All incidents' }).click()
    const shared = other.page.getByRole('menuitemradio', { name: 'Majors (by Rosa Lind)' })
    await shared.waitFor() // with it all views are there
    assert.equal(await other.page.getByRole('menuitemradio', { name: 'Mine alone' }).count(), 0)
    await shared.click()
    await shows(other.page, 'Major')
    await addressed(other.page, /severity=MAJOR&sort=name,ASC$/)
    // It is Rosa's: Omar may use it, not change it.
    await other.page.getByRole('button', { name: 'Majors' }).click()
    const remove = other.page.getByRole('menuitem', { name: /Delete the view/ })
    await attributed(remove, 'aria-disabled', 'true')
    await other.page.keyboard.press('Escape')

    await page.goto(other.page.url())
    await visit.atPage()
    await page.getByRole('button', { name: 'Majors' }).click()
    await page.getByRole('menuitem', { name: 'Rename or share …' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('The worst')
    await page.getByRole('dialog').getByRole('button', { name: 'Save view' }).click()
    await page.getByRole('button', { name: 'The worst' }).click()
    await page.getByRole('menuitem', { name: 'Delete the view' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the view' }).click()
    await page.getByText('The view “The worst” is deleted.').waitFor()
    await shows(page, 'Major')
  },
)
