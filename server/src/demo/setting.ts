// What a story is told with.
import type { Codes } from './codes.ts'
import type { Random } from './random.ts'
import type { Site } from './site.ts'

export type Setting = {
  random: Random
  site: Site
  codes: Codes
  /** When it is reported, and what is now: Unix ms. Nothing of a story lies after now. */
  at: number
  now: number
  /** Whether everything is told that people do, or only what most histories have: for a great many of them. */
  brief: boolean
  /** Set for a story of today that is not over yet: what it owes now. */
  owes: 'overdue' | 'due' | 'nothing' | null
  /** Whether the incident is deleted: as one that was reported before, or by mistake and restored then. */
  deleted: 'duplicate' | 'mistake' | null
}
