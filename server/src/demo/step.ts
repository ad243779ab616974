// The steps of a demo story.
import type { IncidentBody } from '../incident/schema.ts'
import type { AttributeName, Values } from './attributes.ts'
import type { Person } from './site.ts'

/** Fields that a later step of a story changes. */
export type Changed = {
  status?: string
  severity?: string
  description?: string
  location?: string
  next_update?: number
  resolved_date?: string
  attributes?: Values
}

/** One thing that somebody did with an incident. `at` is Unix ms. */
export type Step = { at: number; by: Person } & (
  | { do: 'create'; fields: IncidentBody }
  | { do: 'change'; fields: Changed; occurredAt?: string }
  | { do: 'attribute'; name: AttributeName; value: string | number | boolean }
  | { do: 'update'; text: string; fields: Pick<Changed, 'status' | 'severity' | 'next_update'>; occurredAt?: string }
  | { do: 'comment'; text: string; occurredAt?: string }
  /** Changes what the last comment of this person says, or takes it back. */
  | { do: 'edit'; text: string }
  | { do: 'retract' }
  | { do: 'delete' }
  | { do: 'restore' }
)

/** What is done, without when and by whom. */
export type StepBody = Step extends infer S ? (S extends Step ? Omit<S, 'at' | 'by'> : never) : never

/** A step of one of many stories; the last one of a story says so. */
export type StoryStep = { story: number; step: Step; last: boolean }

/** The steps up to an instant. What was said of an incident in the bin, or before it was reported, is left out. */
export function fitting(steps: readonly Step[], until: number): Step[] {
  let there = false
  return steps.filter((step) => {
    if (step.at > until) return false
    if (step.do === 'create' || step.do === 'restore') {
      there = true
      return true
    }
    if (!there) return false
    if (step.do === 'delete') there = false
    return true
  })
}
