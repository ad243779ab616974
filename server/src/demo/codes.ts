// Which codes of the instance the demo uses.
import type { Definitions } from '../attribute/definitions.ts'
import { AppError } from '../errors.ts'
import type { TypeCode } from './site.ts'

/** The codes that stories use: those of a fresh instance where they are there, otherwise the nearest. */
export type Codes = {
  type(code: TypeCode): string
  /** Worst first: five; "" where the instance has none. */
  severities: readonly string[]
  status: { new: string; open: string; investigating: string; monitoring: string; resolved: string; closed: string }
}

const SEVERITIES = ['CRITICAL', 'MAJOR', 'MODERATE', 'MINOR', 'LOW']

/** Finds the codes in the instance's tables. Throws AppError when there is no type, or no status of a kind that is needed. */
export function codesOf(definitions: Definitions): Codes {
  const types = active(definitions.types)
  const severities = active(definitions.severities)
  const statuses = active(definitions.statuses)
  const [anyType] = types
  if (!anyType) throw new AppError('conflict', 'the demo needs a type that is not retired')
  const status = (wanted: string, ...categories: string[]): string => {
    const fitting = statuses.filter(({ category }) => categories.includes(category))
    const found = fitting.find(({ code }) => code === wanted) ?? fitting[0]
    if (!found) throw new AppError('conflict', `the demo needs a status of category ${categories.join(' or ')}`)
    return found.code
  }
  return {
    type: (code) => (types.find((one) => one.code === code) ?? anyType).code,
    severities: SEVERITIES.map((wanted, at) => {
      const nearest = severities[Math.floor((at * severities.length) / SEVERITIES.length)]
      return (severities.find(({ code }) => code === wanted) ?? nearest)?.code ?? ''
    }),
    status: {
      new: status('NEW', 'new', 'active'),
      open: status('OPEN', 'active', 'new'),
      investigating: status('INVESTIGATING', 'active', 'new'),
      monitoring: status('MONITORING', 'active', 'new'),
      resolved: status('RESOLVED', 'resolved', 'closed'),
      closed: status('CLOSED', 'closed', 'resolved'),
    },
  }
}

function active<T extends { active: boolean; rank: number }>(entries: ReadonlyMap<string, T>): T[] {
  return [...entries.values()].filter((entry) => entry.active).sort((one, other) => one.rank - other.rank)
}
