import type { Tocsin } from '@tocsin/client'
import { catalog } from '~/catalog/catalog.svelte.ts'

const entry = (code: string, rank: number, color: string | null = null) => ({
  code,
  label: `${code.slice(0, 1)}${code.slice(1).toLowerCase().replaceAll('_', ' ')}`,
  rank,
  color,
  active: true,
})
const listOf = (entries: unknown[]) => ({ list: async () => entries })

/** Fills the code tables as a new instance has them, without a service. */
export async function fillCatalog(): Promise<void> {
  const tables = {
    catalog: {
      types: listOf([entry('FLOOD', 1, '#2474c8'), entry('OTHERS', 2)]),
      statuses: listOf([
        { ...entry('OPEN', 1), category: 'new' },
        { ...entry('ASSIGNED', 2), category: 'active' },
        { ...entry('WAITING_FOR_PARTS', 3, '#c026d3'), category: 'active' },
        { ...entry('RESOLVED', 4), category: 'resolved' },
        { ...entry('CLOSED', 5), category: 'closed' },
      ]),
      severities: listOf(['CRITICAL', 'MAJOR', 'MODERATE', 'MINOR', 'LOW'].map((code, rank) => entry(code, rank))),
    },
    attribute: listOf([]),
  }
  await catalog.start(tables as unknown as Tocsin) // as much of it as the tables read
}
