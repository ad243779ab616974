// Every call on one incident, in the order of the API document.
import type { Endpoint } from '../http/route.ts'
import type { RecordKind } from '../record/kind.ts'
import { attributeValueEndpoints } from './attribute-routes.ts'
import { binEndpoints } from './bin-routes.ts'
import type { Incidents } from './change.ts'
import { readEndpoints } from './read-routes.ts'
import { writeEndpoints } from './write-routes.ts'

/** The incident's own calls: create, read, change, delete, restore, values, updates. */
export function incidentEndpoints(incidents: Incidents, comments: RecordKind): Endpoint[] {
  return [
    ...readEndpoints(incidents),
    ...writeEndpoints(incidents, comments),
    ...binEndpoints(incidents),
    ...attributeValueEndpoints(incidents),
  ]
}
