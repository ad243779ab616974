// Which events raise an alarm.
import type { Event } from '@tocsin/client'

/*
 * What raises an alarm, and what ends it. Pure: no service, no clock, no sound.
 */

export type Cause =
  /** An incident of the highest severity is new, or has come to be of it. */
  | 'critical'
  /** A promised update was missed. */
  | 'missed'

export type Alarm = { incident_id: string; reference: string; cause: Cause; seq: number }

/** What an alarm looks at: who reads, and what the code tables say. */
export type Watch = { me: string; worst: string | undefined; isDone(status: string): boolean }

/** The alarm an event raises; undefined for none. What the reader did themselves raises none. */
export function alarmOf(event: Event, { me, worst }: Watch): Alarm | undefined {
  const { incident_id, reference, seq, type, actor } = event
  if (incident_id === null || reference === null) return undefined
  const alarm = (cause: Cause): Alarm => ({ incident_id, reference, cause, seq })
  if (type === 'incident.update_overdue') return alarm('missed')
  if (actor.id === me || worst === undefined) return undefined
  if (type === 'incident.created') return severityIn(event) === worst ? alarm('critical') : undefined
  if (type !== 'incident.updated') return undefined
  return event.changes.some(({ field, to }) => field === 'severity' && to === worst) ? alarm('critical') : undefined
}

/** Whether an event ends an alarm: someone has done what it asked for, or it is no longer so. */
export function endsAlarm(event: Event, alarm: Alarm, { worst, isDone }: Watch): boolean {
  if (event.incident_id !== alarm.incident_id || event.seq <= alarm.seq) return false
  if (event.type === 'incident.deleted' || event.type === 'incident.purged') return true
  if (event.type !== 'incident.updated') return false
  return event.changes.some(({ field, to }) => {
    if (field === 'status') return isDone(String(to))
    if (field === 'next_update') return alarm.cause === 'missed'
    return field === 'severity' && alarm.cause === 'critical' && to !== worst
  })
}

/** The alarms after an event: one for each incident and cause, the newest last. */
export function alarmsAfter(alarms: readonly Alarm[], event: Event, watch: Watch): readonly Alarm[] {
  const raised = alarmOf(event, watch)
  const left = alarms.filter((one) => !endsAlarm(event, one, watch))
  const isSame = (one: Alarm): boolean => one.incident_id === raised?.incident_id && one.cause === raised.cause
  if (raised === undefined) return left.length === alarms.length ? alarms : left
  return [...left.filter((one) => !isSame(one)), raised]
}

function severityIn({ data }: Event): string | undefined {
  const incident = data?.['incident']
  if (typeof incident !== 'object' || incident === null || !('severity' in incident)) return undefined
  return typeof incident.severity === 'string' ? incident.severity : undefined
}
