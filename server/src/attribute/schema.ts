// Attribute definitions on the wire, and their limits.
import { type Static, Type } from 'typebox'
import { Ignored, nullable, record, Timestamp, text } from '../http/schema.ts'

export const attributeTypes = ['STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'DATE', 'DATETIME', 'ENUM'] as const
export type AttributeType = (typeof attributeTypes)[number]
export type AttributeValue = string | number | boolean

/** How older programs spell a type. */
const alias: Readonly<Record<string, AttributeType>> = { INT: 'INTEGER' }

export const ATTRIBUTE_NAME_MAX = 64
export const STRING_VALUE_MAX = 10_000

/** The type of a spelling in any letter case; null where there is none. */
export function attributeTypeOf(spelling: string): AttributeType | null {
  const upper = spelling.toUpperCase()
  return alias[upper] ?? attributeTypes.find((type) => type === upper) ?? null
}

const name = Type.String({
  pattern: '^[A-Za-z][A-Za-z0-9_]*$',
  minLength: 1,
  maxLength: ATTRIBUTE_NAME_MAX,
  description: 'A letter, then letters, digits and _; unique without regard to case; not name, value or occ_lock',
  examples: ['isPending'],
})
const type = Type.String({
  pattern: `^(${[...attributeTypes, ...Object.keys(alias)].map(anyCase).join('|')})$`,
  description: `One of ${attributeTypes.join(', ')}, in any letter case; INT is INTEGER`,
  examples: ['BOOLEAN'],
})
const label = text(200, 'What people read instead of the name, in any script', ['Gebäude Nr.'])
const labels = Type.Object(
  {},
  {
    additionalProperties: text(200, 'The label in this language'),
    maxProperties: 50,
    description: 'Labels by language (BCP 47)',
    examples: [{ de: 'Gebäude Nr.', en: 'Building no.' }],
  },
)
const help = Type.String({ maxLength: 1000, description: 'Shown where a value is entered' })
const description = Type.String({ maxLength: 1000, description: 'What the attribute is for' })
const active = Type.Boolean({ description: 'false: retired; values are kept, it is not offered any more' })
const rank = Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Place in the order, from 0' })
const optionValue = text(200, 'What incidents keep', ['NORTH'])

const Choice = record({
  value: optionValue,
  label: text(200, 'What people read', ['North wing']),
  active: Type.Boolean({ description: 'false: retired; incidents that have it keep it, others can’t take it' }),
  rank,
})
export type Choice = Static<typeof Choice>

const Placement = record({
  types: nullable(
    Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
      maxItems: 200,
      description: 'Shown for incidents of these types only; null: for all',
    }),
  ),
  group: Type.String({ maxLength: 200, description: 'Attributes of a group stand together, under its name' }),
  rank,
})
export type Placement = Static<typeof Placement>

export const noPlacement: Placement = { types: null, group: '', rank: 0 }

const definitionExample = {
  name: 'isPending',
  type: 'BOOLEAN',
  label: 'Pending',
  labels: { de: 'Ausstehend' },
  options: null,
  choices: null,
  description: '',
  help: '',
  placement: noPlacement,
  active: true,
  created_at: '2026-05-01T14:05:00.123456Z',
  created_by: 'deployer',
}

export const AttributeDefinition = record(
  {
    name,
    type: Type.Enum([...attributeTypes]),
    label,
    labels,
    options: nullable(
      Type.Array(optionValue, { description: 'Values an ENUM may take, in their order; null for other types' }),
    ),
    choices: nullable(Type.Array(Choice, { description: 'The same with labels, retired ones too' })),
    description,
    help,
    placement: Placement,
    active,
    created_at: Timestamp,
    created_by: Type.String({
      description: '`deployer`: who it was is told by the event in the log of their own tenant',
    }),
  },
  { $id: 'AttributeDefinition', examples: [definitionExample] },
)

const optionInput = Type.Array(
  Type.Union([
    optionValue,
    record({
      value: optionValue,
      label: Type.Optional(text(200, 'What people read; the value where left out')),
      active: Type.Optional(Type.Boolean({ default: true })),
      rank: Type.Optional(rank),
    }),
  ]),
  { minItems: 1, maxItems: 200, description: 'Values an ENUM may take, in their order; none twice' },
)

const editable = {
  label: Type.Optional(label),
  labels: Type.Optional(labels),
  options: Type.Optional(nullable(optionInput)),
  description: Type.Optional(description),
  help: Type.Optional(help),
  placement: Type.Optional(
    record({
      types: Type.Optional(Placement.properties.types),
      group: Type.Optional(Placement.properties.group),
      rank: Type.Optional(rank),
    }),
  ),
  active: Type.Optional(active),
  choices: Type.Optional(Ignored),
  created_at: Type.Optional(Ignored),
  created_by: Type.Optional(Ignored),
}

export const AttributeInput = record({ name, type, ...editable })
export type AttributeInput = Static<typeof AttributeInput>

/** What is left out stays as it is. */
export const AttributeChange = record({ name: Type.Optional(name), type: Type.Optional(type), ...editable })
export type AttributeChange = Static<typeof AttributeChange>

/** A definition as the code keeps it: `id` keys the stored values and never leaves the service. */
export type Definition = {
  id: number
  name: string
  type: AttributeType
  label: string
  labels: Record<string, string>
  options: string[] | null
  choices: Choice[] | null
  description: string
  help: string
  placement: Placement
  active: boolean
  created_at: string
  created_by: string
}

function anyCase(word: string): string {
  return [...word].map((letter) => `[${letter}${letter.toLowerCase()}]`).join('')
}
