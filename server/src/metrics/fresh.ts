// One question to the database for all gauges and all scrapers at a time.

/** The database is asked at most this often, however many scrape. */
const FRESH_MS = 5000
/** No answer for so long counts as none; scrapers give up after a few seconds themselves. */
const PATIENCE_MS = 2000

/** Gives what `question` answered within the last five seconds, or asks again; null when it fails or takes longer than two seconds. */
export function fresh<T>(question: () => Promise<T>): () => Promise<T | null> {
  let last: { at: number; answer: Promise<T | null> } | null = null
  return () => {
    if (last === null || performance.now() - last.at > FRESH_MS) {
      last = { at: performance.now(), answer: withinPatience(question().catch(() => null)) }
    }
    return last.answer
  }
}

async function withinPatience<T>(answer: Promise<T | null>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
