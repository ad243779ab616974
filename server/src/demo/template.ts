// Texts of the demo with slots to fill.
import type { Random } from './random.ts'

const SLOT = /\{([^{}]+)\}/g

/**
 * Fills the slots of a text: `{a|b|c}` is one of these, `{3..40}` a whole number, `{rack}` one of the site's words of that name. What a
 * slot was filled with holds for the whole story, so that its texts speak of the same rack; `{a|b}` and numbers are drawn each time.
 */
export function fill(
  text: string,
  words: Readonly<Record<string, readonly string[]>>,
  random: Random,
  story: Map<string, string>,
): string {
  return text.replace(SLOT, (_, slot: string) => {
    const range = /^(\d+)\.\.(\d+)$/.exec(slot)
    if (range) return String(random.int(Number(range[1]), Number(range[2])))
    if (slot.includes('|')) return random.pick(slot.split('|'))
    const told = story.get(slot)
    if (told !== undefined) return told
    const list = words[slot]
    if (!list) throw new Error(`no words for {${slot}}`)
    const word = fill(random.pick(list), words, random, story)
    story.set(slot, word)
    return word
  })
}
