// German texts of the bin.
import type { bin as english } from '../en/bin.ts'
import type { Translation } from '../translate.ts'

export const bin: Translation<typeof english> = {
  title: 'Papierkorb',
  text: 'Gelöschte Vorfälle. Wiederherstellen bringt alles zurück.',
  table: 'Gelöschte Vorfälle, einer je Zeile',
  search: 'Papierkorb durchsuchen',
  deleted: 'Gelöscht',
  deleted_by: 'Gelöscht von',
  actions: 'Aktionen',
  restore: 'Wiederherstellen',
  restore_one: '{reference} wiederherstellen',
  restored: '{reference} ist wieder da.',
  open: 'Öffnen',
  not_restored: '{reference} konnte nicht wiederhergestellt werden',
  read_only: 'Ihre Rolle darf Vorfälle lesen, aber nicht wiederherstellen',
  purge: 'Endgültig löschen',
  purge_one: '{reference} endgültig löschen',
  purge_title: '{reference} endgültig löschen?',
  purge_text:
    'Inhalt, Kommentare und Änderungen verschwinden überall und für immer. Dass es den Vorfall gab, wer wann was getan hat, bleibt im Protokoll. Das lässt sich nicht rückgängig machen.',
  purge_typed: 'Zum Fortfahren {reference} eingeben',
  purge_confirm: 'Endgültig löschen',
  purged: '{reference} ist endgültig gelöscht.',
  empty_title: 'Der Papierkorb ist leer',
  empty_text: 'Gelöschtes wartet hier und lässt sich wiederherstellen.',
  nothing_title: 'Nichts passt',
  nothing_text: 'Kein gelöschter Vorfall enthält all diese Wörter.',
  clear: 'Suche aufheben',
  failed_title: 'Der Papierkorb konnte nicht geladen werden',
  pages: 'Seiten des Papierkorbs',
  changed: 'Der Papierkorb hat sich geändert: zeigen',
}
