// Options of every page: drawn in the browser, texts loaded first.
import { spoken } from '~/message/spoken.svelte.ts'
import { preference } from '~/preference/preference.svelte.ts'

/** The console is one page that draws itself in the browser. */
export const ssr = false
export const prerender = false

/** Nothing is shown in one language and then in another. */
export async function load() {
  try {
    await spoken.speak(preference.spokenLanguage)
  } catch {
    // The language could not be loaded: English is here.
  }
}
