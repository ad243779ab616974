// Finds records of every noun for the command palette.
import type { Command } from '../ui/rank.ts'
import type { FindTools } from './noun.ts'
import { nouns } from './nouns.ts'

/** What all nouns find for the words typed, in the order of the nouns. Throws when the service can't be asked. */
export async function findEverywhere(words: string, tools: FindTools): Promise<Command[]> {
  return (await Promise.all(nouns.map((noun) => noun.find?.(words, tools) ?? []))).flat()
}
