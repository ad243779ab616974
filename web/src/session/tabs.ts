/*
 * What the tabs of one browser tell one another about signing in and out. Never a token.
 */

export type Word =
  /** Someone signed out: every tab forgets what it shows. */
  | { kind: 'signed_out' }
  /** A window opened for signing in came back from the provider with this address; for the tab that opened it. */
  | { kind: 'answer'; url: string }

/** Speaks to the other tabs of this origin, and hears them. */
export function openTabs(hear: (word: Word) => void): { say(word: Word): void } {
  const channel = new BroadcastChannel('tocsin.session')
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const word = wordOf(data)
    if (word) hear(word)
  }
  return { say: (word) => channel.postMessage(word) }
}

/** Another version of the console may be open in another tab. */
function wordOf(data: unknown): Word | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return undefined
  if (data.kind === 'signed_out') return { kind: 'signed_out' }
  if (data.kind === 'answer' && 'url' in data && typeof data.url === 'string') return { kind: 'answer', url: data.url }
  return undefined
}

const hint = 'tocsin.signed_in'

/** Whether someone signed in with this browser and has not signed out: only then is it worth asking the provider quietly. */
export const signedInHint = {
  get: (): boolean => quietly(() => localStorage.getItem(hint) === '1', false),
  set: (): void => quietly(() => localStorage.setItem(hint, '1'), undefined),
  clear: (): void => quietly(() => localStorage.removeItem(hint), undefined),
}

function quietly<T>(run: () => T, otherwise: T): T {
  try {
    return run()
  } catch {
    return otherwise
  }
}
