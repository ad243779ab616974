// The types of custom attributes, in words.
import type { AttributeDefinition } from '@tocsin/client'
import { m } from '~/message/message.ts'

type Type = AttributeDefinition['type']

const keys = {
  STRING: 'attribute.type_string',
  NUMBER: 'attribute.type_number',
  INTEGER: 'attribute.type_integer',
  BOOLEAN: 'attribute.type_boolean',
  DATE: 'attribute.type_date',
  DATETIME: 'attribute.type_datetime',
  ENUM: 'attribute.type_enum',
} as const satisfies Record<Type, string>

/** The types an attribute may have, in the order they are offered. */
export const attributeTypes = Object.keys(keys) as Type[] // Object.keys forgets the literal type

/** A type in the reader's words. */
export function typeLabel(type: Type): string {
  return m(keys[type])
}
