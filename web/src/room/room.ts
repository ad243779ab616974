// What outlives a page while one person is signed in.
import { getContext, setContext } from 'svelte'

const key = Symbol('rooms')

/** Gives the pages below a place for what outlives them while one person is signed in. Call it while the component is made. */
export function provideRooms(): void {
  setContext(key, new Map<string, unknown>())
}

/** What is kept under a name, made at the first use: the list one comes back to. Call it while the component is made. */
export function useRoom<T>(name: string, make: () => T): T {
  const rooms = getContext<Map<string, unknown>>(key)
  if (!rooms.has(name)) rooms.set(name, make())
  return rooms.get(name) as T // each name is made by one place
}
