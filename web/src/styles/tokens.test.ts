import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

/*
 * WCAG 2.2 AA by calculation: 1.4.3 (text 4.5:1) and 1.4.11 (what shows a control or carries meaning 3:1), in both themes.
 */

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')
const themes = ['light', 'dark'] as const
type Theme = (typeof themes)[number]

/** Each colour token's value by theme; those set again for print or more contrast are left out. */
const tokens = new Map<string, Record<Theme, string>>()
const plain = css.slice(0, css.search(/^:root\[data-theme/m))
for (const found of plain.matchAll(/--([\w-]+):\s*(?:light-dark\((#[\da-f]{6}),\s*(#[\da-f]{6})\)|(#[\da-f]{6}));/g)) {
  const [, name = '', light = found[4] ?? '', dark = found[4] ?? ''] = found
  tokens.set(name, { light, dark })
}

const grounds = ['surface-0', 'surface-1', 'surface-2', 'surface-3', 'surface-control', 'hover', 'pressed', 'selected']
const levels = ['1', '2', '3', '4', '5', 'none'].map((level) => `severity-${level}`)
const statuses = ['new', 'active', 'resolved', 'closed'].map((category) => `status-${category}`)
const outcomes = ['accent', 'danger', 'warning', 'success', 'info']

test('text can be read on every surface', () => {
  for (const text of ['text-1', 'text-2', 'text-3', ...outcomes.map((name) => `${name}-text`)]) {
    for (const ground of grounds) needs(4.5, text, ground)
  }
  for (const name of outcomes) for (const text of ['text-1', 'text-2', `${name}-text`]) needs(4.5, text, `${name}-soft`)
  for (const fill of ['accent', 'accent-hover', 'danger', 'danger-hover']) needs(4.5, 'text-on-accent', fill)
  needs(4.5, 'text-inverse', 'surface-inverse')
  for (let n = 1; n <= 6; n++) needs(4.5, 'text-1', `person-${n}`)
})

test('severities and statuses can be told and read on every surface and on their own grounds', () => {
  for (const name of [...levels, ...statuses]) {
    for (const ground of [...grounds, `${name}-soft`]) {
      needs(3, name, ground)
      needs(4.5, `${name}-text`, ground)
    }
  }
})

test('controls, the focus and the lines of charts are seen', () => {
  for (const ground of ['surface-0', 'surface-1', 'surface-2', 'surface-3', 'surface-control']) {
    needs(3, 'line-control', ground)
    needs(3, 'accent', ground)
  }
  for (const ground of grounds) needs(3, 'focus', ground)
  for (let n = 1; n <= 5; n++) for (const ground of ['surface-1', 'surface-2']) needs(3, `series-${n}`, ground)
})

function needs(ratio: number, front: string, back: string): void {
  for (const theme of themes) {
    const [one, other] = [colour(front, theme), colour(back, theme)]
    const reached = contrast(one, other)
    assert.ok(
      reached >= ratio,
      `--${front} ${one} on --${back} ${other} has ${reached.toFixed(2)} in ${theme}, needs ${ratio}`,
    )
  }
}

function colour(name: string, theme: Theme): string {
  const value = tokens.get(name)?.[theme]
  assert.ok(value, `tokens.css has no plain colour --${name}`)
  return value
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
