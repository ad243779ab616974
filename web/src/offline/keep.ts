// Keeps the console's code in the browser, for bad connections.
import { dev } from '$app/env'

const place = '/service-worker.js'

/** What browsers that know trusted types offer; TypeScript's own description of browsers leaves it out. */
type Trusting = {
  trustedTypes?: {
    createPolicy(name: string, rules: { createScriptURL: () => string }): { createScriptURL: (text: string) => unknown }
  }
}

/** Has the browser keep the console's code, for a bad line. Where it can't, everything works as before while there is a line. */
export async function keepForOffline(): Promise<void> {
  if (dev || !('serviceWorker' in navigator)) return
  try {
    // The only address this policy makes: none comes from anywhere but here.
    const rules = { createScriptURL: () => place }
    const url = (globalThis as Trusting).trustedTypes?.createPolicy('tocsin-service-worker', rules).createScriptURL('')
    // The worker's file is asked for anew with every visit: an upgrade is seen at once.
    await navigator.serviceWorker.register((url ?? place) as string, { type: 'module', updateViaCache: 'none' })
  } catch {
    // Forbidden here, or the file could not be fetched: the next visit tries again.
  }
}
