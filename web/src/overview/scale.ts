// The scale of a chart.

/** Where the lines of a chart of counts go: a round number at or above the most, and whole steps up to it. */
export function scaleOf(most: number, steps = 4): { top: number; marks: readonly number[] } {
  if (most <= steps) {
    const top = Math.max(1, Math.ceil(most))
    return { top, marks: Array.from({ length: top + 1 }, (_, n) => n) }
  }
  const rough = most / steps
  const size = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((n) => n * size).find((n) => n >= rough && Number.isInteger(n)) ?? Math.ceil(rough)
  const top = Math.ceil(most / step) * step
  return { top, marks: Array.from({ length: Math.round(top / step) + 1 }, (_, n) => n * step) }
}

/** Every how many days a day is named, so that at most `room` names stand under a chart. */
export function everyNth(days: number, room: number): number {
  return Math.max(1, Math.ceil(days / Math.max(1, room)))
}
