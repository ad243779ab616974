// The filter of a subscription, by the definitions in force.
import type { DefinitionCache } from '../attribute/definitions.ts'
import { AppError } from '../errors.ts'
import { type Condition, conditionOf } from '../incident/filter.ts'
import type { SubscriptionFilter } from './schema.ts'

/** The condition of a filter by the definitions as they are now; null when it names a code that is not there. */
export async function conditionNow(
  definitions: DefinitionCache,
  tenantId: string,
  filter: SubscriptionFilter,
): Promise<Condition | null> {
  // The copy at hand may be older than a code the filter names.
  for (const known of [() => definitions.current(), () => definitions.refresh()]) {
    try {
      // One incident is looked at, not the index.
      return conditionOf(tenantId, filter, await known(), { walk: true })
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    }
  }
  return null
}

/** What is wrong with a filter by the definitions as they are now, thrown as invalid, fields named as the caller has them. */
export async function requireFilter(
  definitions: DefinitionCache,
  tenantId: string,
  filter: SubscriptionFilter,
): Promise<void> {
  if (await conditionNow(definitions, tenantId, filter)) return
  try {
    conditionOf(tenantId, filter, await definitions.current())
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const problems = error.problems.map((one) =>
      one.field === undefined ? one : { ...one, field: `filter.${one.field}` },
    )
    throw new AppError(error.code, error.message, { problems })
  }
}
