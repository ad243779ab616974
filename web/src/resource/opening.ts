/*
 * When a page has opened: what it read at first is shown. Only then comes what is loaded ahead of need, so that nobody waits for it.
 */

let reading = 0
const waiting = new Set<() => void>()

/** Counts a reading that a page waits for; give back what it returns to when it has ended, well or not, and been put in its place. */
export function beginReading(): () => void {
  reading++
  return () => {
    reading--
    if (reading === 0) for (const go of [...waiting]) go()
  }
}

/** Resolves when nothing is being read and the browser has painted what there is. */
export async function opened(): Promise<void> {
  do {
    if (reading > 0) await new Promise<void>((go) => waitFor(go))
    await painted()
    // What was shown may have begun to read in its turn.
  } while (reading > 0)
}

function waitFor(go: () => void): void {
  const once = () => {
    waiting.delete(once)
    go()
  }
  waiting.add(once)
}

/** The frame after the next begins when the next is on screen. A page that is not looked at has no frames. */
function painted(): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, 500)
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        clearTimeout(timer)
        done()
      }),
    )
  })
}
