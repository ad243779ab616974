// Progress of long commands, on stderr.

/** A line on stderr that says how far a long command has come: rewritten in a terminal, otherwise a line every ten seconds. */
export type Progress = {
  say(text: string): void
  /** Takes the line away, so that what follows begins on a clear one. */
  clear(): void
}

const TERMINAL_MS = 100
const LINES_MS = 10_000

export function showProgress(out: NodeJS.WriteStream = process.stderr): Progress {
  const every = out.isTTY ? TERMINAL_MS : LINES_MS
  let last = performance.now()
  let shown = false
  return {
    say: (text) => {
      const now = performance.now()
      if (now - last < every) return
      last = now
      shown = true
      out.write(out.isTTY ? `\r\u001b[K${text.slice(0, Math.max(20, out.columns - 1))}` : `${text}\n`)
    },
    clear: () => {
      if (shown && out.isTTY) out.write('\r\u001b[K')
      shown = false
    },
  }
}

/** A number with its thousands apart: 1,234,567. */
export function count(number: number): string {
  return number.toLocaleString('en-US')
}

/** Bytes in the largest unit that leaves at least one: 12.3 MB. */
export function bytes(number: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let value = number
  let at = 0
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000
    at++
  }
  return `${at === 0 ? value : value.toFixed(1)} ${units[at]}`
}

/** Seconds as 12 s, 3 min 5 s. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
