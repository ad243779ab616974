// Finds incidents for the command palette.
import Siren from '@lucide/svelte/icons/siren'
import { catalog } from '../catalog/catalog.svelte.ts'
import type { FindTools } from '../noun/noun.ts'
import type { Command } from '../ui/rank.ts'
import { referenceOf } from './reference.ts'

/** Incidents shown in the palette. */
const most = 7

/** The incidents that hold the words typed, as commands that open them. Throws what the service refuses it with. */
export async function findIncidents(words: string, { tocsin, signal, go }: FindTools): Promise<Command[]> {
  const list = async (q: string) => (await tocsin.incident.list({ q, page: 1, size: most }, { signal })).incidents
  const reference = referenceOf(words)
  const [numbered, holding] = await Promise.all([reference === undefined ? [] : list(reference), list(words)])
  const first = numbered.filter((one) => one.reference === reference)
  const incidents = [...new Map([...first, ...holding].map((one) => [one.id, one])).values()].slice(0, most)
  return incidents.map(({ id, reference, name, status }) => ({
    id: `incident-${id}`,
    label: `${reference} ${name}`,
    hint: catalog.status(status)?.label ?? status,
    icon: Siren,
    found: true,
    run: () => go(`/incident/${id}`),
  }))
}
