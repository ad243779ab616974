import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { becomes, focused, holds } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'
import { fact, incidentPages } from './testing/incident.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()
const opened = incidentPages(console)

/** What this tab keeps for the case of a reload. */
const drafts = (page: Page): Promise<string> => page.evaluate(() => JSON.stringify({ ...sessionStorage }))

test(
  'a name is edited in place by keyboard: e, Ctrl+Enter saves, Escape gives back what was typed',
  options,
  async () => {
    const { visit, page, now } = await opened()
    await using _ = visit
    await page.keyboard.press('e')
    const name = page.getByRole('textbox', { name: 'Name' })
    await focused(name)
    await page.keyboard.press('End')
    await page.keyboard.type(', pumps running')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { level: 1, name: /pumps running/ }).waitFor()
    await name.waitFor({ state: 'detached' })
    const saved = await now()
    assert.deepEqual([saved['name'], saved.occ_lock], ['Water on the floor of server room 2, pumps running', 1])

    await page.keyboard.press('e')
    await name.fill('Something else')
    await page.keyboard.press('Escape')
    await name.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Bring it back' }).click()
    await holds(name, 'Something else')
    await focused(name)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Something else' }).waitFor()
    assert.equal((await now())['name'], 'Something else')
  },
)

test('a blank or too long text is refused beside the field and stays', options, async () => {
  const { visit, page, now } = await opened()
  await using _ = visit
  await page.keyboard.press('e')
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.fill('  ')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('It must not be empty.').waitFor()
  await name.fill('🔥'.repeat(502))
  await page.keyboard.press('Enter')
  await page.getByText('2 characters too long.').waitFor()
  assert.equal(await name.inputValue(), '🔥'.repeat(502))
  await name.fill('🔥'.repeat(500))
  await page.keyboard.press('Enter')
  await name.waitFor({ state: 'detached' })
  assert.equal((await now())['name'], '🔥'.repeat(500))
})

test('the status is changed by s and the arrow keys, and saved at once; resolving it sets when', options, async () => {
  const { visit, page, now } = await opened()
  await using _ = visit
  await page.keyboard.press('s')
  await page.getByRole('option', { name: 'Resolved' }).waitFor()
  await page.keyboard.type('Res')
  await page.locator('[role=option][data-highlighted]').getByText('Resolved').waitFor()
  await page.keyboard.press('Enter')
  await becomes('status', async () => (await now())['status'], 'RESOLVED')
  await page.getByRole('combobox', { name: 'Status: Resolved' }).waitFor()
  await fact(page, 'resolved_date').getByText('just now').waitFor()
})

test('severity and type are chosen from their tables', options, async () => {
  const { visit, page, now } = await opened()
  await using _ = visit
  await page.getByRole('combobox', { name: 'Severity: No severity' }).click()
  await page.getByRole('option', { name: 'Major' }).click()
  await page.getByRole('combobox', { name: 'Severity: Major' }).waitFor()
  await page.getByRole('combobox', { name: /^Type/ }).click()
  await page.getByRole('option', { name: 'Safety' }).click()
  const chosen = async () => {
    const { severity, type } = await now()
    return [severity, type]
  }
  await becomes('severity and type', chosen, ['MAJOR', 'SAFETY'])
})

test('a date keeps the offset it was reported with, to the letter until it is changed', options, async () => {
  const date = '2024-11-11T10:57:27.123456789+05:30'
  const { visit, page, now } = await opened({ date })
  await using _ = visit
  await fact(page, 'date').getByText('11 Nov 2024, 10:57 (UTC+5:30)').waitFor()
  await page.getByRole('button', { name: 'Edit Happened' }).click()
  const input = page.getByLabel('Happened', { exact: true })
  await holds(input, '2024-11-11T10:57')
  await page.getByRole('button', { name: 'Save' }).click()
  await input.waitFor({ state: 'detached' })
  assert.deepEqual([(await now())['date'], (await now()).occ_lock], [date, 0])

  await page.getByRole('button', { name: 'Edit Happened' }).click()
  await input.fill('2024-11-12T08:00')
  await page.getByRole('button', { name: 'Save' }).click()
  await input.waitFor({ state: 'detached' })
  assert.equal((await now())['date'], '2024-11-12T08:00:00+05:30')

  await page.getByRole('button', { name: 'Edit Happened' }).click()
  await page.getByRole('radio', { name: 'Here (UTC+1)' }).check()
  await holds(input, '2024-11-12T03:30')
  await page.keyboard.press('Escape')
})

