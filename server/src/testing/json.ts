// The strict JSON parser as its tests call it.
import assert from 'node:assert/strict'
import { type JsonValue, parseJson } from '../http/json.ts'
import { JsonError } from '../http/json-error.ts'

export function parse(text: string): JsonValue {
  return parseJson(Buffer.from(text))
}

/** The error that this body is refused with; fails where it is accepted. */
export function refusal(body: string | Buffer): JsonError {
  try {
    parseJson(Buffer.from(body))
  } catch (error) {
    assert.ok(error instanceof JsonError, `not a JsonError: ${error}`)
    return error
  }
  assert.fail(`accepted: ${JSON.stringify(body.toString()).slice(0, 200)}`)
}
