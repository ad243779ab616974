// What a type of event means for a timeline.
import { toldOf } from '../noun/nouns.ts'
import type { Rule } from './story.ts'

/** What an event's type means for a story, by the descriptor of its noun. */
export function ruleOf(type: string): Rule {
  const { noun, line } = toldOf(type)
  return { ...line, present: noun?.present }
}
