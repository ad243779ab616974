import type { Comment, Event } from '@tocsin/client'

/*
 * An incident's story for people, out of the events of its timeline (newest first).
 */

/** What a comment says by now. */
export type Said = {
  id: string
  /** undefined: not to be shown to this reader any more. */
  text: string | undefined
  edited: boolean
  deleted: boolean
  user_id: string
  occ_lock: number
}

export type Entry = {
  /** The event it is about; of an update, its comment. */
  event: Event
  said: Said | undefined
  /** What was changed, in the same step where it came with a comment. */
  changes: Event['changes']
}

/** Kinds of entries that can be left out. */
export const kinds = ['comments', 'changes', 'system'] as const
export type Kind = (typeof kinds)[number]

/** The types of events that these kinds show; undefined for all of them. */
export function typesOf(shown: readonly Kind[]): string[] | undefined {
  if (shown.length === 0 || shown.length === kinds.length) return undefined
  const types = {
    comments: ['comment.*'],
    changes: ['incident.created', 'incident.updated', 'incident.deleted', 'incident.restored', 'incident.purged'],
    system: ['incident.update_due', 'incident.update_overdue', 'attribute.removed'],
  }
  return shown.flatMap((kind) => types[kind])
}

/**
 * Entries of a timeline, newest first. A comment shows what it says by now: its later edits are newer and so known before it.
 * A comment and a change made in one step (POST …/updates) become one entry.
 */
export function storyOf(events: readonly Event[]): readonly Entry[] {
  const latest = new Map<string, Said>()
  const entries: Entry[] = []
  const inStep = new Map<string, Entry>()
  for (const event of events) {
    const comment = commentOf(event)
    if (event.type === 'comment.edited' || event.type === 'comment.deleted') {
      if (comment && !latest.has(comment.id)) {
        latest.set(comment.id, { ...saidIn(comment), edited: true, deleted: event.type === 'comment.deleted' })
      }
      entries.push({ event, said: undefined, changes: [] })
      continue
    }
    if (event.type === 'comment.added' && comment) {
      const said = latest.get(comment.id) ?? saidIn(comment)
      const change = inStep.get(event.request_id)
      if (change !== undefined && change.event.type === 'incident.updated') {
        entries[entries.indexOf(change)] = { event, said, changes: change.changes }
        inStep.delete(event.request_id)
        continue
      }
      const entry = { event, said, changes: [] }
      entries.push(entry)
      inStep.set(event.request_id, entry)
      continue
    }
    const before = event.type === 'incident.updated' ? inStep.get(event.request_id) : undefined
    if (before?.said !== undefined && before.changes.length === 0) {
      entries[entries.indexOf(before)] = { ...before, changes: event.changes }
      inStep.delete(event.request_id)
      continue
    }
    const entry = { event, said: undefined, changes: event.changes }
    entries.push(entry)
    if (event.type === 'incident.updated') inStep.set(event.request_id, entry)
  }
  return entries
}

/** The comment an event carries. */
function commentOf(event: Event): (Partial<Comment> & { id: string }) | undefined {
  const comment = event.data?.['comment']
  if (typeof comment !== 'object' || comment === null || !('id' in comment)) return undefined
  return comment as Partial<Comment> & { id: string } // as the log writes it; what is withheld is missing or null
}

function saidIn({ id, text, user_id, occ_lock }: Partial<Comment> & { id: string }): Said {
  return {
    id,
    text: typeof text === 'string' ? text : undefined,
    edited: (occ_lock ?? 0) > 0,
    deleted: false,
    user_id: user_id ?? '',
    occ_lock: occ_lock ?? 0,
  }
}

/** Events of two readings as one, newest first, each once. */
export function merged(one: readonly Event[], other: readonly Event[]): readonly Event[] {
  const bySeq = new Map([...one, ...other].map((event) => [event.seq, event]))
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq)
}
