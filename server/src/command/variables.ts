// Every environment variable as a text: for `--help` and for docs/operate.md.
import { type VariableName, variables } from '../config.ts'
import { table } from './command.ts'

/** Every environment variable with its default and unit, by group. */
export function variablesHelp(): string {
  const groups = Map.groupBy(Object.keys(variables) as VariableName[], (name) => variables[name].group) // Object.keys forgets the literal type
  const parts = [...groups].map(([group, names]) =>
    [`${group}:`, ...table(names.map((name) => [`  ${name}`, meaning(name)]))].join('\n'),
  )
  return [
    'Environment variables (an empty value counts as not set):',
    ...parts,
    'Exit codes: 0 stopped, 1 failed or another one is running on the same data, 64 wrong usage, 78 wrong configuration.',
  ].join('\n\n')
}

function meaning(name: VariableName): string {
  const variable: { text: string; default: string; unit?: string } = variables[name]
  const unit = variable.unit === undefined ? '' : `, in ${variable.unit}`
  return `${variable.text}${unit}. Default: ${variable.default}`
}

/** The same as a table in Markdown, for docs/operate.md. */
export function variablesTable(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/<([A-Z_]+)>/g, '`<$1>`')
  const rows = (Object.keys(variables) as VariableName[]).map((name) => {
    const variable: { text: string; default: string; unit?: string } = variables[name]
    return `| \`${name}\` | ${cell(variable.default)} | ${variable.unit ?? ''} | ${cell(variable.text)} |`
  })
  return ['| variable | default | unit | meaning |', '|---|---|---|---|', ...rows].join('\n')
}
