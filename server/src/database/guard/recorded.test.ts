import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newIncident, type Person, testApp } from '../../testing/app.ts'
import { asOwner, asService } from '../../testing/sessions.ts'
import { sql } from '../sql.ts'

const app = await testApp()
const { database } = app

type Made = { person: Person; id: string; comment: string; seqs: number[] }

/** An incident with a comment, and the seqs of what was recorded of it. */
async function made(): Promise<Made> {
  const person = await app.person('admin')
  const { id } = await person.ok('POST', '/v1/incident', newIncident())
  const comment = await person.ok('POST', `/v1/incident/${id}/comments`, { text: 'First.' })
  await person.ok('PATCH', `/v1/incident/${id}`, { location: 'Quay 4', occ_lock: 0 })
  const { events } = await person.ok('GET', '/v1/incident/events')
  return { person, id, comment: comment.id, seqs: events.map(({ seq }: { seq: number }) => seq) }
}

const uuid = 'gen_random_uuid()'
/** An event as the log would have it, under the next free seq, and its subject. */
function event(
  { person, id }: Made,
  columns: Record<string, string>,
  subject: { kind: string; id: string; lock: string },
): string {
  const all: Record<string, string> = {
    tenant_id: `'${person.tenant}'`,
    seq: `(select max(seq) + 1 from event where tenant_id = '${person.tenant}')`,
    id: uuid,
    incident_id: `'${id}'`,
    number: '1',
    occurred_at: 'now()',
    recorded_at: 'now()',
    actor_id: `'x'`,
    actor_name: `'x'`,
    actor_kind: `'user'`,
    request_id: `'x'`,
    ...columns,
  }
  return `with e as (insert into event (${Object.keys(all).join(', ')}) values (${Object.values(all).join(', ')}) returning tenant_id, seq)
    insert into event_subject (tenant_id, seq, place, kind, id, lock) select tenant_id, seq, 0, '${subject.kind}', ${subject.id}, ${subject.lock} from e`
}

/** Everything of the tenant that a purge or an edit may touch. */
async function whole({ person }: Made): Promise<unknown> {
  const tables = ['incident', 'comment', 'event', 'event_body', 'event_subject']
  return await Promise.all(
    tables.map(
      async (table) =>
        (
          await asOwner(database, [
            `select to_json(t)::text as row from ${table} t where tenant_id = '${person.tenant}' order by 1`,
          ])
        ).rows,
    ),
  )
}

const refused = /has no event|its removal has no event|goes with the purge|occ_lock went/

