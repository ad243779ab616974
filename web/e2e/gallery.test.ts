import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startChromium, withoutChromium } from '../../server/src/testing/chromium.ts'
import { violations } from './testing/axe.ts'
import { attributed, becomes, counted, fits, focused, holds, patienceMs, reads } from './testing/becomes.ts'
import { startGallery } from './testing/gallery.ts'

/*
 * Every component in every state, under the strict content security policy: accessible in both themes and densities, nothing
 * refused by the policy, nothing wider than a phone; and what they do by keyboard. SCREENSHOTS=<folder> keeps a picture of
 * each page to look at.
 */

const options = { skip: withoutChromium }
const pages = ['tokens', 'actions', 'inputs', 'feedback', 'data', 'catalog', 'open', 'shell']
const opened = ['dialog', 'drawer', 'confirm', 'palette', 'menu', 'popover', 'select', 'multiple', 'combobox']
const screens = ['starting', 'signed_out', 'unsupported', 'unreachable', 'refused', 'handed_over']
const addresses = [
  ...pages.map((page) => `page=${page}`),
  ...opened.map((name) => `page=open&open=${name}`),
  ...screens.map((phase) => `page=screen&phase=${phase}`),
  'page=screen&phase=signed_out&failed',
  'page=shell&open=keys',
  'page=shell&collapsed&connection=lost',
  'page=shell&ended&blocked',
]
const wide: BrowserContextOptions = { viewport: { width: 1280, height: 800 } }
const phone: BrowserContextOptions = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true }

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let gallery: Awaited<ReturnType<typeof startGallery>>
let browser: Browser

before(async () => {
  if (withoutChromium) return
  gallery = await startGallery()
  browser = await startChromium()
})
after(async () => {
  await browser?.close()
  await gallery?.[Symbol.asyncDispose]()
})

/** Colours depend on the theme alone and sizes on the density alone, so each of them once is all of them. */
for (const [theme, density] of [
  ['light', 'comfortable'],
  ['dark', 'compact'],
]) {
  test(`every part is accessible in ${theme} and ${density}`, options, async () => {
    await using page = await open(wide)
    const found: string[] = []
    for (const address of addresses) {
      await page.show(`${address}&theme=${theme}&density=${density}`)
      // A list that floats belongs to its button, not to a region of the page.
      const floats = /open=(menu|popover|select|multiple|combobox)/.test(address)
      const asked = { runOnly: rules, rules: { region: { enabled: !floats } } }
      for (const one of await violations(page.page, asked)) found.push(`${address} ${one}`)
    }
    assert.deepEqual(found, [], found.join('\n'))
    assert.deepEqual(page.complaints, [])
  })
}

/** 320 px is also what 1280 px are at a zoom of 400 % (WCAG 1.4.10). */
test('nothing is wider than the narrowest phone', options, async () => {
  await using page = await open(phone)
  for (const address of addresses) {
    // German, whose words are the longer ones.
    await page.show(`${address}&theme=dark&language=de`)
    await fits(page.page).catch((error) => assert.fail(`${address}: ${error}`))
  }
  assert.deepEqual(page.complaints, [])
})

test('a control that is off keeps the focus, says why and does nothing', options, async () => {
  await using page = await open(wide)
  await page.show('page=actions')
  const button = page.page.getByRole('button', { name: 'primary' }).nth(1)
  await button.focus()
  await attributed(button, 'aria-disabled', 'true')
  await becomes('description', () => description(page.page, button), /You need the role responder/)
  await page.page.keyboard.press('Shift+Tab')
  await page.page.keyboard.press('Tab')
  await page.page.getByRole('tooltip', { name: /You need the role responder/ }).waitFor()
  await page.page.keyboard.press('Escape')
  await page.page.getByRole('tooltip').waitFor({ state: 'hidden' })
})

test('a dialog takes the focus, keeps it, and gives it back', options, async () => {
  await using page = await open(wide)
  await page.show('page=open')
  const opener = page.page.getByRole('button', { name: 'Dialog' })
  await opener.focus()
  await page.page.keyboard.press('Enter')
  const dialog = page.page.getByRole('dialog', { name: 'Post an update' })
  await dialog.waitFor()
  await focusIsOn(page.page, 'Update')
  for (let n = 0; n < 8; n++) {
    await page.page.keyboard.press('Tab')
    await focused(dialog)
  }
  await page.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await focusIsOn(page.page, 'Dialog')
})

