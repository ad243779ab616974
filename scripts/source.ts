import ts from 'typescript'

/** One import or re-export of another module, with its line (from 1) and whether only types come through it. */
export type ImportOf = { specifier: string; line: number; typeOnly: boolean; names: readonly string[] }

/** A place where the code touches something of its surroundings: the environment, the network, a clock. */
export type Use = { what: 'process.env' | 'fetch' | 'clock'; text: string; line: number }

export type Source = { imports: readonly ImportOf[]; uses: readonly Use[] }

/** Reads one file of TypeScript, or the scripts of a Svelte component, into what the import rules ask about. */
export function readSource(path: string, text: string): Source {
  const code = path.endsWith('.svelte') ? scriptsOnly(text) : text
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  const imports: ImportOf[] = []
  const uses: Use[] = []
  const lineOf = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
  const visit = (node: ts.Node) => {
    const found = importOf(node)
    if (found) imports.push({ ...found, line: lineOf(node) })
    const what = useOf(node)
    if (what) uses.push({ what, text: node.getText(file).slice(0, 40), line: lineOf(node) })
    ts.forEachChild(node, visit)
  }
  visit(file)
  return { imports, uses }
}

function importOf(node: ts.Node): Omit<ImportOf, 'line'> | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const clause = node.importClause
    const bindings = clause?.namedBindings
    const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : []
    const typeOnly =
      clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
      (clause?.name === undefined && elements.length > 0 && elements.every((element) => element.isTypeOnly))
    const names = elements.map((element) => (element.propertyName ?? element.name).text)
    return { specifier: node.moduleSpecifier.text, typeOnly, names }
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly, names: [] }
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [first] = node.arguments
    if (first && ts.isStringLiteralLike(first)) return { specifier: first.text, typeOnly: false, names: [] }
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, typeOnly: true, names: [] }
  }
  return undefined
}

function useOf(node: ts.Node): Use['what'] | undefined {
  if (readsEnvironment(node)) return 'process.env'
  if (ts.isCallExpression(node) && isNamed(unwrapGlobal(node.expression), 'fetch')) return 'fetch'
  if (readsClock(node)) return 'clock'
  return undefined
}

/** `process.env`, `process['env']`, `const { env } = process`, and the named import. */
function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return node.name.text === 'env' && isNamed(unwrapGlobal(node.expression), 'process')
  }
  if (ts.isElementAccessExpression(node)) {
    const key = node.argumentExpression
    return ts.isStringLiteralLike(key) && key.text === 'env' && isNamed(unwrapGlobal(node.expression), 'process')
  }
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer) {
    const takesEnv = node.name.elements.some((element) => isNamed(element.propertyName ?? element.name, 'env'))
    return takesEnv && isNamed(unwrapGlobal(node.initializer), 'process')
  }
  if (ts.isImportDeclaration(node)) {
    const found = importOf(node)
    return found !== undefined && /^(node:)?process$/.test(found.specifier) && found.names.includes('env')
  }
  return false
}

/** `Date.now`, `new Date()` without an argument, `Date()`, `performance`, `process.hrtime`, `Temporal.Now`. */
function readsClock(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return isNamed(node.expression, 'Date') && (node.arguments?.length ?? 0) === 0
  if (ts.isCallExpression(node)) return isNamed(node.expression, 'Date')
  if (!ts.isPropertyAccessExpression(node)) return false
  const owner = unwrapGlobal(node.expression)
  const name = node.name.text
  if (isNamed(owner, 'performance')) return true
  return (
    (name === 'now' && isNamed(owner, 'Date')) ||
    (name === 'Now' && isNamed(owner, 'Temporal')) ||
    ((name === 'hrtime' || name === 'uptime') && isNamed(owner, 'process'))
  )
}

/** `globalThis.x` counts as `x`. */
function unwrapGlobal(node: ts.Expression): ts.Node {
  return ts.isPropertyAccessExpression(node) && isNamed(node.expression, 'globalThis') ? node.name : node
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name
}

/** Blanks everything outside `<script>` blocks, line for line, so that line numbers stay right. */
function scriptsOnly(text: string): string {
  const blank = (part: string) => part.replace(/[^\n]/g, ' ')
  let code = ''
  let end = 0
  for (const match of text.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script>/g)) {
    const start = match.index + (match[1]?.length ?? 0)
    const body = match[2] ?? ''
    code += blank(text.slice(end, start)) + body
    end = start + body.length
  }
  return code + blank(text.slice(end))
}
