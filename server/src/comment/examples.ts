import { notFound, refusal } from '../errors.ts'
import { commentExample } from './schema.ts'

export const noIncident = notFound('incident')
export const noComment = notFound('comment')

const meanwhile = 'The comment was changed meanwhile: you have version 0, it is at 1.'
const data = {
  current: { ...commentExample, text: 'Pumps are running.', updated_at: '2026-05-01T14:22:10.500312Z', occ_lock: 1 },
}

/** A stale version, named in the body or query, and by If-Match. */
export const stale = [
  refusal('conflict', 'STALE_OCC_LOCK', meanwhile, 'occ_lock', data),
  refusal('precondition_failed', 'STALE_OCC_LOCK', meanwhile, 'If-Match', data),
]

export const notAuthor = refusal('forbidden', 'NOT_AUTHOR', 'Only its author or an admin may change this comment.')