test('a list inside a dialog closes alone with Escape', options, async () => {
  await using page = await open(wide)
  await page.show('page=open&open=dialog')
  const dialog = page.page.getByRole('dialog', { name: 'Post an update' })
  await dialog.getByRole('combobox', { name: 'Status' }).press('Enter')
  await page.page.getByRole('option', { name: 'Resolved' }).waitFor()
  await page.page.keyboard.press('Escape')
  await page.page.getByRole('option', { name: 'Resolved' }).waitFor({ state: 'hidden' })
  await dialog.waitFor()
})

test('a value is chosen from a list by keyboard', options, async () => {
  await using page = await open(wide)
  await page.show('page=open')
  const select = page.page.getByRole('combobox', { name: 'Status: Assigned' })
  await select.focus()
  await page.page.keyboard.press('ArrowDown')
  const highlighted = (name: string) =>
    page.page.locator('[role=option][data-highlighted]').getByText(name, { exact: true }).waitFor()
  await page.page.getByRole('option', { name: 'Open' }).waitFor()
  await highlighted('Assigned')
  await page.page.keyboard.press('ArrowDown')
  await highlighted('Resolved')
  await page.page.keyboard.press('Enter')
  await page.page.getByRole('combobox', { name: 'Status: Resolved' }).waitFor()
})

test('a menu is walked by arrows, passes over nothing, and does not do what it may not', options, async () => {
  await using page = await open(wide)
  await page.show('page=open')
  await page.page.getByRole('button', { name: 'Menu' }).focus()
  await page.page.keyboard.press('Enter')
  const restore = page.page.getByRole('menuitem', { name: /Restore/ })
  await restore.waitFor()
  await attributed(restore, 'aria-disabled', 'true')
  await reads(restore, /It is not deleted/)
  await page.page.keyboard.press('End')
  await page.page.keyboard.press('ArrowUp')
  await page.page.keyboard.press('Enter')
  assert.ok(await restore.isVisible(), 'an item that is off must not close the menu')
  await page.page.keyboard.press('Escape')
  await restore.waitFor({ state: 'hidden' })
  await focusIsOn(page.page, 'Menu')
})

test('the palette finds, is walked by arrows and runs what is chosen', options, async () => {
  await using page = await open(wide)
  await page.show('page=open&open=palette')
  const input = page.page.getByRole('combobox', { name: 'Search incidents and commands' })
  await input.fill('in')
  await page.page.getByRole('option', { name: 'Incidents' }).waitFor()
  await page.page.keyboard.press('ArrowDown')
  const chosen = page.page.getByRole('option', { selected: true })
  await reads(chosen, /Report an incident/)
  await attributed(input, 'aria-activedescendant', await chosen.getAttribute('id'))
  await page.page.keyboard.press('Enter')
  await input.waitFor({ state: 'hidden' })
  await page.page.getByText('Last run: report').waitFor()
})

test('typing in a combobox narrows the list, and leaving it keeps what was chosen', options, async () => {
  await using page = await open(wide)
  await page.show('page=inputs')
  const input = page.page.getByRole('combobox', { name: 'Type, found by typing' })
  await input.fill('fl')
  await page.page.getByRole('option', { name: /Flood/ }).waitFor()
  await counted(page.page.getByRole('option'), 1)
  await page.page.keyboard.press('ArrowDown')
  await page.page.keyboard.press('Enter')
  await page.page.getByRole('listbox').waitFor({ state: 'hidden' })
  await holds(input, 'Flood')
  await input.fill('nothing like it')
  await page.page.getByText('Nothing found').waitFor()
  await page.page.keyboard.press('Escape')
  await page.page.getByRole('listbox').waitFor({ state: 'hidden' })
  await holds(input, 'Flood')
  await page.page.keyboard.press('ArrowDown')
  await page.page.getByRole('option', { name: 'Power outage' }).waitFor()
})

