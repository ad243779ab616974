/*
 * The state of a view as the query string of its address: a link is a view. Whatever cannot be read is as usual, and what is as
 * usual is left out of the address.
 */

/** How one field of a view lies in the address. */
export type ViewField<T> = {
  usual: T
  read(values: readonly string[]): T | undefined
  write(value: T): readonly string[]
}

export type ViewOf<S extends Readonly<Record<string, ViewField<unknown>>>> = {
  [name in keyof S]: S[name] extends ViewField<infer T> ? T : never
}
type Shape = Readonly<Record<string, ViewField<unknown>>>

/** A text of at most `max` code points; longer ones are cut off. */
export function text(usual = '', max = 500): ViewField<string> {
  return {
    usual,
    read: ([value]) => (value === undefined ? undefined : [...value].slice(0, max).join('')),
    write: (value) => [value],
  }
}

/** A whole number from `min` to `max`. */
export function whole(usual: number, min: number, max: number): ViewField<number> {
  return {
    usual,
    read: ([value]) => {
      const number = value !== undefined && /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN
      return number >= min && number <= max ? number : undefined
    },
    write: (value) => [String(value)],
  }
}

/** One of some words. */
export function oneOf<const W extends string>(words: readonly W[], usual: NoInfer<W>): ViewField<W> {
  return { usual, read: ([value]) => words.find((word) => word === value), write: (value) => [value] }
}

/** Yes or no. */
export function flag(usual = false): ViewField<boolean> {
  return {
    usual,
    read: ([value]) => (value === 'true' ? true : value === 'false' ? false : undefined),
    write: (value) => [String(value)],
  }
}

/** Several texts, in their order and each once: repeated in the address. */
export function several(usual: readonly string[] = [], most = 100): ViewField<readonly string[]> {
  return {
    usual,
    read: (values) => [...new Set(values.filter((value) => value !== ''))].slice(0, most),
    // Nothing chosen, where something is usual, has to be said too.
    write: (value) => (value.length === 0 ? [''] : value),
  }
}

/** Values by name: `prefix.name=value` in the address, such as `attributes.count=5`. */
export type Named = Readonly<Record<string, string>>

/** A query string, or its parameters as the page's address has them. */
export type Search = string | Pick<URLSearchParams, 'getAll' | 'toString'>

/** Reads a view out of a query string. */
export function readView<S extends Shape>(shape: S, search: Search): ViewOf<S> {
  const given = typeof search === 'string' ? new URLSearchParams(search.toString()) : search
  const entries = Object.entries(shape).map(([name, field]) => {
    const values = given.getAll(name)
    return [name, (values.length > 0 ? field.read(values) : undefined) ?? field.usual]
  })
  return Object.fromEntries(entries) as ViewOf<S> // each field by its own reader
}

/** Writes a view as a query string, with `?`; '' when all is as usual. Parameters the shape does not know are kept from `search`. */
export function writeView<S extends Shape>(shape: S, view: ViewOf<S>, search: Search = ''): string {
  const parameters = new URLSearchParams(search.toString())
  for (const [name, field] of Object.entries(shape)) {
    parameters.delete(name)
    const value = view[name]
    if (JSON.stringify(value) === JSON.stringify(field.usual)) continue
    for (const one of field.write(value)) parameters.append(name, one)
  }
  const written = parameters.toString()
  return written === '' ? '' : `?${written}`
}

/** The values of parameters `prefix.name`, by name. */
export function readNamed(prefix: string, search: Search): Named {
  const found: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(search.toString())) {
    if (name.startsWith(`${prefix}.`)) found[name.slice(prefix.length + 1)] = value
  }
  return found
}

/** A query string with the parameters `prefix.name` replaced by these. */
export function writeNamed(prefix: string, values: Named, search: Search): string {
  const parameters = new URLSearchParams(search.toString())
  for (const name of [...parameters.keys()]) if (name.startsWith(`${prefix}.`)) parameters.delete(name)
  for (const [name, value] of Object.entries(values)) parameters.set(`${prefix}.${name}`, value)
  const written = parameters.toString()
  return written === '' ? '' : `?${written}`
}
