// German texts of edit conflicts.
import type { conflict as english } from '../en/conflict.ts'
import type { Translation } from '../translate.ts'

export const conflict: Translation<typeof english> = {
  news_title: {
    one: 'Von anderen geändert, während Sie bearbeiten',
    other: '{n} Änderungen von anderen, während Sie bearbeiten',
  },
  news_one: '{name} hat „{field}“ geändert: {from} → {to}',
  news_unknown: '„{field}“ wurde geändert: {from} → {to}',
  news_text: '{name} hat „{field}“ geändert',
  dismiss: 'Ausblenden',

  title: '{name} hat „{field}“ geändert, während Sie daran arbeiteten',
  title_unknown: '„{field}“ wurde geändert, während Sie daran arbeiteten',
  text: 'Nichts geht verloren: wählen Sie eines, oder bearbeiten Sie Ihres und speichern Sie das.',
  before: 'Vorher',
  theirs: '{name}',
  theirs_unknown: 'Jetzt',
  theirs_hint: 'gespeichert {ago}',
  yours: 'Ihres',
  yours_hint: 'noch nicht gespeichert',
  take_theirs: 'Deren Fassung nehmen',
  keep_yours: 'Ihres speichern',
  empty: 'leer',
  light: '{name} hat dies geändert zu: {value}',
  light_unknown: 'Inzwischen geändert zu: {value}',
  use_it: 'Übernehmen',
}
