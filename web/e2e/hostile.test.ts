import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident } from '../../server/src/testing/app.ts'
import { withoutChromium } from '../../server/src/testing/chromium.ts'
import { fits } from './testing/becomes.ts'
import { consoleApp } from './testing/console.ts'

const options = { skip: withoutChromium }
const console = await consoleApp()

/*
 * G01, G02: what people type is shown on every page that shows it, as text and nothing else, and breaks no page's width. (An incident's
 * own page has a test of its own; anything the policy refuses, and any uncaught error, fails a test by itself.)
 */
const payloads = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  'javascript:alert(1)',
  '</textarea></title><iframe src=javascript:alert(1)>',
  'انقطاع \u202eabc\u202c 👩‍🚒',
]
const injected =
  ':is(main, aside, nav, header) :is(iframe, script, [onerror], [onload], a[href^="javascript:" i], a[href^="data:" i], img[src="x"])'

test('content that is script, long, right-to-left or emoji is text on every page', options, async () => {
  const whose = await console.account('deployer')
  const api = await console.api(whose)
  const [hostile = ''] = payloads
  await api.ok('POST', '/v1/incident/types', { code: `HOSTILE_${Date.now()}`, label: `Type ${hostile}` })
  await api.ok('POST', '/v1/incident/attributes', { name: 'hostile', type: 'STRING', description: `About ${hostile}` })
  await api.ok('POST', '/v1/tokens', { name: `Token ${hostile}`, role: 'viewer' })
  await api.ok('POST', '/v1/views', { name: `View ${hostile}`, page: 'incidents', state: '?status=OPEN', shared: true })
  for (const payload of payloads) {
    const fields = {
      name: `${payload} ${'x'.repeat(300)}`,
      description: `${payload}\n${'long '.repeat(2000)}`,
      reported_by: `By ${payload}`,
      location: `At ${payload} ${'y'.repeat(300)}`,
      severity: 'CRITICAL',
      attributes: { hostile: payload },
    }
    const { id } = await api.ok('POST', '/v1/incident', newIncident(fields))
    await api.ok('POST', `/v1/incident/${id}/comments`, { text: `Said ${payload}` })
    const { id: gone } = await api.ok('POST', '/v1/incident', newIncident(fields))
    await api.ok('DELETE', `/v1/incident/${gone}`)
  }
  const pages: [path: string, shown: string][] = [
    ['/', hostile],
    ['/incidents', hostile],
    ['/incidents?q=alert', hostile],
    ['/board', hostile],
    ['/bin', hostile],
    ['/settings/types', `Type ${hostile}`],
    ['/settings/attributes', `About ${hostile}`],
    ['/settings/tokens', `Token ${hostile}`],
  ]
  await using visit = await console.signedIn(whose, '/')
  const { page } = visit
  page.on('dialog', (dialog) => {
    visit.complaints.push(`a dialog opened: ${dialog.message()}`)
    void dialog.dismiss()
  })
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport)
    for (const [path, shown] of pages) {
      await visit.goto(path)
      await visit.atPage()
      await page.getByText(shown).filter({ visible: true }).first().waitFor()
      assert.equal(await page.locator(injected).count(), 0, `something was made of it on ${path}`)
      await fits(page)
    }
  }
  await visit.goto('/incidents')
  await page.getByRole('button', { name: 'All incidents' }).click()
  await page.getByText(`View ${hostile}`).waitFor()
  assert.equal(await page.locator(injected).count(), 0)
})
