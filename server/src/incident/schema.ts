// Incidents on the wire: what is sent, what is taken.
import { type Static, Type } from 'typebox'
import { Ignored, Instant, nullable, OccLock, record, Timestamp, text, Uuid } from '../http/schema.ts'
import { OccurredAt, SinceChange } from '../record/schema.ts'
import { ExternalId } from './external-id.ts'

const limits = { short: 500, description: 100_000, q: 500 }
export const NEXT_UPDATE_MAX = 253_402_300_799

const name = text(limits.short, 'What happened, in a line', ['Water on the floor of server room 2'])
const description = text(limits.description, 'What is known', [
  'The raised floor is wet near rack 14. Pumps are on their way.',
])
const reportedBy = text(limits.short, 'Who reported it', ['Night watch'])
const status = Type.String({ minLength: 1, maxLength: 64, description: 'Code of a status', examples: ['NEW'] })
const type = Type.String({ minLength: 1, maxLength: 64, description: 'Code of a type', examples: ['FACILITY'] })
const severity = Type.String({
  maxLength: 64,
  description: 'Code of a severity, or "" while not assessed',
  default: '',
  examples: ['MAJOR'],
})
const location = Type.String({ maxLength: limits.short, default: '', examples: ['Building C, basement'] })
const nextUpdate = Type.Integer({
  minimum: 0,
  maximum: NEXT_UPDATE_MAX,
  default: 0,
  description: 'Unix seconds of the next promised update, 0 for none',
  examples: [1777641000],
})
const resolvedDate = nullable(
  Type.String({
    format: 'date-time',
    maxLength: 64,
    description: 'When it was resolved, offset kept; null: not given',
  }),
)
/** As IMS clients may send it too: "" for null. */
const resolvedDateInput = nullable(
  Type.String({
    format: 'date-time-or-empty',
    maxLength: 64,
    description: 'When it was resolved, RFC 3339, offset kept; null or "": not given',
  }),
)
const backdated = Type.Boolean({ default: false, description: 'Recorded after the fact' })
const attributeValues = Type.Object(
  {},
  {
    additionalProperties: Type.Unsafe<string | number | boolean>({ type: ['string', 'number', 'boolean'] }),
    maxProperties: 1000,
    description: 'Custom values by name',
  },
)
const attributes = nullable(attributeValues) // as Type.Object has one type
const mergeAttributes = nullable(
  Type.Object(
    {},
    {
      additionalProperties: Type.Unsafe<string | number | boolean | null>({
        type: ['string', 'number', 'boolean', 'null'],
      }),
      maxProperties: 1000,
      description: 'Custom values to set by name; null removes one',
    },
  ),
)
/** An incident as the document and its examples show it. */
export const incidentExample = {
  id: '01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10',
  reference: 'INC-000042',
  external_id: null,
  name: 'Water on the floor of server room 2',
  description: 'The raised floor is wet near rack 14. Pumps are on their way.',
  reported_by: 'Night watch',
  status: 'OPEN',
  type: 'FACILITY',
  severity: 'MAJOR',
  date: '2026-05-01T22:04:00+08:00',
  location: 'Building C, basement',
  next_update: 1777645200,
  resolved_date: null,
  backdated: false,
  created_at: '2026-05-01T14:05:00.123456Z',
  created_by: 'System Admin',
  created_by_id: 'u-7',
  updated_at: '2026-05-01T14:09:12.000451Z',
  updated_by: 'System Admin',
  updated_by_id: 'u-7',
  activity_at: '2026-05-01T14:20:00.000017Z',
  tenant_id: 'default',
  occ_lock: 1,
  attributes: { isPending: true },
}

export const Incident = record(
  {
    id: Uuid,
    reference: Type.String({
      description: 'Human-readable number, unique in the tenant, in order of creation',
      examples: ['INC-000042'],
    }),
    external_id: nullable(ExternalId),
    name: Type.String({ maxLength: limits.short }),
    description: Type.String({ maxLength: limits.description }),
    reported_by: Type.String({ maxLength: limits.short }),
    status,
    type,
    severity,
    date: Instant,
    location,
    next_update: nextUpdate,
    resolved_date: resolvedDate,
    backdated,
    created_at: Timestamp,
    created_by: Type.String({ description: 'Display name' }),
    created_by_id: Type.String(),
    updated_at: Timestamp,
    updated_by: Type.String({ description: 'Display name' }),
    updated_by_id: Type.String(),
    activity_at: Type.String({
      format: 'date-time',
      description: 'When anything about it was last recorded: a change, a comment',
    }),
    tenant_id: Type.String(),
    occ_lock: OccLock,
    attributes: nullable(
      Type.Object(
        {},
        {
          additionalProperties: Type.Unsafe<string | number | boolean>({ type: ['string', 'number', 'boolean'] }),
          description: 'Custom values by name; null when none is set',
        },
      ),
    ),
  },
  {
    $id: 'Incident',
    examples: [incidentExample],
  },
)
export type Incident = Omit<Static<typeof Incident>, 'attributes'> & {
  attributes: Record<string, string | number | boolean> | null
}

