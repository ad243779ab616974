/*
 * What the service worker decides, without a browser.
 */

export const prefix = 'tocsin-console-'

/** What belongs to the API and its surroundings, as the service itself has it. */
const others = /^\/(v1|oidc|docs|console|mail|metrics|livez|readyz|openapi\.json|subscription)(\/|$)/

/** Whether a path is a page of the console, which its one page can draw. */
export function belongsToConsole(path: string): boolean {
  return !others.test(path) && !/\.[a-z0-9]{1,12}$/i.test(path)
}

/** The caches to give up: all of the console but the present one and the one before, which open pages may still need. */
export function cachesToDrop(names: readonly string[], current: string): string[] {
  return names.filter((name) => name.startsWith(prefix) && name !== current).slice(0, -1)
}
