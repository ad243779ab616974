export const levels = [1, 2, 3, 4, 5] as const
/** How bad, 1 the worst: gives a severity its shape and its colour. */
export type Level = (typeof levels)[number]

/** The level of the severity at a place (from 0, the worst first) among so many: the first five have one each, more share them evenly. */
export function levelAt(place: number, count: number): Level {
  const at = count <= levels.length ? place : Math.floor((place * levels.length) / count)
  return levels[Math.min(Math.max(at, 0), levels.length - 1)] ?? 5
}
