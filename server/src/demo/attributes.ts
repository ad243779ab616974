// The custom attributes of the demo.
import type { AttributeInput, AttributeValue, Definition } from '../attribute/schema.ts'

/** The attributes of the demo, by what they are for. */
export const attributes = {
  workOrder: { name: 'workOrder', type: 'STRING', description: 'Number of the work order in the maintenance system' },
  externalTicket: { name: 'externalTicket', type: 'STRING', description: 'Ticket of a supplier or carrier' },
  peopleAffected: {
    name: 'peopleAffected',
    type: 'NUMBER',
    description: 'How many people are affected, as far as known',
  },
  downtimeMinutes: { name: 'downtimeMinutes', type: 'NUMBER', description: 'Minutes without service' },
  publicNotice: { name: 'publicNotice', type: 'BOOLEAN', description: 'Whether the public was told' },
  inspectionDue: { name: 'inspectionDue', type: 'DATE', description: 'Day of the inspection that follows' },
  serviceRestoredAt: { name: 'serviceRestoredAt', type: 'DATETIME', description: 'When service was restored' },
  rootCause: {
    name: 'rootCause',
    type: 'ENUM',
    options: ['Equipment', 'Human error', 'Weather', 'Third party', 'Software', 'Wear', 'Unknown'],
    description: 'What it came from',
  },
} as const satisfies Record<string, AttributeInput & { type: Definition['type'] }>

export type AttributeName = keyof typeof attributes
export type Values = Partial<Record<AttributeName, AttributeValue>>

/** Those that the instance does not have: their name is free, whatever its letter case. */
export function missing(known: Iterable<Definition>): AttributeInput[] {
  const names = new Set([...known].map(({ name }) => name.toLowerCase()))
  return Object.values(attributes)
    .filter(({ name }) => !names.has(name.toLowerCase()))
    .map((attribute) => ({ ...attribute, ...('options' in attribute ? { options: [...attribute.options] } : {}) }))
}

/** Whether the instance has the attribute as the demo knows it: one of the same name may be of another type. */
export function isUsable(name: AttributeName, known: ReadonlyMap<string, Definition>): boolean {
  const definition = known.get(name)
  const wanted = attributes[name]
  if (definition?.type !== wanted.type) return false
  return !('options' in wanted) || wanted.options.every((option) => definition.options?.includes(option))
}
