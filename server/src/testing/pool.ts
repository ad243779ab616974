// Runs work for many items, a few at a time.

/** Does `work` for each item, at most `width` of them at a time. */
export async function each<T>(items: Iterable<T>, work: (item: T) => Promise<void>, width = 16): Promise<void> {
  const rest = items[Symbol.iterator]()
  const worker = async (): Promise<void> => {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value)
  }
  await Promise.all(Array.from({ length: width }, worker))
}