/** Fields only the server writes: a record that was read can be sent back as it is. */
const serverWritten = {
  id: Type.Optional(Ignored),
  reference: Type.Optional(Ignored),
  external_id: Type.Optional(Ignored),
  created_at: Type.Optional(Ignored),
  created_by: Type.Optional(Ignored),
  created_by_id: Type.Optional(Ignored),
  updated_at: Type.Optional(Ignored),
  updated_by: Type.Optional(Ignored),
  updated_by_id: Type.Optional(Ignored),
  activity_at: Type.Optional(Ignored),
  tenant_id: Type.Optional(Ignored),
}

const editable = {
  name,
  description,
  reported_by: reportedBy,
  status,
  type,
  date: Instant,
  severity: Type.Optional(severity),
  location: Type.Optional(location),
  next_update: Type.Optional(nullable(nextUpdate)),
  resolved_date: Type.Optional(resolvedDateInput),
  backdated: Type.Optional(backdated),
  attributes: Type.Optional(attributes),
}

export const IncidentInput = record(
  {
    ...editable,
    ...serverWritten,
    external_id: Type.Optional(nullable(ExternalId)),
    occ_lock: Type.Optional(Ignored),
  },
  { $id: 'IncidentInput' },
)
export const IncidentReplacement = record(
  { ...editable, ...serverWritten, occ_lock: Type.Optional(OccLock), occurred_at: Type.Optional(OccurredAt) },
  { $id: 'IncidentReplacement' },
)
export const IncidentPatch = record(
  {
    name: Type.Optional(name),
    description: Type.Optional(description),
    reported_by: Type.Optional(reportedBy),
    status: Type.Optional(status),
    type: Type.Optional(type),
    date: Type.Optional(Instant),
    severity: Type.Optional(nullable(severity)),
    location: Type.Optional(nullable(location)),
    next_update: Type.Optional(nullable(nextUpdate)),
    resolved_date: Type.Optional(resolvedDateInput),
    backdated: Type.Optional(nullable(backdated)),
    attributes: Type.Optional(mergeAttributes),
    ...serverWritten,
    occ_lock: Type.Optional(OccLock),
    occurred_at: Type.Optional(OccurredAt),
  },
  { $id: 'IncidentPatch' },
)
export const IncidentUpdate = record(
  {
    text: text(10_000, 'What is new', ['Pumps are running, level falling.']),
    status: Type.Optional(status),
    next_update: Type.Optional(nullable(nextUpdate)),
    severity: Type.Optional(severity),
    occurred_at: Type.Optional(OccurredAt),
    occ_lock: Type.Optional(OccLock),
  },
  { $id: 'IncidentUpdate' },
)

/** The body of a deletion: nothing, the version, or the whole incident as it was read, as some IMS clients send it. */
export const IncidentDeletion = record({
  ...Object.fromEntries(Object.keys(Incident.properties).map((field) => [field, Type.Optional(Ignored)])),
  occ_lock: Type.Optional(OccLock),
})

/** What a caller may set, after validation; `undefined` leaves a field as it is. */
export type IncidentFields = {
  name?: string
  description?: string
  reported_by?: string
  status?: string
  type?: string
  severity?: string
  date?: string
  location?: string
  next_update?: number
  resolved_date?: string | null
  backdated?: boolean
}
export type IncidentBody = Static<typeof IncidentInput>
export type ReplacementBody = Static<typeof IncidentReplacement>
export type PatchBody = Static<typeof IncidentPatch>
export type UpdateBody = Static<typeof IncidentUpdate>

export const ConflictData = record(
  {
    current: Type.Ref('Incident'),
    changes: Type.Array(SinceChange, { description: 'Each field changed since the caller’s version' }),
    conflicts: Type.Array(Type.String(), { description: 'Names of the fields both sides changed' }),
  },
  { $id: 'IncidentConflict' },
)

export const IncidentId = record({
  id: Type.String({ description: 'Id of the incident', examples: [incidentExample.id] }),
})
