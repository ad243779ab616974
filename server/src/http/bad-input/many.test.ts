import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Schema } from '../../testing/body-schema.ts'
import { walk } from '../../testing/endpoints.ts'
import { watchedApp } from '../../testing/watched.ts'

const service = await watchedApp()
const { person, writes, requests, stored, unchanged } = await walk(service)
const withBody = writes.filter((one) => one.body)

/** Large enough to be parsed in slices. */
const BYTES = 200_000

/** Bodies in which everything is wrong: unknown fields by the ten thousand, and every list full of wrong entries. */
function wrongBodies(schema: Schema, body: Record<string, unknown>): string[] {
  const unknown = `{${Array.from({ length: 10_000 }, (_, n) => `"unknown_${n}":0`).join(',')}}`
  const fields = pathsOf(schema).flatMap((path) => ['0', '{}'].map((entry) => filled(body, path, entry)))
  return [unknown, ...fields]
}

/** The paths of all fields that may be long: lists, and objects of any fields. */
function pathsOf(schema: Schema, at: string[] = []): string[][] {
  const own = at.length > 0 && [schema.type].flat().some((type) => type === 'array' || type === 'object') ? [at] : []
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, one]) => pathsOf(one, [...at, name]))
  return [...own, ...(schema.anyOf ?? []).flatMap((one) => pathsOf(one, at)), ...inner]
}

function filled(body: Record<string, unknown>, path: readonly string[], entry: string): string {
  const MARK = '"many of them"'
  const copy = structuredClone(body)
  let place = copy
  for (const name of path.slice(0, -1)) {
    place[name] ??= {}
    place = place[name] as Record<string, unknown> // an object by its schema
  }
  place[path.at(-1) ?? ''] = JSON.parse(MARK)
  const text = JSON.stringify(copy)
  const count = Math.floor((BYTES - text.length - 10) / (entry.length + 1))
  return text.replace(MARK, `[${`${entry},`.repeat(count - 1)}${entry}]`)
}

test('a body in which everything is wrong names 100 errors, says that it stopped there, and stores nothing', async () => {
  const all = await requests(withBody)
  const before = await stored()
  let walked = 0
  for (const { one, path, body } of all) {
    for (const text of wrongBodies(one.body as Schema, body ?? {})) {
      const answer = await person.call(one.method, path, text, { 'content-type': 'application/json' })
      const shown = `${one.operationId} ${text.slice(0, 60)}: ${answer.status} ${answer.text.slice(0, 200)}`
      assert.equal(answer.status, 400, shown)
      assert.ok(answer.body.errors.length <= 101, shown)
      if (answer.body.errors.length > 100) assert.equal(answer.body.errors.at(-1).code, 'AND_MORE', shown)
      walked++
    }
  }
  assert.ok(walked > withBody.length)
  await unchanged(before)
})

test('half a million wrong entries are one short answer', async () => {
  const body = `{"filter":{"status":[${'0,'.repeat(524_000 - 40)}0]}}`
  const answer = await person.call('POST', '/v1/subscriptions', body, { 'content-type': 'application/json' })
  assert.equal(answer.status, 400)
  assert.equal(answer.body.errors.length, 101)
  assert.equal(answer.body.errors[100].code, 'AND_MORE')
})
