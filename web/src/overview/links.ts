// Links from the figures of the overview to the lists behind them.

/** The list behind a number: /incidents with these filters. */
export function listOf(filters: Readonly<Record<string, string | readonly string[]>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) {
    for (const one of typeof value === 'string' ? [value] : value) search.append(name, one)
  }
  const text = search.toString()
  return text === '' ? '/incidents' : `/incidents?${text}`
}
