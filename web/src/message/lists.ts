// Loads the texts of the pages with lists.
import { englishLists } from './en/lists-catalogue.ts'
import { spoken, type Texts } from './spoken.svelte.ts'

/** What only the pages with lists, and those that lead there, say. */
export const listsTexts: Texts = {
  english: englishLists,
  others: { de: async () => (await import('./de/lists-catalogue.ts')).germanLists },
}

/** Loads them before such a page is shown: nothing is shown in one language and then in another. */
export async function loadLists({ parent }: { parent: () => Promise<unknown> }): Promise<void> {
  await parent()
  try {
    await spoken.add(listsTexts)
  } catch {
    // The language could not be loaded: English is here.
  }
}
