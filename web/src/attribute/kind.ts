// What follows from the type of a custom attribute.
import type { AttributeDefinition } from '@tocsin/client'

/** Options that may be chosen now: the active ones, and the present one though it be retired. */
export function optionsOf(
  { choices }: AttributeDefinition,
  present: string | undefined,
): { value: string; label: string }[] {
  return (choices ?? [])
    .filter(({ value, active }) => active || value === present)
    .map(({ value, label }) => ({ value, label }))
}

/** Whether its values are numbers, typed and aligned as such. */
export function isNumeric(type: AttributeDefinition['type'] | undefined): boolean {
  return type === 'NUMBER' || type === 'INTEGER'
}
