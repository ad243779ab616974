// German texts of UI parts.
import type { ui as english } from '../en/ui.ts'
import type { Translation } from '../translate.ts'

export const ui: Translation<typeof english> = {
  close: 'Schließen',
  clear: 'Leeren',
  remove: 'Entfernen',
  loading: 'Lädt',
  copy: 'Kopieren',
  copied: 'Kopiert',
  search: 'Suchen',
  nothing_found: 'Nichts gefunden',
  notifications: 'Mitteilungen',
  dismiss: 'Ausblenden',
  cancel: 'Abbrechen',
  save: 'Speichern',
  retry: 'Erneut versuchen',
  request_id: 'Anfrage',
  previous_page: 'Vorige Seite',
  next_page: 'Nächste Seite',
  optional: 'freiwillig',
  more: 'Mehr',
  choose: 'Auswählen',
  selected: { one: '{n} ausgewählt', other: '{n} ausgewählt' },
  not_loaded: 'Dieser Teil der Konsole konnte nicht geladen werden',
  not_loaded_hint: 'Versuchen Sie es noch einmal. Wurde die Konsole inzwischen erneuert, laden Sie die Seite neu.',
  reload: 'Neu laden',
}
