// German texts of alarms.
import type { alarm as english } from '../en/alarm.ts'
import type { Translation } from '../translate.ts'

export const alarm: Translation<typeof english> = {
  critical: '{severity}: {reference}',
  missed: 'Versäumtes Update: {reference}',
  more: { one: '{n} weiterer', other: '{n} weitere' },
  dismiss: 'Ausblenden',
  title: 'Alarme in diesem Browser',
  text: 'Ein Vorfall vom höchsten Schweregrad und ein versäumtes Update stehen oben auf der Seite, im Titel und auf dem Symbol des Tabs. Was Sie selbst tun, löst keinen Alarm aus.',
  sound: 'Ton',
  sound_hint: 'Drei kurze Töne, nur aus einem Tab.',
  notification: 'Mitteilung auf dem Desktop',
  notification_hint: 'Auch wenn ein anderes Fenster vorn ist.',
  notification_refused:
    'Dieser Browser blockiert Mitteilungen dieser Adresse. Erlauben Sie sie in den Website-Einstellungen.',
  notification_missing: 'Dieser Browser bietet hier keine Mitteilungen an',
  try: 'Ton abspielen',
}