test('a note goes by itself, but not while someone is at it; what it offers is done once', options, async () => {
  await using page = await open(wide)
  await page.page.clock.install()
  await page.show('page=actions')
  // From here on time passes when it is told to.
  await page.page.clock.pauseAt(Date.now() + patienceMs)
  await page.page.getByRole('button', { name: 'Say something' }).click()
  const note = page.page.getByRole('status').filter({ hasText: 'Copied' })
  await note.hover()
  await page.page.clock.runFor(60_000)
  assert.equal(await note.count(), 1, 'it went from under the pointer')
  await page.page.mouse.move(0, 0)
  await page.page.clock.runFor(7000)
  await note.waitFor({ state: 'hidden' })
  await page.page.getByRole('button', { name: 'Delete something' }).click()
  await page.page.clock.runFor(7000)
  await page.page.getByRole('button', { name: 'Undo' }).click()
  await page.page.getByText('Undone: 1').waitFor()
  await counted(page.page.getByRole('button', { name: 'Undo' }), 0)
})

test('the sidebar folds to icons that keep their names, and paper shows the page alone', options, async () => {
  await using page = await open(wide)
  await page.show('page=shell')
  await page.page.getByRole('button', { name: 'Collapse sidebar' }).click()
  await page.page.getByRole('button', { name: 'Expand sidebar' }).waitFor()
  const link = page.page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Incidents' })
  await attributed(link, 'aria-current', 'page')
  await page.page.emulateMedia({ media: 'print' })
  await page.page.getByRole('heading', { level: 1, name: 'Incidents' }).waitFor()
  await counted(page.page.getByRole('navigation'), 0)
})

test('the skip link leads past the bars', options, async () => {
  await using page = await open(wide)
  await page.show('page=shell')
  await page.page.keyboard.press('Tab')
  await focusIsOn(page.page, 'Skip to the content')
  await page.page.keyboard.press('Enter')
  await becomes('where it leads', () => new URL(page.page.url()).hash, '#main')
  await page.page.keyboard.press('Tab')
  await focused(page.page.locator('main'))
})

test('a time is kept to the letter until it is changed', options, async () => {
  await using page = await open(wide)
  await page.show('page=inputs')
  const input = page.page.getByRole('textbox', { name: 'Date', exact: true })
  await holds(input, '2026-11-21T03:17')
  await page.page.getByText('Kept: 2026-11-21T03:17:09.123456+01:00').waitFor()
  await input.fill('2026-07-01T08:30')
  await page.page.getByText('Kept: 2026-07-01T08:30:00+02:00').waitFor()
})

type Opened = AsyncDisposable & { page: Page; complaints: string[]; show(query: string): Promise<void> }

/** A page of the gallery in a browser of its own; what the browser complains of is collected. */
async function open(look: BrowserContextOptions): Promise<Opened> {
  const context = await browser.newContext({ ...look, locale: 'en-GB', reducedMotion: 'reduce' })
  context.setDefaultTimeout(patienceMs)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${page.url()}: ${message.text()}`)
  })
  const pictures = process.env['SCREENSHOTS']
  return {
    page,
    complaints,
    async show(query) {
      await page.goto(`${gallery.url}?${query}`)
      await page.evaluate(() => document.fonts.ready)
      await page.locator('main').first().waitFor()
      const name = new URLSearchParams(query).get('open')
      if (name) await page.locator('[role=dialog], [role=menu], [role=listbox]').first().waitFor()
      if (pictures === undefined) return
      await mkdir(pictures, { recursive: true })
      const file = `${query.replaceAll(/[^\w]+/g, '-')}-${look.viewport?.width}.png`
      await page.screenshot({ path: join(pictures, file), fullPage: name === null })
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
}

/** What a screen reader says after the name. */
async function description(page: Page, target: ReturnType<Page['locator']>): Promise<string | null> {
  const id = (await target.getAttribute('aria-describedby'))?.split(' ')[0]
  return id ? await page.locator(`[id="${id}"]`).textContent() : null
}

/** Waits until the element with this name has the focus. */
async function focusIsOn(page: Page, name: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement)) return false
    const labels = 'labels' in element ? [...(element.labels as NodeListOf<HTMLLabelElement>)] : [] // of inputs alone
    return [element.ariaLabel, element.textContent, ...labels.map((label) => label.textContent)].some((text) =>
      text?.trim().startsWith(wanted),
    )
  }, name)
}
