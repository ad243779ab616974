// Types, statuses and severities on the wire.
import { type Static, Type } from 'typebox'
import { nullable, record, text } from '../http/schema.ts'

/** The code tables of the instance. */
export const catalogs = ['types', 'statuses', 'severities'] as const
export type CatalogName = (typeof catalogs)[number]

export const CODE_PATTERN = '^[A-Z][A-Z0-9_]*$'

const code = Type.String({ pattern: CODE_PATTERN, minLength: 1, maxLength: 64, examples: ['OPEN'] })
const label = text(200, 'Words people see', ['Open'])
const rank = Type.Integer({
  minimum: 0,
  maximum: 1_000_000,
  description: 'Place in the order; last when left out',
  examples: [2],
})
const color = nullable(
  Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: '#rrggbb, or null', examples: ['#d03030'] }),
)
const active = Type.Boolean({ description: 'false: retired; old incidents keep it, others cannot take it' })
export const categories = ['new', 'active', 'resolved', 'closed'] as const
const category = Type.Enum([...categories], { description: 'What the status means for the life of an incident' })

export const CodeEntry = record({ code, label, rank, color, active }, { $id: 'CodeEntry' })
export type CodeEntry = Static<typeof CodeEntry>
export const StatusEntry = record({ code, label, rank, color, active, category }, { $id: 'StatusEntry' })
export type StatusEntry = Static<typeof StatusEntry>

export const CodeInput = record({
  code,
  label,
  rank: Type.Optional(rank),
  color: Type.Optional(color),
  active: Type.Optional(active),
})
export const StatusInput = record({
  code,
  label,
  rank: Type.Optional(rank),
  color: Type.Optional(color),
  active: Type.Optional(active),
  category,
})
/** A code can't be renamed: it stands in incidents. It may be sent back as it is. */
export const CodeUpdate = record({
  code: Type.Optional(code),
  label,
  rank: Type.Optional(rank),
  color: Type.Optional(color),
  active: Type.Optional(active),
})
export const StatusUpdate = record({
  code: Type.Optional(code),
  label,
  rank: Type.Optional(rank),
  color: Type.Optional(color),
  active: Type.Optional(active),
  category,
})

export type CodeFields = {
  code?: string
  label: string
  rank?: number
  color?: string | null
  active?: boolean
  category?: StatusEntry['category']
}
