// Restores an incident from the bin, and says so.
import { failureOf } from '../failure/failure.ts'
import { m } from '../message/message.ts'
import { toasts } from '../ui/toasts.svelte.ts'
import type { IncidentState } from './incident-state.svelte.ts'

/** Takes an incident out of the bin and says how that went. */
export async function restoreWithToast(incident: IncidentState): Promise<void> {
  try {
    await incident.restore()
    toasts.show({ kind: 'success', title: m('incident.restored_toast', { reference: incident.incident.reference }) })
  } catch (error) {
    toasts.show({ kind: 'danger', title: m('incident.action_failed'), text: failureOf(error).text })
  }
}
