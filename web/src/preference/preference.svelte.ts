// The reader's preferences, kept in this browser: language, theme, density, time zone.
import { type Choice, type Language, pickLanguage, readChoice, usual } from './choice.ts'

const place = 'tocsin.preference'

/** What this reader chose: read and set the fields; they are kept in this browser and follow other tabs. */
class Preference {
  #choice: Choice = $state({ ...usual })
  /** The browser's languages, best first. */
  readonly locales: readonly string[] = navigator.languages

  constructor() {
    this.#take(read())
    addEventListener('storage', (event) => {
      if (event.key === place || event.key === null) this.#take(readChoice(event.newValue))
    })
  }

  get theme() {
    return this.#choice.theme
  }
  set theme(theme) {
    this.#set({ theme })
  }

  get density() {
    return this.#choice.density
  }
  set density(density) {
    this.#set({ density })
  }

  get language() {
    return this.#choice.language
  }
  set language(language) {
    this.#set({ language })
  }

  get zone() {
    return this.#choice.zone
  }
  set zone(zone) {
    this.#set({ zone })
  }

  /** The language that the choice comes to. */
  get spokenLanguage(): Language {
    return this.#choice.language === 'system' ? pickLanguage(this.locales) : this.#choice.language
  }

  /** The IANA zone that the choice comes to. */
  get timeZone(): string {
    return this.#choice.zone === 'system' ? deviceZone : this.#choice.zone
  }

  #set(part: Partial<Choice>): void {
    this.#take({ ...this.#choice, ...part })
    try {
      localStorage.setItem(place, JSON.stringify(this.#choice))
    } catch {
      // Storage is full or forbidden: the choice holds until the page is left.
    }
  }

  #take(choice: Choice): void {
    this.#choice = choice
    const { dataset } = document.documentElement
    if (choice.theme === 'system') delete dataset['theme']
    else dataset['theme'] = choice.theme
    if (choice.density === 'compact') dataset['density'] = 'compact'
    else delete dataset['density']
  }
}

/** The device's own time zone. */
export const deviceZone: string = new Intl.DateTimeFormat().resolvedOptions().timeZone

function read(): Choice {
  try {
    return readChoice(localStorage.getItem(place))
  } catch {
    return { ...usual }
  }
}

export const preference = new Preference()
