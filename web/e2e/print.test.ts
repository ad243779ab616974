import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { becomes, counted } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()

test(
  'paper holds the whole record, oldest first, with every change, who printed it and nothing that runs',
  options,
  async () => {
    const rosa = await console.account()
    const api = await console.api(rosa)
    const description = 'Level rises.\n'.repeat(20)
    const next_update = Math.floor(Date.now() / 1000) + 900
    const made = await api.ok(
      'POST',
      '/v1/incident',
      newIncident({ name: 'Pumps stand still', description, next_update }),
    )
    const path = `/v1/incident/${made.id}`
    await api.ok('PATCH', path, { occ_lock: made.occ_lock, description: 'Level falls.\n'.repeat(20) })
    for (let n = 1; n <= 120; n++) await api.ok('POST', `${path}/comments`, { text: `Round ${n} done` })
    await using visit = await console.visit()
    const { page } = visit
    // Headless browsers print nothing by themselves: it is enough that the page asks.
    await visit.context.addInitScript(() => {
      window.print = () => document.documentElement.setAttribute('data-printed', 'yes')
    })
    await visit.signIn(rosa, `/incident/${made.id}`)
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: /Print/ }).click()
    await becomes('asked to print', () => page.locator('html').getAttribute('data-printed'), 'yes')
    await page.emulateMedia({ media: 'print' })
    const record = page.getByRole('article', { name: 'Incident report' })
    await record.waitFor()
    const rows = record.locator('tbody tr')
    await counted(rows, 122)
    const told = await rows.allInnerTexts()
    assert.match(told[0] ?? '', /reported/)
    assert.match(told[2] ?? '', /Round 1 done/)
    assert.match(told.at(-1) ?? '', /Round 120 done/)
    // Both texts of the change stand open.
    assert.match(told[1] ?? '', /Level rises[\s\S]*Level falls/)
    const text = await record.innerText()
    assert.match(text, new RegExp(`Harbour ${rosa.tenant}`))
    assert.match(text, /Printed by Rosa Lind/)
    // The page itself, with its countdown, stays off paper.
    await page.getByRole('timer').waitFor({ state: 'hidden' })
    await counted(page.locator('main article:visible'), 1)
    await visit.picture('print-record')
    const pdf = await page.pdf({ preferCSSPageSize: true })
    assert.ok(pdf.length > 10_000)
    // Back on the screen the record is put away.
    await page.emulateMedia({ media: 'screen' })
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await record.waitFor({ state: 'detached' })
  },
)
