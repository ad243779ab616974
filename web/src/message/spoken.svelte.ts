// The language that the console speaks, and its texts as they are loaded.
import type { Language } from '../preference/choice.ts'
import { english } from './en/catalogue.ts'
import type { Catalogue } from './translate.ts'

type Spoken = { language: Language; catalogue: Catalogue; english: Catalogue }

/** Texts that come together: English with the code that says them, other languages when they are chosen. */
export type Texts = {
  english: Catalogue
  others: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Catalogue>>>
}

const everywhere: Texts = {
  english,
  others: { de: async () => (await import('./de/catalogue.ts')).german },
}

/** The language shown: English is always there, others are loaded when they are chosen. */
class SpokenLanguage {
  current: Spoken = $state.raw({ language: 'en', catalogue: english, english })
  #texts: readonly Texts[] = [everywhere]

  /** Loads a language and shows it; keeps the present one when it cannot be loaded. */
  async speak(language: Language): Promise<void> {
    document.documentElement.lang = this.current.language
    if (language === this.current.language) return
    await this.#show(language)
  }

  /** Adds the texts of some pages before they are shown: at least in English, if the language cannot be loaded. */
  async add(texts: Texts): Promise<void> {
    if (this.#texts.includes(texts)) return
    this.#texts = [...this.#texts, texts]
    this.current = { ...this.current, english: { ...this.current.english, ...texts.english } }
    await this.#show(this.current.language)
  }

  async #show(language: Language): Promise<void> {
    const texts = this.#texts
    const english = Object.assign({}, ...texts.map((one) => one.english)) as Catalogue // of catalogues
    const catalogue = language === 'en' ? english : await load(texts, language)
    // More were added meanwhile.
    if (texts !== this.#texts) return await this.#show(language)
    this.current = { language, catalogue, english }
    document.documentElement.lang = language
  }
}

async function load(texts: readonly Texts[], language: Exclude<Language, 'en'>): Promise<Catalogue> {
  const parts = await Promise.all(texts.map(({ others }) => others[language]()))
  return Object.assign({}, ...parts) as Catalogue // of catalogues
}

export const spoken = new SpokenLanguage()
