// German texts of code tables, on every page.
import type { catalog as english } from '../en/catalog.ts'
import type { Translation } from '../translate.ts'

export const catalog: Translation<typeof english> = {
  not_assessed: 'Ohne Schweregrad',
  one: 'Codetabelle',
  event_changed: 'hat eine Codetabelle geändert',
}
