// The fields that a page keeps in its address: read, bounded and written.
import type { Given, ViewField } from './view.ts'

/*
 * The kinds of fields that a view can have, each by how it lies in the address.
 */

/** A field of one parameter, which is read from its first value. */
function single<T>(usual: T, read: (value: string) => T | undefined): ViewField<T> {
  return {
    usual,
    read: (given, name) => {
      const [value] = given.getAll(name)
      return value === undefined ? undefined : read(value)
    },
    write: (value, name) => [[name, String(value)]],
  }
}

/** A text of at most `max` code points; longer ones are cut off. `trim`: blanks around it are not written. */
export function text(usual = '', max = 500, { trim = false }: { trim?: boolean } = {}): ViewField<string> {
  const field = single(usual, (value) => [...value].slice(0, max).join(''))
  if (!trim) return field
  return { ...field, write: (value, name) => (value.trim() === usual ? [] : [[name, value.trim()]]) }
}

/** A text that may not be there. */
export function maybe(max = 2000): ViewField<string | undefined> {
  return single<string | undefined>(undefined, (value) => (value === '' ? undefined : value.slice(0, max)))
}

/** A whole number from `min` to `max`. */
export function whole(usual: number, min: number, max: number): ViewField<number> {
  return single(usual, (value) => {
    const number = /^-?\d{1,15}$/.test(value) ? Number(value) : Number.NaN
    return number >= min && number <= max ? number : undefined
  })
}

/** One of some words. */
export function oneOf<const W extends string>(words: readonly W[], usual: NoInfer<W>): ViewField<W> {
  return single<W>(usual, (value) => words.find((word) => word === value))
}

/** Yes or no. */
export function flag(usual = false): ViewField<boolean> {
  return single(usual, (value) => (value === 'true' ? true : value === 'false' ? false : undefined))
}

/** Several texts, in their order and each once: repeated in the address. `blank`: '' is one of them. */
export function several(
  usual: readonly string[] = [],
  { most = 100, blank = false }: { most?: number; blank?: boolean } = {},
): ViewField<readonly string[]> {
  return {
    usual,
    read: (given, name) => {
      const values = given.getAll(name)
      if (values.length === 0) return undefined
      return [...new Set(values.filter((value) => blank || value !== ''))].slice(0, most)
    },
    // Nothing chosen, where something is usual, has to be said too.
    write: (value, name) => (value.length === 0 ? [[name, '']] : value.map((one) => [name, one])),
  }
}

/** Several texts without commas in one parameter, between commas. */
export function list(): ViewField<readonly string[]> {
  return {
    ...single<readonly string[]>([], (value) => [...new Set(value.split(',').filter((one) => one !== ''))]),
    write: (value, name) => [[name, value.join(',')]],
  }
}

export type SortKey = { field: string; direction: 'ASC' | 'DESC' }

/** What is sorted by, the first before the others: `field,ASC`, repeated; without a direction DESC, as the API has it. */
export function sortKeys(most = 10): ViewField<readonly SortKey[]> {
  return {
    usual: [],
    read: (given, name) => {
      const keys: SortKey[] = []
      for (const one of given.getAll(name).slice(0, most)) {
        const [, field, direction] = /^([a-z_]+)(?:,(ASC|DESC))?$/i.exec(one) ?? []
        if (field === undefined || keys.some((key) => key.field === field)) continue
        keys.push({ field, direction: direction?.toUpperCase() === 'ASC' ? 'ASC' : 'DESC' })
      }
      return keys
    },
    write: (value, name) => value.map(({ field, direction }) => [name, `${field},${direction}`]),
  }
}

/** Values by name: `attributes.count=5` for the field `attributes`. */
export function named(): ViewField<Readonly<Record<string, string>>> {
  const owns = (parameter: string, name: string): boolean =>
    parameter.startsWith(`${name}.`) && parameter.length > name.length + 1
  return {
    usual: {},
    owns,
    read: (given: Given, name) =>
      Object.fromEntries(
        [...given.entries()]
          .filter(([parameter]) => owns(parameter, name))
          .map(([parameter, value]) => [parameter.slice(name.length + 1), value]),
      ),
    write: (value, name) =>
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, one]) => [`${name}.${key}`, one]),
  }
}