test('location, reporter and description are edited by keyboard alone, and the focus comes back', options, async () => {
  const { visit, page, now } = await opened()
  await using _ = visit
  const editor = (name: string) => page.getByRole('textbox', { name, exact: true })
  await page.getByRole('button', { name: 'Set Location' }).focus()
  await page.keyboard.press('Enter')
  await focused(editor('Location'))
  await page.keyboard.type('Building C')
  await page.keyboard.press('Enter')
  await fact(page, 'location').getByText('Building C').waitFor()
  await focused(page.getByRole('button', { name: 'Edit Location' }))
  // e edits the fact that has the focus.
  await page.keyboard.press('e')
  await focused(editor('Location'))
  await page.keyboard.type('Building D')
  await page.keyboard.press('Control+Enter')
  await fact(page, 'location').getByText('Building D').waitFor()
  await page.getByRole('button', { name: 'Edit Description' }).focus()
  await page.keyboard.press('Enter')
  await focused(editor('Description'))
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Pumps are on their way.')
  await page.keyboard.press('Control+Enter')
  await editor('Description').waitFor({ state: 'detached' })
  const { location, description } = await now()
  assert.deepEqual(
    [location, description],
    ['Building D', 'The raised floor is wet near rack 14.\nPumps are on their way.'],
  )
})

test('a custom attribute of each type is set, changed and removed by an editor of its own', options, async () => {
  const deployer = await console.api(await console.account('deployer'))
  const types = {
    note: { type: 'STRING' },
    count: { type: 'NUMBER' },
    pending: { type: 'BOOLEAN' },
    due: { type: 'DATE' },
    restored: { type: 'DATETIME' },
    cause: { type: 'ENUM', options: ['Human error', 'Wear'] },
  }
  for (const [name, one] of Object.entries(types))
    await deployer.ok('POST', '/v1/incident/attributes', { name, ...one })
  const { visit, page, now } = await opened()
  await using _ = visit
  const attributes = async () => (await now())['attributes']
  const set = async (name: string, fill: () => Promise<void>, value: unknown, key = 'Control+Enter') => {
    await page.getByRole('button', { name: new RegExp(`^(Set|Edit) ${name}$`) }).click()
    const focus = fact(page, `attributes.${name}`).locator('form :focus')
    await focus.waitFor()
    await fill()
    // Back from a list of options, it is in the editor again.
    await page.getByRole('option').first().waitFor({ state: 'detached' })
    await focus.waitFor()
    await page.keyboard.press(key)
    await fact(page, `attributes.${name}`)
      .getByRole('button', { name: `Edit ${name}` })
      .waitFor({ state: 'attached' })
    const values: Record<string, unknown> = Object(await attributes())
    assert.deepEqual(values[name], value, name)
  }
  const choose = (name: string, option: string) => async () => {
    await page.getByLabel(name, { exact: true }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  const type = (text: string) => () => page.keyboard.type(text)
  await set('note', type('see rack 14'), 'see rack 14')
  await set('count', type('2.50'), 2.5, 'Enter')
  await set('pending', choose('pending', 'No'), false)
  await set('due', () => page.getByLabel('due', { exact: true }).fill('2026-12-24'), '2026-12-24')
  await set(
    'restored',
    () => page.getByLabel('restored', { exact: true }).fill('2026-05-01T16:05'),
    '2026-05-01T16:05:00+02:00',
  )
  await set('cause', choose('cause', 'Wear'), 'Wear')
  await set('count', () => page.getByLabel('count', { exact: true }).fill('7'), 7)
  await set('pending', choose('pending', 'Yes'), true)
  await visit.picture('incident-attributes')

  await page.getByRole('button', { name: 'Edit count' }).click()
  await page.getByLabel('count', { exact: true }).fill('many')
  await page.keyboard.press('Enter')
  await page.getByText('A number is wanted').waitFor()
  await holds(page.getByLabel('count', { exact: true }), 'many')
  await page.keyboard.press('Escape')

  for (const name of Object.keys(types)) {
    await page.getByRole('button', { name: `Edit ${name}` }).click()
    await page.getByRole('button', { name: `Remove ${name}` }).click()
    await page.getByRole('button', { name: `Set ${name}` }).waitFor({ state: 'attached' })
  }
  assert.equal(await attributes(), null)
})

test('what was typed survives a reload', options, async () => {
  const { visit, page, now } = await opened()
  await using _ = visit
  await page.getByRole('button', { name: 'Set Location' }).click()
  await focused(page.getByRole('textbox', { name: 'Location' }))
  await page.keyboard.type('half a pla')
  await becomes('drafts', () => drafts(page), /half a pla/)
  await page.reload()
  await page.getByText('An unsaved change from before was kept').waitFor()
  await holds(page.getByRole('textbox', { name: 'Location' }), 'half a pla')
  await page.getByRole('textbox', { name: 'Location' }).press('Enter')
  await fact(page, 'location').getByText('half a pla').waitFor()
  assert.equal((await now())['location'], 'half a pla')
  await becomes(
    'drafts',
    () => drafts(page),
    (kept) => !kept.includes('half a pla'),
  )
})
