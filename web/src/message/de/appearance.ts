// German texts of the appearance settings.
import type { appearance as english } from '../en/appearance.ts'
import type { Translation } from '../translate.ts'

export const appearance: Translation<typeof english> = {
  title: 'Darstellung und Sprache',
  text: 'Gilt in diesem Browser, nur für Sie.',
  look: 'Darstellung',
  theme: 'Farben',
  theme_hint: 'Dunkel schont nachts die Augen.',
  density: 'Dichte',
  density_hint: 'Kompakt zeigt mehr auf einmal, wie es Leitstellen mögen.',
  comfortable: 'Luftig',
  compact: 'Kompakt',
  words: 'Sprache und Zeit',
  language: 'Sprache',
  language_system: 'Sprache des Browsers',
  zone: 'Zeitzone',
  zone_hint:
    'In ihr werden Zeiten gezeigt: dort ist es jetzt {time}. Ein Vorfall behält den Zeitversatz seiner Meldung.',
  zone_search: 'Ort suchen, etwa Europe/Berlin',
}
