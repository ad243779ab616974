// Incident references, however they are typed.

/** The reference that a number alone stands for, however it is typed: `401`, `#401`, `inc 401`; undefined for anything else. */
export function referenceOf(words: string): string | undefined {
  const [, digits] = /^(?:#|inc[- ]?)?0*(\d{1,9})$/i.exec(words.trim()) ?? []
  return digits === undefined ? undefined : `INC-${digits.padStart(6, '0')}`
}
