// Every text that a simple regular expression stands for.

/** A part of a pattern that was read, as the texts it stands for, and where it ends. */
type Part = { texts: string[]; end: number }

/**
 * Every text that a pattern stands for: one of literals, groups with alternatives, small classes and what may be left out. Undefined for
 * one that stands for more texts than can be listed.
 */
export function textsOf(pattern: string): string[] | undefined {
  const inner = /^\^(.*)\$$/s.exec(pattern)?.[1]
  if (inner === undefined) return undefined
  const part = alternatives(inner, 0)
  return part?.end === inner.length ? part.texts : undefined
}

function alternatives(pattern: string, start: number): Part | undefined {
  let part = sequence(pattern, start)
  while (part && pattern[part.end] === '|') {
    const next = sequence(pattern, part.end + 1)
    part = next && { texts: [...part.texts, ...next.texts], end: next.end }
  }
  return part
}

function sequence(pattern: string, start: number): Part | undefined {
  let part: Part = { texts: [''], end: start }
  while (part.end < pattern.length && !'|)'.includes(pattern.charAt(part.end))) {
    const next = atom(pattern, part.end)
    if (!next || '*+{'.includes(pattern.charAt(next.end) || ' ')) return undefined
    const optional = pattern[next.end] === '?'
    const texts = optional ? ['', ...next.texts] : next.texts
    part = { texts: part.texts.flatMap((text) => texts.map((more) => text + more)), end: next.end + (optional ? 1 : 0) }
  }
  return part
}

function atom(pattern: string, start: number): Part | undefined {
  const character = pattern.charAt(start)
  if (character === '(') {
    const part = pattern[start + 1] === '?' ? undefined : alternatives(pattern, start + 1)
    return part && pattern[part.end] === ')' ? { texts: part.texts, end: part.end + 1 } : undefined
  }
  const small = /^\[(\w{1,4})\]/.exec(pattern.slice(start))
  if (small) return { texts: [...(small[1] ?? '')], end: start + small[0].length }
  if (character === '\\') return /\w/.test(pattern.charAt(start + 1)) ? undefined : literal(pattern, start + 1)
  return /[\w,:@ -]/.test(character) ? literal(pattern, start) : undefined
}

function literal(pattern: string, at: number): Part {
  return { texts: [pattern.charAt(at)], end: at + 1 }
}
