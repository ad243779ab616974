// Closes the changelog's section of what is unreleased.

const UNRELEASED = '## [Unreleased]\n'

/** The changelog with its unreleased section under a version and a day (YYYY-MM-DD). Throws when there is nothing in it. */
export function cutChangelog(text: string, version: string, day: string): string {
  const at = text.indexOf(UNRELEASED)
  if (at === -1) throw new Error('CHANGELOG.md has no section [Unreleased]')
  if (text.includes(`\n## [${version}]`)) throw new Error(`CHANGELOG.md has a section [${version}] already`)
  const rest = text.slice(at + UNRELEASED.length)
  const next = rest.search(/^## \[/m)
  const section = next === -1 ? rest : rest.slice(0, next)
  if (section.trim() === '') throw new Error('CHANGELOG.md has nothing unreleased: there is nothing to release')
  return `${text.slice(0, at)}${UNRELEASED}\n## [${version}] - ${day}\n${rest}`
}
