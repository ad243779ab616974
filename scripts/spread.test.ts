// No call spreads a list that a caller can make long: past some hundred thousand arguments it throws, and before that it fills the stack.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import ts from 'typescript'

const root = join(import.meta.dirname, '..')

/** Places where a list is spread into the arguments of a call, without a comment that says what bounds it. */
function unboundedSpreads(text: string): number[] {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true)
  const lines = text.split('\n')
  const found: number[] = []
  const visit = (node: ts.Node): void => {
    const call = ts.isCallExpression(node) || ts.isNewExpression(node) ? node : null
    for (const argument of call?.arguments ?? []) {
      if (!ts.isSpreadElement(argument) || isRestParameter(argument.expression)) continue
      const line = source.getLineAndCharacterOfPosition(argument.getStart()).line
      const said = [lines[line], lines[line - 1]].some((one) => one?.includes('// bounded:'))
      if (!said) found.push(line + 1)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Whether it is what the function around it was called with: as long as that call. */
function isRestParameter(one: ts.Node): boolean {
  if (!ts.isIdentifier(one)) return false
  for (let at: ts.Node = one; at.parent; at = at.parent) {
    if (!ts.isFunctionLike(at)) continue
    const last = at.parameters.at(-1)
    if (last?.dotDotDotToken && ts.isIdentifier(last.name)) return last.name.text === one.text
  }
  return false
}

test('no call of the server spreads a list unless it is said beside it what bounds the list', () => {
  const files = globSync('server/src/**/*.ts', { cwd: root }).filter(
    (path) => !path.endsWith('.test.ts') && !/\/(testing|demo|command)\//.test(path),
  )
  assert.ok(files.length > 100)
  const found = files.flatMap((path) =>
    unboundedSpreads(readFileSync(join(root, path), 'utf8')).map((line) => `${path}:${line}`),
  )
  assert.deepEqual(found, [])
})

test('a spread into a call or a constructor is seen, one into a list is not', () => {
  assert.deepEqual(unboundedSpreads('all.push(...found)'), [1])
  assert.deepEqual(unboundedSpreads('\nnew Set<number>(...found)'), [2])
  assert.deepEqual(unboundedSpreads('const f = (...all) => g(...all)'), [])
  assert.deepEqual(unboundedSpreads('f([...found], { ...one })'), [])
  assert.deepEqual(unboundedSpreads('// bounded: three levels\nMath.max(...levels)'), [])
})
