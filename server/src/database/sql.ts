/** A value a statement may carry; the driver sends it as text. */
export type SqlValue = string | number | bigint | boolean | null | Buffer | readonly (string | number | null)[]

/** A statement, or a part of one, with its values kept apart from its text. */
export class Sql {
  readonly text: string
  readonly values: readonly SqlValue[]

  constructor(text: string, values: readonly SqlValue[]) {
    this.text = text
    this.values = values
  }
}

/** SQL with values: sql`select name from incident where id = ${id}`. A nested sql`` is spliced in, anything else becomes a parameter. */
export function sql(strings: TemplateStringsArray, ...parts: (SqlValue | Sql)[]): Sql {
  let text = strings[0] ?? ''
  const values: SqlValue[] = []
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]
    if (part instanceof Sql) {
      text += values.length === 0 ? part.text : renumbered(part.text, values.length)
      for (const value of part.values) values.push(value)
    } else {
      values.push(part === undefined ? null : part)
      text += `$${values.length}`
    }
    text += strings[i + 1] ?? ''
  }
  return new Sql(text, values)
}

/** Text that is part of the program (a column list, a fixed order), never anything a caller sent. */
export function raw(text: string): Sql {
  return new Sql(text, [])
}

/** Parts joined by a separator such as ` and `. */
export function join(parts: readonly Sql[], separator: string): Sql {
  let text = ''
  const values: SqlValue[] = []
  for (const part of parts) {
    if (text !== '') text += separator
    text += values.length === 0 ? part.text : renumbered(part.text, values.length)
    for (const value of part.values) values.push(value)
  }
  return new Sql(text, values)
}

/** A name as PostgreSQL takes any: quoted. */
export function identifier(name: string): Sql {
  return new Sql(`"${name.replaceAll('"', '""')}"`, [])
}

function renumbered(text: string, by: number): string {
  return text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + by}`)
}
