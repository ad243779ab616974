// The floor: the least a server in this runtime can do for the same answers. Bare node:http, the same driver and pool size, the same
// statements, the database's own JSON sent on as it comes; no routing table, authentication, validation, tenant check.
import { createServer, type ServerResponse } from 'node:http'
import pg from 'pg'
import type { Definitions } from '../server/src/attribute/definitions.ts'
import { selectDefinitions } from '../server/src/attribute/definitions.ts'
import type { Definition } from '../server/src/attribute/schema.ts'
import { selectCodes } from '../server/src/catalog/store.ts'
import { runBatch } from '../server/src/database/batch.ts'
import { actingAs, commitStatements, newReference } from '../server/src/database/commit.ts'
import { sql } from '../server/src/database/sql.ts'
import type { Commit, NewEvent } from '../server/src/database/transaction.ts'
import { uuid } from '../server/src/id.ts'
import type { Incident } from '../server/src/incident/schema.ts'
import { incidentColumns } from '../server/src/incident/store.ts'
import { createdData, newIncident, nextVersion } from '../server/src/incident/write.ts'
import type { Actor, Context } from '../server/src/permission.ts'

const [databaseUrl = '', schema = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, options: `-c search_path="${schema}"` })
const definitions = await loadDefinitions()

const GET = `select ${incidentColumns.text} from incident i where i.tenant_id = $1 and i.id = $2 and i.deleted_at is null`
const LIST = `select ${incidentColumns.text} from incident i where i.tenant_id = $1 and i.deleted_at is null order by i.created_at desc, i.id desc limit 50`
const FILTERED = `select ${incidentColumns.text} from incident i where i.tenant_id = $1 and i.status = any($2::text[]) and i.deleted_at is null order by i.created_at desc, i.id desc limit 50`
const TOTAL = 'select incident_total as total from tenant where tenant_id = $1'
const COUNT =
  'select count(*) as total from incident i where i.tenant_id = $1 and i.status = any($2::text[]) and i.deleted_at is null'

type Row = { body: string; attributes: string | null }

/** One incident as JSON: the database's text, the values appended as they are stored. */
function shown(row: Row | undefined): string {
  return row === undefined ? 'null' : `${row.body.slice(0, -1)},"attributes":${row.attributes ?? 'null'}}`
}

function send(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

async function many(name: string, text: string, count: string, values: unknown[]): Promise<string> {
  const total = await pool.query({ name: `${name}-total`, text: count, values })
  const { rows } = await pool.query<Row>({ name, text, values })
  return `{"data":{"incidents":[${rows.map(shown).join(',')}],"total":${total.rows[0]?.total}}}`
}

/** A write in one round trip, as the service makes it: begin, who acts, the ticket, rows, event, commit. */
async function write(context: Context, change: Commit): Promise<string> {
  const client = await pool.connect()
  try {
    const begin = [
      sql`begin`,
      sql`select set_config('app.tenant_id', ${context.actor.tenantId}, true)${actingAs(context)}`,
    ]
    const results = await runBatch(client, [...begin, ...commitStatements(change), sql`commit`], true)
    return `{"data":${shown(results[begin.length + 1]?.rows[0] as Row)}}` // writtenColumns
  } finally {
    client.release()
  }
}

type EventParts = Pick<NewEvent, 'number' | 'changes' | 'data'> & { lock: number }

function eventOf(id: string, type: string, { lock, ...rest }: EventParts): NewEvent {
  return { type, subject: { kind: 'incident', id, lock }, incidentId: id, ...rest }
}

function actor(tenantId: string): Actor {
  return {
    tenantId,
    tenantName: tenantId,
    userId: 'bench',
    name: 'Bench',
    email: null,
    emailVerified: false,
    kind: 'user',
    role: 'responder',
    expiresAt: null,
  }
}

const server = createServer((request, response) => {
  const [, kind, tenant = '', id = ''] = (request.url ?? '').split('/')
  const answer = (text: Promise<string>): void => {
    text.then(
      (found) => send(response, found),
      (error: unknown) => {
        response.writeHead(500)
        response.end(String(error))
      },
    )
  }
  if (kind === 'get')
    answer(
      pool
        .query<Row>({ name: 'get', text: GET, values: [tenant, id] })
        .then(({ rows }) => `{"data":${shown(rows[0])}}`),
    )
  else if (kind === 'list') answer(many('list', LIST, TOTAL, [tenant]))
  else if (kind === 'filtered') answer(many('filtered', FILTERED, COUNT, [tenant, ['OPEN']]))
  else {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as Incident // the load generator sends whole incidents
      const by = actor(tenant)
      const context = { actor: by, requestId: uuid() }
      const { version } = definitions
      const hold = async () => {}
      if (kind === 'create') {
        const id = uuid()
        const data = createdData(tenant, id, null)
        answer(
          write(context, {
            ticket: { definitions: { version, hold }, references: 1, total: 1 },
            writes: newIncident(by, definitions, id, body, null),
            events: [eventOf(id, 'incident.created', { lock: 0, number: newReference, data })],
          }),
        )
      } else {
        // What changed is not looked up, only said: the location, so that the same rows are written, the search document's among them.
        const before = { ...body, location: '' }
        const locked = { incident: before, number: 1, deleted: false, stored: null, definitions, now: '' }
        const changes = [{ field: 'location', from: '', to: body.location }]
        answer(
          write(context, {
            ticket: { definitions: { version, hold } },
            writes: nextVersion(by, locked, body, {}),
            events: [eventOf(body.id, 'incident.updated', { lock: body.occ_lock + 1, number: 1, changes })],
          }),
        )
      }
    })
  }
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ url: typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '' })
})

async function loadDefinitions(): Promise<Definitions> {
  const version = await pool.query('select definitions_version from instance')
  const codes = async (name: 'types' | 'statuses' | 'severities') =>
    new Map((await pool.query(selectCodes(name).text)).rows.map((row) => [row.code, row]))
  const attributes = (await pool.query<Definition>(selectDefinitions.text)).rows
  return {
    version: Number(version.rows[0]?.definitions_version),
    types: await codes('types'),
    statuses: await codes('statuses'),
    severities: await codes('severities'),
    attributes: new Map(attributes.map((one) => [one.name, one])),
    attributesById: new Map(attributes.map((one) => [String(one.id), one])),
  }
}
