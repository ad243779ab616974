// Every endpoint of the API, feature by feature.
import type { Budgets } from '../admission/budgets.ts'
import { DefinitionCache } from '../attribute/definitions.ts'
import { attributeEndpoints } from '../attribute/routes.ts'
import { catalogEndpoints } from '../catalog/routes.ts'
import { commentEndpoints } from '../comment/routes.ts'
import { comments } from '../comment/schema.ts'
import { type Config, usesEmbeddedProvider } from '../config.ts'
import type { Database } from '../database/database.ts'
import { createCursors } from '../http/cursor.ts'
import type { Endpoint } from '../http/route.ts'
import { accountEndpoints } from '../identity/account/routes.ts'
import { apiTokenEndpoints } from '../identity/apitoken/routes.ts'
import { meEndpoint } from '../identity/routes.ts'
import { exportEndpoints } from '../incident/export.ts'
import { listEndpoints } from '../incident/list-routes.ts'
import { incidentEndpoints } from '../incident/routes.ts'
import { summaryEndpoints } from '../incident/summary.ts'
import { timelineEndpoints } from '../incident/timeline.ts'
import type { Polls } from '../log/poll.ts'
import { logEndpoints } from '../log/routes.ts'
import type { Streams } from '../log/stream.ts'
import { subscriptionEndpoints } from '../mail/routes.ts'
import { presenceEndpoints } from '../presence/routes.ts'
import { promiseEndpoints } from '../promise/routes.ts'
import { Frequencies } from '../search/frequency.ts'
import { usageEndpoint } from '../usage/routes.ts'
import { viewEndpoints } from '../view/routes.ts'
import { webhookEndpoints } from '../webhook/routes.ts'
import { createSecretBox } from '../webhook/secret.ts'
import type { Target } from '../webhook/target.ts'

export type EndpointParts = {
  config: Config
  database: Database
  polls: Polls
  streams: Streams
  budgets: Budgets
  target: Target
  draining: AbortSignal
}

/** Every endpoint of the API: what the router, the OpenAPI document and the tests walk. */
export function declareEndpoints(parts: EndpointParts): Endpoint[] {
  const { config, database, polls, streams, budgets, target, draining } = parts
  const definitions = new DefinitionCache(database)
  const cursors = createCursors(database)
  const lists = { database, definitions, cursors, frequencies: new Frequencies(database) }
  const records = { database, cursors }
  return [
    ...listEndpoints(lists),
    ...summaryEndpoints(lists),
    ...promiseEndpoints(database),
    ...exportEndpoints(lists),
    ...incidentEndpoints({ database, definitions }, comments),
    ...commentEndpoints(records),
    ...timelineEndpoints(database, cursors),
    ...presenceEndpoints(database),
    ...logEndpoints({ polls, streams, draining }),
    ...attributeEndpoints(database, definitions),
    ...catalogEndpoints(database),
    ...webhookEndpoints({ database, target, secretBox: createSecretBox(database), outbound: config.outbound }, cursors),
    ...subscriptionEndpoints({ database, definitions, on: config.smtpUrl !== null }),
    ...viewEndpoints(database),
    usageEndpoint({ database, budgets, streams }),
    meEndpoint(config),
    ...apiTokenEndpoints({ database, maxDays: config.tokenMaxDays }),
    ...(usesEmbeddedProvider(config) ? accountEndpoints(database) : []),
  ]
}
