// What people type to search, taken apart: words, phrases in quotes, numbers of incidents.
import { isUuid } from '../id.ts'
import { spellUmlauts } from './fold.ts'
import { normalize } from './grams.ts'

/** More distinct terms in one query than this are refused. */
export const MAX_TERMS = 32

/** One thing an incident must have: any of the forms, or the number or id. */
export type Term = {
  /** Names it among others: its first form. */
  text: string
  /** Normalized; several words have one space between them. A text that holds any of them has the term. */
  forms: readonly string[]
  /** Of the incident it may mean, as decimal digits without leading zeros. */
  number: string | null
  /** Of the incident it means. */
  id: string | null
}

/** What people set around words; `+`, `#`, `%` and the like belong to a word (C++, #401, 100%). */
const MARKS = '[.,;:!?…()\\[\\]{}<>"\'*¿¡、。，؟،؛。「」『』（）【】《》〈〉]'
const outerMarks = new RegExp(`^${MARKS}+|${MARKS}+$`, 'gu')
/** What mail programs put before a subject. */
const replies = /^(?:(?:re|aw|fwd?|wg|antw|sv|vs|tr|rv)\s*:\s*)+/i
/** Words in quotes, typographic ones too; a quote inside a word is none. */
const quoted =
  /(?<=^|[\s([])["\u201c\u201d\u201e\u201f\u00ab\u00bb]([^"\u201c\u201d\u201e\u201f\u00ab\u00bb]+)["\u201c\u201d\u201e\u201f\u00ab\u00bb](?=$|[\s)\].,;:!?])/gu

/** What stands between words and is none. */
const separator = /^[-/|&+=~_]+$/

const reference = /^#?(?:(?:inc|ex|ts)-?)?0*(\d{1,15})$/
const prefix = /^(?:inc|incident)$/
const digits = /^#?(\d{1,15})$/

/**
 * The distinct terms of a query. Words are found as parts of words; words in quotes together, in their order. Marks around a word (also
 * `*`) don't count, unless there is nothing else. Ends after MAX_TERMS + 1 of them, so that the caller sees that there are too many and
 * refuses.
 */
export function termsOf(query: string): Term[] {
  const terms = new Map<string, Term>()
  const add = (term: Term): void => {
    if (term.text !== '' && terms.size <= MAX_TERMS) terms.set(term.text, term)
  }
  const loose = query.replace(replies, '').replace(quoted, (_, phrase: string) => {
    add(termOf(phrase))
    return ' '
  })
  const typed = loose.split(/[\s\p{Cc}]+/u)
  const words = typed.map(termOf).filter(({ text }) => text !== '' && !separator.test(text))
  for (let n = 0; n < words.length && terms.size <= MAX_TERMS; n++) {
    const [word, next] = [words[n], words[n + 1]]
    const number = digits.exec(next?.text ?? '')?.[1]
    if (word && number !== undefined && prefix.test(word.text)) {
      add({
        ...word,
        forms: [`${word.text} ${number}`, `${word.text}-${number}`],
        number: number.replace(/^0+(?=\d)/, ''),
      })
      n++
    } else if (word) add(word)
  }
  if (terms.size === 0) for (const word of typed) add(plainTerm(normalize(word)))
  return [...terms.values()]
}

/** The term of a word or phrase, without the marks around it; its text is '' where there is nothing else. */
function termOf(typed: string): Term {
  const text = bare(normalize(typed))
  const spelled = bare(normalize(spellUmlauts(typed)))
  // A character alone is found where a word begins with it: with the marks before it, where the word begins with these.
  const whole = text.length === 1 ? normalize(typed) : text
  const number = reference.exec(text)?.[1] ?? null
  return {
    text,
    forms: [...new Set([text, spelled, whole])],
    number: number === '' ? '0' : number,
    id: isUuid(text) ? text : null,
  }
}

function plainTerm(text: string): Term {
  return { text, forms: [text], number: null, id: null }
}

function bare(text: string): string {
  return text.replace(outerMarks, '').trim()
}
