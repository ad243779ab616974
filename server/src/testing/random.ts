/** Numbers and values by chance that a seed repeats. */
import type { TSchema } from 'typebox'

/** Gives numbers from 0 to below 1. */
export type Random = () => number

/** A generator whose numbers follow from its seed (mulberry32). */
export function generator(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function oneOf<Value>(random: Random, values: readonly Value[]): Value {
  const value = values[Math.floor(random() * values.length)]
  if (value === undefined) throw new Error('nothing to choose from')
  return value
}

/** A value of a schema; undefined where chance cannot make one that is sure to be taken: the caller keeps its example. */
export function randomValue(random: Random, schema: TSchema): unknown {
  const { type, anyOf, format, pattern, minimum, maximum, maxLength, items, ...rest } = schema as Record<
    string,
    unknown
  >
  if (Array.isArray(rest['enum'])) return oneOf(random, rest['enum'])
  if (Array.isArray(anyOf)) return randomValue(random, oneOf(random, anyOf as TSchema[]))
  const [only] = Array.isArray(type) ? [oneOf(random, type)] : [type]
  if (only === 'null') return null
  if (only === 'boolean') return random() < 0.5
  if (only === 'integer' || only === 'number') {
    const [low, high] = [Number(minimum ?? 0), Number(maximum ?? 1000)]
    return Math.floor(low + random() * (Math.min(high, low + 1000) - low + 1))
  }
  if (only === 'array' && items) return [randomValue(random, items as TSchema)].filter((one) => one !== undefined)
  if (
    only !== 'string' ||
    (format !== undefined && format !== 'visible') ||
    (pattern !== undefined && pattern !== '\\S')
  )
    return undefined
  return oneOf(random, ['Live cable', 'Größe 7', '🚒 “quoted”', '1', 'x'.repeat(50)]).slice(0, Number(maxLength ?? 50))
}
