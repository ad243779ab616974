/*
 * What a reader may choose about how the console looks to them. Kept in the browser, and never anything secret.
 */

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
export const densities = ['comfortable', 'compact'] as const
export type Density = (typeof densities)[number]
export const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

export type Choice = {
  theme: Theme
  density: Density
  /** `system`: the first of the browser's languages that the console speaks. */
  language: Language | 'system'
  /** An IANA time zone; `system`: the device's. */
  zone: string
}

export const usual: Choice = { theme: 'system', density: 'comfortable', language: 'system', zone: 'system' }

/** Reads what was kept; whatever is missing or not understood is as usual. */
export function readChoice(text: string | null): Choice {
  const kept = parse(text)
  return {
    theme: themes.find((one) => one === kept['theme']) ?? usual.theme,
    density: densities.find((one) => one === kept['density']) ?? usual.density,
    language: languages.find((one) => one === kept['language']) ?? usual.language,
    zone: typeof kept['zone'] === 'string' && isZone(kept['zone']) ? kept['zone'] : usual.zone,
  }
}

/** The first of the wanted languages that the console speaks, else English. */
export function pickLanguage(wanted: readonly string[]): Language {
  for (const one of wanted) {
    const found = languages.find((language) => one.toLowerCase().split('-')[0] === language)
    if (found) return found
  }
  return 'en'
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

function parse(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {} // an object, checked
  } catch {
    return {}
  }
}
