/*
 * Drafts of forms, in the session storage of this tab: they outlive a reload and the way through the sign-in, and are gone when
 * the tab is closed or its person signs out. Each belongs to one person in one tenant.
 */

const prefix = 'tocsin.draft.'

/** Whose drafts: what tells one person in one tenant from all others. */
export type Owner = { tenant: string; user: string }

export function draftPlace(owner: Owner, name: string): string {
  return `${ownerPrefix(owner)}${name}`
}

/** A kept draft; undefined without one, or where it cannot be read. */
export function readDraft(storage: Storage, owner: Owner, name: string): unknown {
  try {
    const text = storage.getItem(draftPlace(owner, name))
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Keeps a draft. False where the browser would not: storage full or forbidden. */
export function writeDraft(storage: Storage, owner: Owner, name: string, value: unknown): boolean {
  try {
    storage.setItem(draftPlace(owner, name), JSON.stringify(value))
    return true
  } catch {
    return false
  }
}

export function removeDraft(storage: Storage, owner: Owner, name: string): void {
  storage.removeItem(draftPlace(owner, name))
}

/** Removes every draft but those of `keep`. */
export function removeDrafts(storage: Storage, keep?: Owner): void {
  const places = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
  for (const place of places) {
    if (place.startsWith(prefix) && !(keep && place.startsWith(ownerPrefix(keep)))) storage.removeItem(place)
  }
}

function ownerPrefix({ tenant, user }: Owner): string {
  return `${prefix}${encodeURIComponent(tenant)}.${encodeURIComponent(user)}.`
}
