// The page that comes back: looked at again, online again, or kept by the browser from before.

/** Calls `back` whenever the page may have been away. One that the browser kept from before is loaded anew. */
export function watchPage({ back }: { back: () => void }): void {
  addEventListener('pageshow', (event) => {
    // Nobody may see it who has not signed in.
    if (event.persisted) location.reload()
  })
  for (const name of ['visibilitychange', 'online']) document.addEventListener(name, back)
  addEventListener('online', back)
}
