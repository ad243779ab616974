// German texts of errors.
import type { error as english } from '../en/error.ts'
import type { Translation } from '../translate.ts'

export const error: Translation<typeof english> = {
  unreachable: 'Der Dienst ist nicht erreichbar.',
  forbidden: 'Dazu sind Sie nicht berechtigt.',
  not_found: 'Das gibt es nicht oder nicht mehr.',
  too_many: 'Zu viele Anfragen. Versuchen Sie es gleich noch einmal.',
  unavailable: 'Der Dienst ist ausgelastet oder startet gerade neu. Versuchen Sie es gleich noch einmal.',
  internal: 'Auf unserer Seite ist etwas schiefgegangen.',
  unknown: 'Etwas ist schiefgegangen.',
}
