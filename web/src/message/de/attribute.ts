import type { attribute as english } from '../en/attribute.ts'
import type { Translation } from '../translate.ts'

export const attribute: Translation<typeof english> = {
  not_set: 'Nicht gesetzt',
  yes: 'Ja',
  no: 'Nein',
}
