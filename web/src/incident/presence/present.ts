// Who else is on an incident's page.
import type { Presence } from '@tocsin/client'

type Present = Presence['present'][number]

/**
 * The people here besides this page, each once: by the page in which they edit, where there is one. Of `me`, the reader, only another
 * page that edits counts: one left by a reload is there for a while, and is nobody.
 */
export function others(present: readonly Present[], own: string, me: string): readonly Present[] {
  const people = new Map<string, Present>()
  for (const one of present) {
    if (one.session === own || (one.user_id === me && one.field === null)) continue
    const known = people.get(one.user_id)
    if (known === undefined || (known.field === null && one.field !== null)) people.set(one.user_id, one)
  }
  return [...people.values()]
}
