// Texts in the reader's language: m() and what comes with it.
import { preference } from '../preference/preference.svelte.ts'
import type { english } from './en/catalogue.ts'
import type { englishLists } from './en/lists-catalogue.ts'
import type { englishSettings } from './en/settings-catalogue.ts'
import { spoken } from './spoken.svelte.ts'
import { type Arguments, type KeyOf, translate } from './translate.ts'

type English = typeof english & typeof englishLists & typeof englishSettings
export type MessageKey = KeyOf<English>
/** The texts without names in them. */
export type PlainKey = { [K in MessageKey]: Arguments<English, K> extends [] ? K : never }[MessageKey]

/**
 * A text in the reader's language: `m('session.sign_in')`, `m('list.selected', { n: 3 })`. Typed by the English catalogue;
 * used in a template or a $derived it follows a change of the language. Texts of lists and of the settings are there on their pages alone.
 */
export function m<K extends MessageKey>(key: K, ...values: Arguments<English, K>): string {
  const { language, catalogue, english } = spoken.current
  return translate(language, catalogue, english, key, values[0])
}

/** As m(), for a key that is made at run time, such as that of an error's code; undefined where there is no such text. */
export function messageIf(domain: keyof English, key: string, values?: Readonly<Record<string, string | number>>) {
  const { language, catalogue, english } = spoken.current
  if (!Object.hasOwn(english[domain] ?? {}, key)) return undefined
  return translate(language, catalogue, english, `${domain}.${key}`, values)
}

/** The language the console speaks now, as Intl wants it (`en`, `de`, with the region the browser asks for). */
export function locale(): string {
  const { language } = spoken.current
  return preference.locales.find((one) => one === language || one.startsWith(`${language}-`)) ?? language
}
