// Tables and user texts, printed safely to a terminal.

/** Rows below their headings, each column as wide as its widest cell. Cells that hold control characters are quoted. */
export function columns(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows.map((row) => row.map(printable))]
  const widths = headings.map((_, at) => Math.max(...all.map((row) => [...(row[at] ?? '')].length)))
  const lines = all.map((row) =>
    row
      .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - [...cell].length))
      .join('  ')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n`
}

/** Text of users, so that it can't move a terminal's cursor or look like another line. */
export function printable(text: string): string {
  return /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text)
    ? JSON.stringify(text).replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, escapeCharacter)
    : text
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
