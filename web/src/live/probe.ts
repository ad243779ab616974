// Notices a dead connection before the browser does.

/** How often a visible page asks whether the service is there, and how long it waits for the answer: together less than 5 s. */
const everyMs = 2500
const patienceMs = 2000

/**
 * Asks the service again and again whether it is there, while the page is visible: a connection can be dead for minutes before
 * the browser says so. Tells each answer; ends by the function it gives.
 */
export function probe(tell: (there: boolean) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false
  const look = async (): Promise<void> => {
    clearTimeout(timer)
    if (document.visibilityState === 'visible') {
      const there = await isThere()
      if (ended) return
      tell(there)
    }
    clearTimeout(timer)
    timer = setTimeout(look, everyMs)
  }
  const now = (): void => void look()
  const offline = (): void => tell(false)
  document.addEventListener('visibilitychange', now)
  addEventListener('online', now)
  addEventListener('offline', offline)
  now()
  return () => {
    ended = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', now)
    removeEventListener('online', now)
    removeEventListener('offline', offline)
  }
}

async function isThere(): Promise<boolean> {
  try {
    const response = await fetch('/livez', {
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMs),
    })
    return response.ok
  } catch {
    return false
  }
}
