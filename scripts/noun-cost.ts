// What a noun costs: the files outside its own folders that name it.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** The repository. */
export const root = join(import.meta.dirname, '..')

/** Tests, what only they use, the demo and generated files. */
const passedOver = /\.test\.ts$|\/testing\/|\/demo\/|^client\/src\/(schema\.d|calls)\.ts$/

/** The files outside the folders of a noun in which code names it: in an identifier, or in a text that is a name. Prose does not count. */
export function filesNaming(noun: string, files = sourceFiles()): string[] {
  const capital = `${noun[0]?.toUpperCase()}${noun.slice(1)}`
  const named = new RegExp(`(^|[^A-Za-z])${noun}s?($|[^a-z])|(^|[^A-Z])${capital}s?($|[^a-z])`)
  return files
    .filter((file) => !passedOver.test(file) && !file.includes(`/src/${noun}/`))
    .filter((file) => namesIn(file, readFileSync(join(root, file), 'utf8')).some((name) => named.test(name)))
}

function sourceFiles(): string[] {
  return globSync('{server,client,web}/src/**/*.{ts,svelte}', { cwd: root }).map((file) => file.replaceAll('\\', '/'))
}

/** Identifiers and texts without blanks of a TypeScript file, or of the script and markup of a component. */
function namesIn(file: string, text: string): string[] {
  if (file.endsWith('.svelte')) {
    const code = text.replace(/<!--[\s\S]*?-->|\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '')
    return code.match(/[\w$./~-]+/g) ?? []
  }
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || (ts.isStringLiteralLike(node) && !/\s/.test(node.text))) names.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest))
  return names
}
