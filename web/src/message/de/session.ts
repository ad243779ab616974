// German texts of sign-in and sign-out.
import type { session as english } from '../en/session.ts'
import type { Translation } from '../translate.ts'

export const session: Translation<typeof english> = {
  title: 'Tocsin',
  starting: 'Startet …',
  signing_in: 'Anmeldung läuft …',
  sign_in: 'Anmelden',
  sign_in_again: 'Erneut anmelden',
  sign_in_here: 'In diesem Fenster anmelden',
  sign_out: 'Abmelden',
  signed_out: 'Sie sind abgemeldet',
  signed_out_hint: 'Melden Sie sich an, um Vorfälle zu sehen und zu melden.',
  ended: 'Ihre Sitzung ist abgelaufen',
  ended_hint: 'Was Sie geschrieben haben, ist noch da. Melden Sie sich erneut an, um fortzufahren.',
  window_blocked:
    'Der Browser hat kein Fenster zur Anmeldung geöffnet. Melden Sie sich in diesem Fenster an: Was Sie geschrieben haben, bleibt erhalten.',
  window_done: 'Sie sind angemeldet. Sie können dieses Fenster schließen.',
  failed: 'Die Anmeldung hat nicht funktioniert',
  failed_hint: 'Der Anmeldedienst antwortete: {reason}',
  failed_stale: 'Diese Anmeldung wurde in einem anderen Fenster begonnen oder ist zu alt. Beginnen Sie von vorn.',
  no_sign_in: 'Hier gibt es keine Anmeldung',
  no_sign_in_hint:
    'Dieser Dienst nimmt Tokens von anderswo (IAM_URL) und nennt keinen Anbieter zum Anmelden. Wer ihn betreibt, kann zusätzlich OIDC_ISSUER und OIDC_CLIENT_ID setzen.',
  unsupported: 'Diese Adresse ist nicht sicher',
  unsupported_hint:
    'Die Anmeldung braucht Kryptografie, die Browser nur über https oder auf localhost anbieten. Öffnen Sie Tocsin unter seiner https-Adresse; wer es betreibt, richtet sie mit PUBLIC_URL ein.',
  unreachable: 'Tocsin ist nicht erreichbar',
  unreachable_hint: 'Es wird von selbst erneut versucht. Prüfen Sie Ihre Verbindung, wenn es so bleibt.',
  refused: 'Sie haben hier keinen Zugang',
  refused_hint:
    'Ihr Konto gehört zu keiner Organisation, die dieser Dienst kennt, oder hat dort keine Rolle. Fragen Sie, wer die Konten verwaltet.',
  retry: 'Erneut versuchen',
}
