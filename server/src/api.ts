// The API document: what /openapi.json serves and the committed openapi.json holds.
import manifest from '../package.json' with { type: 'json' }
import { AttributeDefinition } from './attribute/schema.ts'
import { type OpenApiDocument, openApiDocument } from './http/openapi.ts'
import type { Endpoint, PublicEndpoint } from './http/route.ts'
import { Incident } from './incident/schema.ts'
import { Event } from './log/schema.ts'
import { nouns } from './nouns.ts'
import { messagesOf } from './webhook/messages.ts'

/** The API as a document: what the service shows at /openapi.json and, of a service below no path, what the committed openapi.json holds. */
export function apiDocument(
  endpoints: readonly Endpoint[],
  publicEndpoints: readonly PublicEndpoint[],
  basePath = '',
): OpenApiDocument {
  return openApiDocument(endpoints, [Incident, Event, AttributeDefinition], {
    version: manifest.version,
    description,
    tags,
    publicEndpoints,
    basePath,
    webhooks: messagesOf(),
  })
}

const tags = [
  { name: 'Incidents', description: 'What happened, what is being done about it, and the next promised update.' },
  ...nouns.flatMap(({ group }) => group ?? []),
  {
    name: 'Events',
    description:
      'The log every change is written to, in the transaction that makes it: the audit trail, the timeline and the feed in one.',
  },
  {
    name: 'Webhooks',
    description:
      'Endpoints that receive every event, in order and at least once, however long they were unavailable. The section webhooks of this document describes the requests.',
  },
  {
    name: 'Mail',
    description:
      'Addresses that follow an incident or a filter. Where the instance has no mail server, none can be added.',
  },
  {
    name: 'Custom attributes',
    description:
      'Fields of your own: defined once for the instance by a deployer, set on each incident by a responder.',
  },
  {
    name: 'Code tables',
    description:
      'Types, statuses and severities of the instance, in their order of rank. Only a deployer changes them.',
  },
  { name: 'Views', description: 'Ways to look at a page of the console, saved for oneself or for the tenant.' },
  { name: 'Identity', description: 'Who you are here.' },
  { name: 'Usage', description: 'What a tenant uses of what there is.' },
  { name: 'API tokens', description: 'Credentials for programs, each with a role of its own.' },
  {
    name: 'Accounts',
    description:
      'People who sign in with the embedded identity provider. Where an outside provider is used, these paths answer 404.',
  },
  {
    name: 'Service',
    description:
      'What the console needs to begin, health, measurements and this document: public. All but the first without the envelope.',
  },
]

const description = `
Tocsin keeps the incidents of your teams, and every change of them, for many tenants at once.

### Who you are

Send \`Authorization: Bearer <token>\` with everything under \`/v1\`: an access token of the identity provider, or an API token.
The tenant comes from the token alone; what belongs to another tenant is not there (404). Four roles, each including those before
it: \`viewer\` reads, \`responder\` works on incidents, \`admin\` also purges and manages tokens and accounts, \`deployer\` also changes
the definitions every tenant shares. Each operation names the role it needs, for programs in \`x-required-role\` (null: any valid token).

### What you get

Success is \`{ "data": …, "sent_at": … }\`, with \`page\` on paged lists. Failure is \`{ "message": …, "errors": [ { "code", "message", "field" } ], "sent_at": … }\`
with one entry for each thing wrong, all of them at once. Every answer carries \`X-Request-Id\`.

Answers may gain fields, and lists of values new names, such as types of event: read over what you do not know. Within a major
version nothing is removed or renamed.

Besides the failures each operation lists, any request can be refused before it reaches one: 400 when it is not valid HTTP or repeats a
header that may come once, 405 (with \`Allow\`) when the path exists and the method does not, 408 when it takes more than 10 seconds to arrive, 415 when it
is compressed, 431 when its headers are larger than 16 KiB. Every GET also answers HEAD.

### What you send

A body is one JSON object in UTF-8, at most 1 MiB and 32 levels deep, without a key given twice. Nothing is coerced: \`"3"\` is not a
number. A field that does not exist is refused by name; one that only the service writes may be sent back and is ignored. Lengths count
code points. Dates are RFC 3339 with an offset; what you send comes back as it was.

### Changing what others change too

Each record has a version, \`occ_lock\`, which is also its \`ETag\`. Say which version your change is based on, by \`occ_lock\` or
\`If-Match\`. A stale one changes nothing: 409 (by \`If-Match\` 412) with the record as it stands in \`data\`.

### Trying again

Give a POST an \`Idempotency-Key\` and repeat it as often as you like: it happens once, and the repetition gets the same answer with
\`Idempotency-Replayed: true\`. After 429 and 503 wait as \`Retry-After\` says.

### Pages

Lists take \`page\` and \`size\`, or \`cursor\` with the \`next_cursor\` of the page before, which costs the same however far you go. With
another order or filter a cursor is refused.
`.trim()
