// Loads the texts of the settings.
import { englishSettings } from './en/settings-catalogue.ts'
import type { Texts } from './spoken.svelte.ts'

/** What only the pages of the settings say. */
export const settingsTexts: Texts = {
  english: englishSettings,
  others: { de: async () => (await import('./de/settings-catalogue.ts')).germanSettings },
}
