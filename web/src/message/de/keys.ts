// German texts of keyboard shortcuts.
import type { keys as english } from '../en/keys.ts'
import type { Translation } from '../translate.ts'

export const keys: Translation<typeof english> = {
  title: 'Tastenkürzel',
  everywhere: 'Überall',
  this_page: 'Auf dieser Seite',
  followed_by: 'dann',
}
