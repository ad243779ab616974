// Checks where the console goes after sign-in.

/**
 * A place of this console to go to after signing in: path, query and fragment of `value`, read as a browser would from `origin`.
 * Whatever leads elsewhere, or to the sign-in itself, becomes `/`.
 */
export function placeWithin(value: unknown, origin: string): string {
  // A path as the console writes one; browsers read a backslash as a slash, and skip tabs and line ends.
  if (typeof value !== 'string' || !/^\/(?![/\\])/.test(value) || hasControls(value)) return '/'
  if (!URL.canParse(value, origin)) return '/'
  const url = new URL(value, origin)
  if (url.origin !== origin || url.username !== '' || url.pathname === '/signed-in') return '/'
  // `/.//host` is read as the path `//host`, which would be another host when it is followed next.
  const pathname = url.pathname.replace(/^\/[/\\]+/, '/')
  return `${pathname}${url.search}${url.hash}`
}

function hasControls(value: string): boolean {
  return [...value].some((one) => one < ' ' || one === '\u007f')
}
