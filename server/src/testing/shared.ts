// What test files that run in one process may share: a browser, a service.
import { afterTests } from './database.ts'

type Started<T> = { value: T; stop: () => Promise<void> }

let kept: Map<string, Promise<Started<unknown>>> | undefined

/** From now on what is shared stays until stopShared(): several files run in this process. */
export function keepShared(): void {
  kept ??= new Map()
}

/** Stops all of it, what was started last first. */
export async function stopShared(): Promise<void> {
  for (const started of [...(kept?.values() ?? [])].reverse()) {
    await started.then(
      ({ stop }) => stop(),
      () => undefined,
    )
  }
  kept?.clear()
}

/** The one of this name, started at first use. A file that runs by itself has its own, stopped after its tests. */
export async function shared<T>(name: string, start: () => Promise<Started<T>>): Promise<T> {
  if (!kept) {
    const { value, stop } = await start()
    afterTests(stop)
    return value
  }
  const there = (kept.get(name) as Promise<Started<T>> | undefined) ?? start() // each name is asked for with one type
  kept.set(name, there)
  return (await there).value
}
