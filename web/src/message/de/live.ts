// German texts of the live connection.
import type { live as english } from '../en/live.ts'
import type { Translation } from '../translate.ts'

export const live: Translation<typeof english> = {
  live: 'Live',
  connecting: 'Verbindet …',
  lost: 'Verbindung verloren. Was Sie sehen, ist vielleicht nicht aktuell.',
  lost_since: 'Verbindung verloren {since}. Was Sie sehen, ist vielleicht nicht aktuell.',
  back: 'Wieder verbunden; alles ist aktuell.',
}
