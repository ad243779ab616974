// SQL of the code tables.
import { raw, type Sql, sql } from '../database/sql.ts'
import type { CatalogName } from './schema.ts'

/** The table behind each code table. */
export const tableOf: Record<CatalogName, Sql> = {
  types: raw('incident_type'),
  statuses: raw('incident_status'),
  severities: raw('incident_severity'),
}

/** All entries by rank. */
export function selectCodes(name: CatalogName): Sql {
  const category = name === 'statuses' ? sql`, category` : sql``
  return sql`select code, label, rank, color, active${category} from ${tableOf[name]} order by rank, code`
}
