/*
 * Texts and how one is made from its catalogue. No state here, so that tests and the console use the same code.
 */

/** A text that depends on a number `n`; the categories are those of the language (Unicode plural rules). */
export type Plural = { readonly other: string } & { readonly [category in Intl.LDMLPluralRule]?: string }
export type Text = string | Plural
export type Domain = Readonly<Record<string, Text>>
export type Catalogue = Readonly<Record<string, Domain>>

/** What a translation of a domain has to hold: the same keys, plurals where they are plurals. */
export type Translation<D extends Domain> = { readonly [key in keyof D]: D[key] extends string ? string : Plural }

/** Names in braces in a text: `'{name} left'` has `name`. */
type NamesIn<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never
type NamesOf<T extends Text> = T extends string ? NamesIn<T> : 'n' | NamesIn<T[keyof T]>

/** `domain.key` of every text in a catalogue. */
export type KeyOf<C extends Catalogue> = {
  [D in keyof C & string]: `${D}.${keyof C[D] & string}`
}[keyof C & string]

type TextAt<C extends Catalogue, K extends string> = K extends `${infer D}.${infer Rest}`
  ? D extends keyof C
    ? Rest extends keyof C[D]
      ? C[D][Rest]
      : never
    : never
  : never

/** The arguments after the key: none for a text without names, else an object with each of them (`n` is a number). */
export type Arguments<C extends Catalogue, K extends string> = [NamesOf<TextAt<C, K>>] extends [never]
  ? []
  : [{ [name in NamesOf<TextAt<C, K>>]: name extends 'n' ? number : string | number }]

/**
 * The text of a key with its names filled in; numbers are written as the language does. Falls back to `fallback` where the
 * catalogue has no such text. Throws when neither has it: a defect.
 */
export function translate(
  language: string,
  catalogue: Catalogue,
  fallback: Catalogue,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const found = textOf(catalogue, key)
  const text = found ?? textOf(fallback, key)
  if (text === undefined) throw new Error(`no text ${key}`)
  const spoken = found === undefined ? 'en' : language
  return fill(typeof text === 'string' ? text : choose(spoken, text, values['n']), spoken, values)
}

function textOf(catalogue: Catalogue, key: string): Text | undefined {
  const dot = key.indexOf('.')
  return catalogue[key.slice(0, dot)]?.[key.slice(dot + 1)]
}

function choose(language: string, text: Plural, n: string | number | undefined): string {
  return text[pluralRules(language).select(Number(n))] ?? text.other
}

function fill(text: string, language: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? numbers(language).format(value) : value
  })
}

const rules = new Map<string, Intl.PluralRules>()
function pluralRules(language: string): Intl.PluralRules {
  const known = rules.get(language) ?? new Intl.PluralRules(language)
  rules.set(language, known)
  return known
}

const formats = new Map<string, Intl.NumberFormat>()
function numbers(language: string): Intl.NumberFormat {
  const known = formats.get(language) ?? new Intl.NumberFormat(language)
  formats.set(language, known)
  return known
}
