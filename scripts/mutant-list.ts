// The mutants: small changes that each break one guarantee, and the test that must notice.

/** A small change that breaks one guarantee, and the test that must notice. */
export type Mutant = {
  /** The guarantee's id in the tests. */
  id: string
  /** What is broken. */
  what: string
  file: string
  /** Text that stands in the file once, and what it becomes. */
  from: string
  to: string
  /** File of the test, and how its name begins. */
  test: string
  name: string
}

const database = 'server/src/database'
const migrations = `${database}/migrations`
const identity = 'server/src/identity'

/** The mutants that `npm run mutants` tries, each of which would pass for a slip. */
export const mutants: readonly Mutant[] = [
  {
    id: 'B16',
    what: 'the policies of two tables let everything through',
    file: `${migrations}/0005_console.sql`,
    from: "using (tenant_id = (select current_setting(''app.tenant_id'', true)))",
    to: 'using (true)',
    test: `${database}/guard/rows.test.ts`,
    name: 'B16 without any condition',
  },
  {
    id: 'B16',
    what: 'the tenant is set for the session instead of the transaction',
    file: `${database}/database.ts`,
    from: `set_config('app.tenant_id', \${tenantId ?? ''}, true)`,
    to: `set_config('app.tenant_id', \${tenantId ?? ''}, false)`,
    test: `${database}/guard/rows.test.ts`,
    name: 'B16 what a transaction sets ends with it',
  },
  {
    id: 'B15',
    what: 'a foreign key without the tenant',
    file: `${migrations}/0004_outbound.sql`,
    from: '  foreign key (tenant_id, incident_id) references incident (tenant_id, id) on delete cascade,\n',
    to: '',
    test: `${database}/guard/rows.test.ts`,
    name: 'B15 a reference across tenants',
  },
  {
    id: 'B16',
    what: 'the name of a deployer in what every tenant reads',
    file: 'server/src/attribute/commands.ts',
    from: `\${input.description ?? ''}, 'deployer')`,
    to: `\${input.description ?? ''}, \${actor.name})`,
    test: `${identity}/matrix/canary.test.ts`,
    name: 'B16, B18 nothing of another tenant',
  },
  {
    id: 'B20',
    what: 'words of deleted comments for everybody',
    file: 'server/src/log/store.ts',
    from: 'const superseded = canReadRemoved',
    to: "const superseded = canReadRemoved || 'always'",
    test: `${identity}/matrix/canary.test.ts`,
    name: 'B20 what a role may not see',
  },
  {
    id: 'C01',
    what: 'a stale version is taken',
    file: 'server/src/incident/commands.ts',
    from: 'if (seen !== locked.incident.occ_lock) throw await stale(tx, locked, seen, version, wanted, true)',
    to: 'if (seen > locked.incident.occ_lock) throw await stale(tx, locked, seen, version, wanted, true)',
    test: 'server/src/incident/concurrency.test.ts',
    name: 'C01 of 100 writers',
  },
  {
    id: 'D24',
    what: 'a change without its event can be committed',
    file: `${migrations}/0001_record.sql`,
    from: 'create constraint trigger recorded after insert or update on incident',
    to: 'create constraint trigger recorded after insert on incident',
    test: `${database}/guard/recorded.test.ts`,
    name: 'no incident, comment or word',
  },
  {
    id: 'D24',
    what: 'an incident can be deleted without its event',
    file: `${migrations}/0006_recorded.sql`,
    from: 'if not is_purged(old.tenant_id, old.id) then',
    to: 'if false then',
    test: `${database}/guard/recorded.test.ts`,
    name: 'no incident, comment or word',
  },
  {
    id: 'R9',
    what: 'events can be deleted',
    file: `${migrations}/0001_record.sql`,
    from: 'create trigger append_only before update or delete on event',
    to: 'create trigger append_only before update on event',
    test: `${database}/guard/append-only.test.ts`,
    name: 'the log is append-only for the service and for its owner, an owner with nocreaterole',
  },
  {
    id: 'D14',
    what: 'an id on the heartbeat',
    file: 'server/src/log/stream-client.ts',
    from: "this.#write(':\\n\\n')",
    to: "this.#write('id: 0\\n:\\n\\n')",
    test: 'server/src/log/stream.test.ts',
    name: 'D14 only events have an id',
  },
  {
    id: 'D17',
    what: 'no bound on what a stream owes',
    file: 'server/src/log/stream-client.ts',
    from: 'const MOST_OWED_BYTES = 1_048_576',
    to: 'const MOST_OWED_BYTES = Number.POSITIVE_INFINITY',
    test: 'server/src/log/stream-client.test.ts',
    name: 'D17 a client that reads nothing',
  },
  {
    id: 'D11',
    what: 'a drain that leaves streams and polls waiting',
    file: 'server/src/app.ts',
    from: '      draining.abort()\n      server.drain()\n',
    to: '      server.drain()\n',
    test: 'server/src/log/stream-client.test.ts',
    name: 'a process that drains ends its streams well',
  },
  {
    id: 'D23',
    what: 'a lease that never runs out',
    file: 'server/src/log/follower-store.ts',
    from: '(f.lease_until is null or f.lease_until <= statement_timestamp())',
    to: 'f.lease_until is null',
    test: 'server/src/log/follower-lease.test.ts',
    name: 'a follower whose process was killed',
  },
  {
    id: 'A02',
    what: 'values are coerced',
    file: 'server/src/http/validate.ts',
    from: 'coerceTypes: false',
    to: 'coerceTypes: true',
    test: 'server/src/http/bad-input/fields.test.ts',
    name: 'A02 a value of another kind',
  },
  {
    id: 'A07',
    what: 'no limit on nesting',
    file: 'server/src/http/json.ts',
    from: 'export const MAX_DEPTH = 32',
    to: 'export const MAX_DEPTH = 1_000_000',
    test: 'server/src/http/bad-input/body.test.ts',
    name: 'A07 nesting beyond 32',
  },
  {
    id: 'B02',
    what: 'algorithms beyond the list',
    file: `${identity}/jwt.ts`,
    from: "algorithms.find((one) => one === header['alg'])",
    to: "[...algorithms, 'HS256', 'none'].find((one) => one === header['alg'])",
    test: `${identity}/keyset.test.ts`,
    name: 'B01, B02 no algorithm outside the list',
  },
  {
    id: 'B06',
    what: 'the issuer is not compared',
    file: `${identity}/issuer.ts`,
    from: "if (jwt.claims['iss'] !== issuer)",
    to: "if (jwt.claims['iss'] === undefined)",
    test: `${identity}/issuer.test.ts`,
    name: 'B06 the issuer is compared',
  },
  {
    id: 'B12',
    what: 'one route without authentication',
    file: 'server/src/http/server.ts',
    from: '    if (!isApi(request)) {\n',
    to: "    if (!isApi(request) || request.url.startsWith('/v1/views')) {\n",
    test: `${identity}/everyone.test.ts`,
    name: 'B12 every route of the API',
  },
  {
    id: 'B21',
    what: 'a permission given to a lower role',
    file: 'server/src/permission.ts',
    from: "'incident.purge': 'admin'",
    to: "'incident.purge': 'responder'",
    test: `${identity}/matrix/roles.test.ts`,
    name: 'B21 what is for admins only',
  },
  {
    id: 'B30',
    what: 'a key that no longer signs is forgotten at once',
    file: `${identity}/provider/keys.ts`,
    from: "(retired_at is null or now() < greatest(retired_at + interval '1 hour', tokens_until))",
    to: '(retired_at is null)',
    test: `${identity}/provider/rotation.test.ts`,
    name: 'B30 a new signing key signs at once',
  },
  {
    id: 'H01',
    what: 'only names are looked at, not addresses',
    file: 'server/src/webhook/target.ts',
    from: 'if (!addresses.every((one) => addressIsAllowed(one, options))) throw new Refused()',
    to: 'if (!literal && !addresses.every((one) => addressIsAllowed(one, options))) throw new Refused()',
    test: 'server/src/webhook/target.test.ts',
    name: 'H01 every forbidden spelling',
  },
  {
    id: 'H03',
    what: 'a redirect counts as taken',
    file: 'server/src/webhook/deliver.ts',
    from: 'if (status !== null && status >= 200 && status < 300)',
    to: 'if (status !== null && status >= 200 && status < 400)',
    test: 'server/src/webhook/delivery.test.ts',
    name: 'a redirect is a failure',
  },
  {
    id: 'D02',
    what: 'commits that are not on disk',
    file: `${database}/embedded-server.ts`,
    from: "synchronous_commit: 'on'",
    to: "synchronous_commit: 'off'",
    test: `${database}/embedded.test.ts`,
    name: 'keeps what it acknowledges',
  },
  {
    id: 'E07',
    what: 'search without its index',
    file: `${migrations}/0001_record.sql`,
    from: 'create index incident_search_grams on incident_search using gin (grams);\n',
    to: '',
    test: 'server/src/incident/plans.test.ts',
    name: 'E07 search finds by the index',
  },
]
