// Loads the texts of the settings before any of their pages.
import type { LoadEvent } from '@sveltejs/kit'
import { settingsTexts } from '~/message/settings.ts'
import { spoken } from '~/message/spoken.svelte.ts'

/** Nothing is shown in one language and then in another. */
export async function load({ parent }: LoadEvent) {
  await parent()
  try {
    await spoken.add(settingsTexts)
  } catch {
    // The language could not be loaded: English is here.
  }
}