test('no incident, comment or word of the log changes or goes without the event of it, as the service or as the owner', async () => {
  const one = await made()
  const { person, id, comment } = one
  const own = `tenant_id = '${person.tenant}'`
  // Without a comment, so that nothing but its own trigger keeps it.
  const alone: Made = { ...one, id: (await person.ok('POST', '/v1/incident', newIncident())).id }
  const before = await whole(one)
  const gone = `delete from incident where id = '${alone.id}'`
  const tries: [string, string[]][] = [
    ['an incident is deleted', [gone]],
    [
      'an incident is deleted with its comments',
      [`delete from comment where ${own}`, `delete from incident where ${own}`],
    ],
    [
      'an incident is deleted with a deletion to the bin as its event',
      [gone, event(alone, { type: `'incident.deleted'` }, { kind: 'incident', id: `'${alone.id}'`, lock: '1' })],
    ],
    [
      'an incident is deleted with the purge of another as its event',
      [
        gone,
        event(
          alone,
          { type: `'incident.purged'`, incident_id: uuid },
          { kind: 'incident', id: `${uuid}::text`, lock: '1' },
        ),
      ],
    ],
    ['what the log says is deleted', [`delete from event_body where ${own}`]],
    ['one word of the log is deleted', [`delete from event_body where ${own} and seq = ${one.seqs[1]}`]],
    ['a comment is deleted', [`delete from comment where id = '${comment}'`]],
    [
      'a comment is deleted with the deletion of another as its event',
      [
        `delete from comment where id = '${comment}'`,
        event(one, { type: `'comment.deleted'` }, { kind: 'comment', id: `${uuid}::text`, lock: '1' }),
      ],
    ],
    ['a comment is rewritten', [`update comment set text = 'Never said.' where id = '${comment}'`]],
    [
      'a comment is rewritten, its version raised',
      [`update comment set text = 'Never said.', occ_lock = 1 where id = '${comment}'`],
    ],
    [
      'a comment is moved to another incident',
      [
        `update comment set incident_id = ${uuid}, occ_lock = 1 where id = '${comment}'`,
        event(one, { type: `'comment.edited'` }, { kind: 'comment', id: `'${comment}'`, lock: '1' }),
      ],
    ],
    [
      'a comment is added',
      [
        `insert into comment (tenant_id, id, incident_id, user_id, name, text, created_at, updated_at, updated_by)
         values ('${person.tenant}', ${uuid}, '${id}', 'x', 'x', 'Never said.', now(), now(), 'x')`,
      ],
    ],
    ['an incident is rewritten', [`update incident set name = 'Never so' where id = '${id}'`]],
    [
      'an incident is rewritten, its version raised',
      [`update incident set name = 'Never so', occ_lock = 2 where id = '${id}'`],
    ],
  ]
  for (const [what, statements] of tries) {
    for (const [who, run] of [
      ['the service', () => asService(database, { tenant: person.tenant }, statements)],
      [
        'the service, the setting changed before the commit',
        () =>
          asService(database, { tenant: person.tenant }, [
            ...statements,
            `select set_config('app.tenant_id', '', true)`,
          ]),
      ],
      ['the owner', () => asOwner(database, statements)],
    ] as const)
      await assert.rejects(run(), /has no event|goes with the purge|occ_lock went|foreign key/, `${what} by ${who}`)
  }
  assert.match(
    String(await asService(database, { tenant: person.tenant }, [`delete from event_body where ${own}`]).catch(String)),
    refused,
  )
  assert.deepEqual(await whole(one), before)
})

test('neither the service nor the owner empties a table of the record', async () => {
  const one = await made()
  const before = await whole(one)
  for (const table of ['incident', 'comment', 'event', 'event_body', 'event_subject']) {
    for (const more of ['', ' cascade']) {
      const statement = `truncate ${table}${more}`
      await assert.rejects(
        asService(database, { tenant: one.person.tenant }, [statement]),
        /permission denied|append-only|purge only|cannot truncate/,
      )
      await assert.rejects(asOwner(database, [statement]), /permission denied|append-only|purge only|cannot truncate/)
    }
  }
  assert.deepEqual(await whole(one), before)
})

test('a deletion of a comment, a purge and the purge of what lies in the bin go through, each with its event', async () => {
  const one = await made()
  const { person, id, comment } = one
  await person.ok('DELETE', `/v1/incident/${id}/comments/${comment}`)
  const second = await person.ok('POST', `/v1/incident/${id}/comments`, { text: 'Second.' })
  await person.ok('PUT', `/v1/incident/${id}/comments/${second.id}`, { text: 'Second, edited.', occ_lock: 0 })
  await person.ok('DELETE', `/v1/incident/${id}`)
  await person.ok('DELETE', `/v1/incident/${id}?purge=true`)
  const { events } = await person.ok('GET', '/v1/incident/events')
  const told = events.filter(({ incident_id }: { incident_id: string | null }) => incident_id === id)
  assert.equal(told.at(-1).type, 'incident.purged')
  for (const { purged, changes, data } of told.slice(0, -1)) assert.deepEqual([purged, changes, data], [true, [], null])
  const left = await database.read(person.tenant, sql`select 1 from comment where incident_id = ${id}::uuid`)
  assert.deepEqual(left, [])
})

test('each version of a comment is recorded once', async () => {
  const one = await made()
  await assert.rejects(
    asService(database, { tenant: one.person.tenant }, [
      event(one, { type: `'comment.edited'` }, { kind: 'comment', id: `'${one.comment}'`, lock: '0' }),
    ]),
    /event_subject_version/,
  )
})
