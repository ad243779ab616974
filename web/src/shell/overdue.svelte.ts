// The number of overdue updates, for the navigation.
import { live, onLive } from '../live/live.svelte.ts'
import { session } from '../session/session.svelte.ts'

/** Of what is on its way at the same time, one look is enough. */
const pauseMs = 500

/** How many promised updates are overdue now. Call it while the component is made. */
export function overdueCount(): { readonly count: number } {
  let count = $state(0)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look(): Promise<void> {
    try {
      count = (await session.tocsin.incident.list({ overdue: true, page: 1, size: 1 })).page?.total_records ?? 0
    } catch {
      // What is wrong is told where it matters more than this number; the next event asks again.
    }
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(look, pauseMs)
  }
  onLive((item) => {
    if (item.kind === 'reset' || (item.kind === 'event' && item.event.incident_id !== null)) soon()
  })
  $effect(() => {
    if (live.connection === 'live') soon()
    return () => clearTimeout(timer)
  })
  return {
    get count() {
      return count
    },
  }
}
