// The sql tag: statements with their values kept apart from the text.

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
  const values: SqlValue[] = []
  for (const part of parts) {
    if (part instanceof Sql) for (const value of part.values) values.push(value)
    else values.push(part === undefined ? null : part)
  }
  return new Sql(textOf(strings, parts), values)
}

/** The texts of templates without parts spliced in, which are always the same. */
const texts = new WeakMap<TemplateStringsArray, string>()

/** Made once, such a text is also the same string to whoever looks for what is prepared under it. */
function textOf(strings: TemplateStringsArray, parts: readonly (SqlValue | Sql)[]): string {
  for (const part of parts) if (part instanceof Sql) return spliceTexts(strings, parts)
  let text = texts.get(strings)
  if (text === undefined) {
    text = spliceTexts(strings, parts)
    texts.set(strings, text)
  }
  return text
}

function spliceTexts(strings: TemplateStringsArray, parts: readonly (SqlValue | Sql)[]): string {
  let text = strings[0] ?? ''
  let count = 0
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]
    if (part instanceof Sql) {
      text += count === 0 ? part.text : renumbered(part.text, count)
      count += part.values.length
    } else {
      count++
      text += `$${count}`
    }
    text += strings[i + 1] ?? ''
  }
  return text
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

function renumbered(text: string, by: number): string {
  return text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + by}`)
}
