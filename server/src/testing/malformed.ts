// Bodies that are almost right, for tests that expect a refusal.
import assert from 'node:assert/strict'
import { type Answer, newIncident, type Person } from './app.ts'

/** The body of a valid new incident, as text. */
export const goodText = JSON.stringify(newIncident())

/** That text with something of it replaced; throws where there is nothing to replace. */
export function spoiled(from: string, to: string): string {
  assert.ok(goodText.includes(from))
  return goodText.replace(from, () => to)
}

/** Sends a body, as a new incident unless told otherwise, and expects it refused as malformed. */
export async function refuseMalformed(
  person: Person,
  body: string | Uint8Array,
  path = '/v1/incident',
  method = 'POST',
): Promise<Answer> {
  const answer = await person.call(method, path, body, { 'content-type': 'application/json' })
  const shown = JSON.stringify(Buffer.from(body).toString('latin1').slice(0, 200))
  assert.equal(answer.status, 400, `${method} ${path} ${shown}: ${answer.text.slice(0, 500)}`)
  assert.equal(answer.body.errors[0].code, 'MALFORMED_JSON', `${shown}: ${answer.text.slice(0, 500)}`)
  return answer
}

/** The good incident is taken: what was refused was refused for what is wrong with it. */
export async function takesTheGoodOne(person: Person): Promise<void> {
  const answer = await person.call('POST', '/v1/incident', goodText)
  assert.equal(answer.status, 201, answer.text)
}
