/*
 * A name for this tab, so that two tabs of one person are told apart: kept over a reload, so that nobody meets the ghost of the page
 * they have just reloaded.
 */

const place = 'tocsin.page'
let name: Promise<string> | undefined

/** The name of this tab. */
export function pageName(): Promise<string> {
  name ??= keptOrNew()
  return name
}

async function keptOrNew(): Promise<string> {
  const kept = read()
  // A tab made by duplicating another one has its storage too: the name then belongs to the other.
  if (kept !== undefined && (await hold(kept))) return kept
  const made = newName()
  await hold(made)
  try {
    sessionStorage.setItem(place, made)
  } catch {
    // Storage is full or forbidden: a reload then has a new name.
  }
  return made
}

function read(): string | undefined {
  try {
    const kept = sessionStorage.getItem(place)
    return kept !== null && /^[0-9a-f]{18}$/.test(kept) ? kept : undefined
  } catch {
    return undefined
  }
}

/** Holds a name for as long as the page lives; false where another tab holds it. */
function hold(wanted: string): Promise<boolean> {
  return new Promise((held) => {
    navigator.locks
      .request(`${place}.${wanted}`, { ifAvailable: true }, (lock) => {
        held(lock !== null)
        return lock === null ? undefined : new Promise<void>(() => undefined)
      })
      .catch(() => held(false))
  })
}

/** As the service takes it. */
export function newName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
