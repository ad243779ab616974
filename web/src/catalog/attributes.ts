// Labels of custom attributes, and which of them an incident shows.
import type { AttributeDefinition } from '@tocsin/client'

/** What an attribute is called in a language of Intl's (`de-AT`): its label in just that, or in `de`, or the one for everybody. */
export function labelIn({ label, labels }: AttributeDefinition, locale: string): string {
  const byLanguage = new Map(Object.entries(labels).map(([language, text]) => [language.toLowerCase(), text]))
  const wanted = locale.toLowerCase()
  return byLanguage.get(wanted) ?? byLanguage.get(wanted.split('-')[0] ?? '') ?? label
}

export type AttributeGroup = { name: string; attributes: AttributeDefinition[] }

/**
 * Those an incident of a type shows: the active ones meant for the type, and any it has a value for. By rank and group: a group stands
 * where the first of it does.
 */
export function groupsFor(
  definitions: readonly AttributeDefinition[],
  type: string,
  has: (name: string) => boolean,
): AttributeGroup[] {
  const groups = new Map<string, AttributeDefinition[]>()
  const shown = definitions
    .filter(
      ({ name, active, placement: { types } }) => has(name) || (active && (types === null || types.includes(type))),
    )
    .sort((one, other) => one.placement.rank - other.placement.rank)
  for (const definition of shown) {
    const { group } = definition.placement
    groups.set(group, [...(groups.get(group) ?? []), definition])
  }
  return [...groups].map(([name, attributes]) => ({ name, attributes }))
}
