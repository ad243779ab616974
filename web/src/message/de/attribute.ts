// German texts of custom attributes.
import type { attribute as english } from '../en/attribute.ts'
import type { Translation } from '../translate.ts'

export const attribute: Translation<typeof english> = {
  not_set: 'Nicht gesetzt',
  yes: 'Ja',
  no: 'Nein',

  title: 'Eigene Attribute',
  text: 'Weitere Angaben, die ein Vorfall haben kann. Sie gelten für alle Mandanten dieses Dienstes.',
  table: 'Eigene Attribute, eines je Zeile',
  name: 'Name',
  name_hint: 'Ein Buchstabe, dann Buchstaben, Ziffern und _. Lässt sich später nicht ändern.',
  name_wrong: 'Ein Buchstabe, dann Buchstaben, Ziffern und _, höchstens 64.',
  label: 'Beschriftung',
  label_hint: 'Was Menschen statt des Namens lesen, in jeder Schrift.',
  type: 'Typ',
  type_hint: 'Lässt sich später nicht ändern.',
  type_string: 'Text',
  type_number: 'Zahl',
  type_boolean: 'Ja oder nein',
  type_date: 'Datum',
  type_datetime: 'Datum und Uhrzeit',
  type_enum: 'Auswahl',
  type_integer: 'Ganze Zahl',
  options: 'Möglichkeiten',
  options_hint: 'Eine je Zeile, in der Reihenfolge, in der sie angeboten werden.',
  options_wrong: 'Mindestens eine, jede nur einmal, höchstens 200 mit je 200 Zeichen.',
  description: 'Beschreibung',
  description_hint: 'Wozu es dient, in einem Satz.',
  define: 'Attribut festlegen',
  define_title: 'Ein Attribut festlegen',
  defined: 'Das Attribut {name} ist festgelegt',
  remove: '{name} entfernen',
  remove_title: 'Attribut {name} entfernen?',
  remove_text: 'Es wird nicht mehr angeboten. Haben Vorfälle einen Wert dafür, wird vorher noch einmal gefragt.',
  remove_confirm: 'Attribut entfernen',
  used_title: { one: '{n} Vorfall hat einen Wert dafür', other: '{n} Vorfälle haben einen Wert dafür' },
  used_text:
    'Die Werte werden sofort verborgen. Die Vorfälle bleiben, wie sie sind, und der Blick zurück zeigt die Werte weiterhin; ein Attribut gleichen Namens beginnt leer.',
  used_typed: 'Zur Bestätigung {name} eingeben',
  used_confirm: 'Trotzdem entfernen',
  removed: 'Das Attribut {name} ist entfernt',
  empty_title: 'Keine eigenen Attribute',
  empty_text:
    'Legen Sie eines fest, wenn Vorfälle eine eigene Angabe tragen sollen, etwa einen Auftrag oder eine Zone.',

  one: 'Eigenes Attribut',
  event_defined: 'hat ein Attribut angelegt',
  event_removed: 'hat ein Attribut entfernt',
}
