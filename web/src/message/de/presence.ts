// German texts of presence.
import type { presence as english } from '../en/presence.ts'
import type { Translation } from '../translate.ts'

export const presence: Translation<typeof english> = {
  here: { one: '{n} weitere Person ist hier', other: '{n} weitere Personen sind hier' },
  looks: 'sieht sich das an',
  edits: 'bearbeitet: {field}',
}
