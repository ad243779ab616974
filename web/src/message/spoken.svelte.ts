import type { Language } from '../preference/choice.ts'
import { english } from './en/catalogue.ts'
import type { Catalogue } from './translate.ts'

type Spoken = { language: Language; catalogue: Catalogue }

/** The language shown: English is always there, others are loaded when they are chosen. */
class SpokenLanguage {
  current: Spoken = $state.raw({ language: 'en', catalogue: english })

  /** Loads a language and shows it; keeps the present one when it cannot be loaded. */
  async speak(language: Language): Promise<void> {
    document.documentElement.lang = this.current.language
    if (language === this.current.language) return
    const catalogue = await load(language)
    this.current = { language, catalogue }
    document.documentElement.lang = language
  }
}

async function load(language: Language): Promise<Catalogue> {
  if (language === 'de') return (await import('./de/catalogue.ts')).german
  return english
}

export const spoken = new SpokenLanguage()
