// Errors of the strict JSON parser, in words for the caller.

/** A body that is not one strict JSON document. The message says what to mend and where; the rest is for programs. */
export class JsonError extends Error {
  /** Dotted path of the value or key at fault, '' for the document. Names over 64 characters are cut. */
  readonly field: string
  /** Bytes of the body before the fault. */
  readonly offset: number
  /** From 1; a line ends in LF, CR or CR LF. */
  readonly line: number
  /** From 1, in code points. */
  readonly column: number

  constructor(problem: string, field: string, before: string) {
    const lines = before.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
    const column = [...(lines.at(-1) ?? '')].length + 1
    super(`${problem} (line ${lines.length}, column ${column})`)
    this.name = 'JsonError'
    this.field = field
    this.offset = Buffer.byteLength(before)
    this.line = lines.length
    this.column = column
  }
}

/** Where the reading stands: the next UTF-16 unit, how many arrays and objects are open, the keys that lead here. */
export type Reader = { readonly text: string; at: number; depth: number; readonly path: (string | number)[] }

/** The error for a fault at `at`, in the value or key that `reader.path` names. */
export function failure(reader: Reader, at: number, problem: string): JsonError {
  return new JsonError(problem, reader.path.map((key) => shorten(String(key))).join('.'), reader.text.slice(0, at))
}

/** The error for bytes that are not UTF-8, at the first of them. */
export function notUtf8(bytes: Buffer): JsonError {
  const at = invalidUtf8At(bytes)
  const found = bytes.toString('hex', at, at + 1).toUpperCase()
  return new JsonError(
    `The byte ${found} is no valid UTF-8 here; send the body in UTF-8`,
    '',
    bytes.toString('utf8', 0, at),
  )
}

/** The error where something else than `wanted` stands at `reader.at`, with the advice for the usual slips. */
export function unexpected(reader: Reader, wanted: string): JsonError {
  const { text, at } = reader
  const rest = text.slice(at, at + 9)
  if (rest === '') {
    return failure(reader, at, 'The document ends too early; close every string, array and object')
  }
  if (rest.startsWith('//') || rest.startsWith('/*') || rest.startsWith('#')) {
    return failure(reader, at, 'JSON has no comments; remove it')
  }
  if (/^[+-]?(NaN|Infinity)/.test(rest)) {
    return failure(reader, at, 'JSON has no NaN and no Infinity; send null or leave the field out')
  }
  if (rest.startsWith("'")) return failure(reader, at, 'Write keys and strings in double quotes')
  return failure(reader, at, `Expected ${wanted}, found ${show(text, at)}`)
}

/** The error for the end of the text or a control character inside the string that begins at `start`. */
export function badInString(reader: Reader, start: number, at: number): JsonError {
  const code = reader.text.charCodeAt(at)
  if (Number.isNaN(code)) return failure(reader, start, 'The string that begins here has no closing quote')
  if (code === 0) return nulCharacter(reader, at)
  const short: { readonly [code: number]: string } = { 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r' }
  const spelling = short[code] ?? `\\u${code.toString(16).padStart(4, '0')}`
  return failure(reader, at, `Write the control character ${show(reader.text, at)} inside a string as ${spelling}`)
}

/** The error for U+0000, which PostgreSQL cannot hold. */
export function nulCharacter(reader: Reader, at: number): JsonError {
  return failure(reader, at, 'The character U+0000 cannot be stored; remove it')
}

/** The character at `at`, in quotes where it can be seen, else as U+XXXX. */
export function show(text: string, at: number): string {
  const code = text.codePointAt(at)
  if (code === undefined) return 'the end'
  const character = String.fromCodePoint(code)
  if (/^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)) return character === '"' ? "'\"'" : `"${character}"`
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

/** At most 64 code points of a key, so that an answer stays small whatever was sent. */
export function shorten(key: string): string {
  if (key.length <= 64) return key
  const characters = [...key.slice(0, 130)]
  return characters.length <= 64 ? characters.join('') : `${characters.slice(0, 63).join('')}…`
}

/** The first byte of the first sequence that is not UTF-8 (table 3-7 of the Unicode standard). */
function invalidUtf8At(bytes: Buffer): number {
  let at = 0
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at)
    if (length === 0) return at
    at += length
  }
  return at
}

function sequenceLength(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  if (first < 0xc2 || first > 0xf4) return 0
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  const second = bytes[at + 1] ?? 0
  if (second < lowest || second > highest) return 0
  for (let next = at + 2; next < at + length; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0
  }
  return length
}
