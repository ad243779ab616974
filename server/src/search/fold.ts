// Characters that people type for one another: dashes, quotes, digits of other scripts, forms of Arabic and Hebrew letters.

/** Each character of the first text is written as the one of the second in its place. */
const folded = new Map<string, string>()
function fold(from: string, to: string): void {
  const targets = [...to]
  for (const [n, character] of [...from].entries()) folded.set(character, targets[n] ?? to)
}

// Word processors and phones set these for the ones on a keyboard.
fold('\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u02b9\u02bb\u02bc\u02bd\u02c8\u00b4\u05f3\uff07', "'")
fold('\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u02ba\u301d\u301e\u301f\u05f4\uff02', '"')
fold('\u2212', '-')
fold('\u2044\u2215', '/')
// Written in another way at the end of a word, on another keyboard, or by habit.
fold('\u0649\u06cc\u06d2\u06a9\u06c1\u06be\u0629\u0671', '\u064a\u064a\u064a\u0643\u0647\u0647\u0647\u0627')
fold('\u05da\u05dd\u05df\u05e3\u05e5', '\u05db\u05de\u05e0\u05e4\u05e6')
/** The zeros of scripts whose digits people use in numbers; nine more follow each. */
for (const zero of '٠۰०০੦૦୦௦౦೦൦๐໐༠၀០᠐') {
  const first = zero.codePointAt(0) ?? 0
  for (let digit = 0; digit < 10; digit++) fold(String.fromCodePoint(first + digit), String(digit))
}

const anyFolded = new RegExp(`[${[...folded.keys()].join('')}]`, 'gu')

/** A text with such characters written as the plainest of their kind, and without the bar that stretches Arabic words. */
export function foldTyped(text: string): string {
  return text
    .replace(/\u0640+/g, '')
    .replace(/\p{Dash_Punctuation}/gu, '-')
    .replace(anyFolded, (character) => folded.get(character) ?? character)
}

/**
 * More marks in a row than any language has (Unicode's Stream-Safe Text Format allows 30): what follows is cut before any normalization,
 * since ordering them takes quadratic time, 3.7 s for a description of 100,000.
 */
export const LONG_MARKS = /(\p{Mark}{30})\p{Mark}+/gu

/** A text with its letters and marks composed. */
export function composed(text: string): string {
  return text.replace(LONG_MARKS, '$1').normalize('NFC')
}

/** Umlauts and their like, as they are written without: German ae, oe, ue, the oe and aa of the North. */
const SPELLED: { readonly [letter: string]: string } = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }

/** A text with umlauts spelled by two letters; the same text where it has none. */
export function spellUmlauts(text: string): string {
  return composed(text).replace(/[äöüøå]/giu, (letter) => SPELLED[letter.toLowerCase()] ?? letter)
}
