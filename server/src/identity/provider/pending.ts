/** State of a browser before its password is checked: it lies in an encrypted, short-lived cookie, so that strangers write no rows. */
import { type AdapterPayload, errors } from 'oidc-provider'
import type { Flow } from './flow.ts'

/** Whether nobody’s credentials stand behind it yet. */
export function isPending(model: string, payload: AdapterPayload): boolean {
  if (model === 'Interaction') return payload.result?.login === undefined
  return model === 'Session' && payload.accountId === undefined
}

/** Which models can be pending at all. */
export function canBePending(model: string): boolean {
  return model === 'Interaction' || model === 'Session'
}

/** Keeps it in the browser. Throws invalid_request when it is longer than a cookie may be. */
export function keepPending(
  flow: Flow,
  mount: string,
  model: string,
  id: string,
  payload: AdapterPayload,
  seconds: number,
): void {
  const text = JSON.stringify({ ...payload, jti: id })
  if (flow.write(COOKIE, purposeOf(model, id), text, pathsOf(mount, model, id), seconds)) return
  const tooLong = new errors.InvalidRequest('the request is too long: shorten its parameters')
  throw Object.assign(tooLong, { allow_redirect: false })
}

/** What this browser keeps under the id; null when it keeps nothing of ours. */
export function readPending(flow: Flow, model: string, id: string): AdapterPayload | null {
  const text = flow.read(COOKIE, purposeOf(model, id))
  return text === null ? null : (JSON.parse(text) as AdapterPayload) // sealed above
}

/** Takes it from the browser; false when it kept nothing. */
export function forgetPending(flow: Flow, mount: string, model: string, id: string): boolean {
  if (flow.read(COOKIE, purposeOf(model, id)) === null) return false
  flow.clear(COOKIE, pathsOf(mount, model, id))
  return true
}

const COOKIE = 'tocsin-pending'

function purposeOf(model: string, id: string): string {
  return `${model} ${id}`
}

/** Only where it is asked for: sign-ins that were begun and left do not add up in the headers of every request. */
function pathsOf(mount: string, model: string, id: string): string[] {
  return model === 'Interaction' ? [`${mount}/sign-in/${id}`, `${mount}/auth/${id}`] : [`${mount}/session`]
}
