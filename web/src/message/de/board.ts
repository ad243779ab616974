// German texts of the board.
import type { board as english } from '../en/board.ts'
import type { Translation } from '../translate.ts'

export const board: Translation<typeof english> = {
  title: 'Tafel',
  text: 'Den Status ändert man durch Ziehen der Karte, in ihrem Menü oder mit Umschalt und einer Pfeiltaste.',
  text_read_only: 'Nur lesbar: Den Status zu ändern erfordert die Rolle Bearbeiter.',
  severity: 'Schweregrad',
  type: 'Art',
  show: 'Welche Status gezeigt werden',
  show_open: 'Geschlossene ausblenden',
  show_all: 'Alle',
  clear: 'Filter löschen',
  move: '{reference} verschieben',
  move_to: 'Verschieben nach',
  moved: '{reference} ist jetzt in {status}',
  not_moved: '{reference} wurde nicht verschoben',
  changed_by: '{name} hat den Status inzwischen geändert. Die Tafel zeigt, wie er jetzt steht.',
  read_only: 'Den Status zu ändern erfordert die Rolle Bearbeiter',
  lane_empty: 'Hier ist nichts',
  rest: { one: '{n} weiterer in der Liste', other: '{n} weitere in der Liste' },
  empty: 'Die Tafel ist leer',
  empty_text: 'In diesen Status gibt es keine Vorfälle.',
  nothing_found: 'Nichts passt',
  nothing_found_text: 'Kein Vorfall hat, was diese Filter verlangen.',
  key_first: 'Zur ersten Karte',
  text_touch: 'Den Status ändert man im Menü der Karte.',
}
