// Ranks commands by the words typed.
import type { Icon } from './types.ts'

export type Command = {
  /** Unique in the palette; letters, digits, - and _. */
  id: string
  label: string
  hint?: string
  icon?: Icon
  keys?: string
  /** More words it is found by. */
  words?: string
  /** Found elsewhere for what was typed (by a server): shown as it comes. */
  found?: boolean
  run: () => void
}

export type CommandGroup = { heading: string; commands: Command[] }

/** The commands that hold every word typed, those that start with one first; groups without any are left out. */
export function rank(groups: CommandGroup[], text: string): CommandGroup[] {
  const words = fold(text).split(/\s+/).filter(Boolean)
  return groups
    .map((group) => ({
      ...group,
      commands: group.commands
        .map((command) => ({ command, score: command.found ? 1 : scoreOf(command, words) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score)
        .map(({ command }) => command),
    }))
    .filter((group) => group.commands.length > 0)
}

function scoreOf(command: Command, words: string[]): number {
  const label = fold(command.label)
  const all = `${label} ${fold(command.words ?? '')} ${fold(command.hint ?? '')}`
  if (!words.every((word) => all.includes(word))) return 0
  return 1 + words.filter((word) => label.split(/\s+/).some((part) => part.startsWith(word))).length
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}
