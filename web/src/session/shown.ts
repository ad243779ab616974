// Which place of the console this page shows.
import { goto } from '$app/navigation'

/** Shows a place without a step in the history; the start page where the console has no such place. */
export async function show(place: string): Promise<void> {
  try {
    await goto(place, { replace: true })
  } catch {
    await goto('/', { replace: true })
  }
}

/** The place that this page shows: path, query and fragment. */
export function here(): string {
  return `${location.pathname}${location.search}${location.hash}`
}
