/*
 * The state of a view as the query string of its address: a link is a view. Whatever cannot be read is as usual, and what is as
 * usual is left out of the address. Kinds of fields are in fields.ts.
 */

/** Parameters of an address, as read. */
export type Given = Pick<URLSearchParams, 'getAll' | 'entries'>

/** How one field of a view lies in the address. */
export type ViewField<T> = {
  usual: T
  /** undefined: as usual. */
  read(given: Given, name: string): T | undefined
  /** The parameters that say it, in order. */
  write(value: T, name: string): readonly (readonly [name: string, value: string])[]
  /** Whether a parameter belongs to the field; by default the one of its name. */
  owns?(parameter: string, name: string): boolean
}

export type ViewOf<S extends Readonly<Record<string, ViewField<unknown>>>> = {
  [name in keyof S]: S[name] extends ViewField<infer T> ? T : never
}
export type Shape = Readonly<Record<string, ViewField<unknown>>>

/** A query string, or its parameters as the page's address has them. */
export type Search = string | Pick<URLSearchParams, 'getAll' | 'entries' | 'toString'>

/** Reads a view out of a query string. */
export function readView<S extends Shape>(shape: S, search: Search): ViewOf<S> {
  const given = typeof search === 'string' ? new URLSearchParams(search) : search
  const entries = Object.entries(shape).map(([name, field]) => [name, field.read(given, name) ?? field.usual])
  return Object.fromEntries(entries) as ViewOf<S> // each field by its own reader
}

/** Writes a view as a query string, with `?`; '' when all is as usual. Parameters the shape does not know are kept from `search`. */
export function writeView<S extends Shape>(shape: S, view: ViewOf<S>, search: Search = ''): string {
  const parameters = new URLSearchParams(search.toString())
  for (const [name, field] of Object.entries(shape)) {
    const owns = field.owns ?? ((parameter: string) => parameter === name)
    for (const parameter of [...parameters.keys()]) if (owns(parameter, name)) parameters.delete(parameter)
    const value = view[name]
    if (JSON.stringify(value) === JSON.stringify(field.usual)) continue
    for (const [parameter, text] of field.write(value, name)) parameters.append(parameter, text)
  }
  // Commas as they are: they need no escape in a query, and lists are full of them.
  const written = parameters.toString().replaceAll('%2C', ',')
  return written === '' ? '' : `?${written}`
}
