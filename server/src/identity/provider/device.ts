/** Devices that have signed in before, remembered by a sealed cookie: what others try elsewhere locks nobody out of their own. */
import { uuid } from '../../id.ts'
import type { Flow } from './flow.ts'

const COOKIE = 'tocsin-device'
const PURPOSE = 'device'
/** Browsers keep no cookie longer. */
const SECONDS = 400 * 86_400
/** Accounts remembered on one device. */
const MOST_ACCOUNTS = 10

type Remembered = { id: string; accounts: string[] }

/** Id of this device when it has signed in to the account before; otherwise null. */
export function knownDevice(flow: Flow, accountId: string): string | null {
  const remembered = read(flow)
  return remembered?.accounts.includes(accountId) ? remembered.id : null
}

/** Remembers that this device has signed in to the account; true when it had not before. */
export function rememberDevice(flow: Flow, mount: string, accountId: string): boolean {
  const { id, accounts } = read(flow) ?? { id: uuid(), accounts: [] }
  const latest = [accountId, ...accounts.filter((one) => one !== accountId)].slice(0, MOST_ACCOUNTS)
  flow.write(COOKIE, PURPOSE, JSON.stringify({ id, accounts: latest }), [mount], SECONDS)
  return !accounts.includes(accountId)
}

function read(flow: Flow): Remembered | null {
  const text = flow.read(COOKIE, PURPOSE)
  return text === null ? null : (JSON.parse(text) as Remembered) // sealed above
}
