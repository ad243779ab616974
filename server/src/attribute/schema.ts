import { type Static, Type } from 'typebox'
import { nullable, record, Timestamp, text } from '../http/schema.ts'

export const attributeTypes = ['STRING', 'NUMBER', 'BOOLEAN', 'DATE', 'DATETIME', 'ENUM'] as const
export type AttributeType = (typeof attributeTypes)[number]
export type AttributeValue = string | number | boolean

export const ATTRIBUTE_NAME_MAX = 64
export const STRING_VALUE_MAX = 10_000

const name = Type.String({
  pattern: '^[A-Za-z][A-Za-z0-9_]*$',
  minLength: 1,
  maxLength: ATTRIBUTE_NAME_MAX,
  description: 'A letter, then letters, digits and _; unique without regard to case',
  examples: ['isPending'],
})
const options = Type.Array(text(200, 'A value'), {
  minItems: 1,
  maxItems: 200,
  uniqueItems: true,
  description: 'Values an ENUM may take',
})
const description = Type.String({ maxLength: 1000, description: 'What the attribute is for' })

export const AttributeDefinition = record(
  {
    name,
    type: Type.Enum([...attributeTypes]),
    options: nullable(options),
    description,
    created_at: Timestamp,
    created_by: Type.String({
      description: '`deployer`: who it was is told by the event in the log of their own tenant',
    }),
  },
  {
    $id: 'AttributeDefinition',
    examples: [
      {
        name: 'isPending',
        type: 'BOOLEAN',
        options: null,
        description: '',
        created_at: '2026-05-01T14:05:00.123456Z',
        created_by: 'deployer',
      },
    ],
  },
)

export const AttributeInput = record({
  name,
  type: Type.String({
    pattern: `^(${attributeTypes.map((type) => [...type].map((letter) => `[${letter}${letter.toLowerCase()}]`).join('')).join('|')})$`,
    description: `One of ${attributeTypes.join(', ')}, in any letter case`,
    examples: ['BOOLEAN'],
  }),
  options: Type.Optional(nullable(options)),
  description: Type.Optional(description),
})
export type AttributeInput = Static<typeof AttributeInput>

/** A definition as the code keeps it: `id` keys the stored values and never leaves the service. */
export type Definition = {
  id: number
  name: string
  type: AttributeType
  options: string[] | null
  description: string
  created_at: string
  created_by: string
}
