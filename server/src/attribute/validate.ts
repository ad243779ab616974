// Reads custom attribute values and checks them against their definitions.
import { MOST_PROBLEMS, type Problem, type ProblemCode } from '../errors.ts'
import { numberProblem } from '../http/json-number.ts'
import { parseDay, parseInstant } from '../instant.ts'
import type { Definitions } from './definitions.ts'
import { type AttributeValue, type Definition, STRING_VALUE_MAX } from './schema.ts'

export type ReadValue = { ok: true; value: AttributeValue } | { ok: false; problem: Problem }

/** Reads a value in the type of its definition: here alone a string is taken for a number or a boolean (contract.md section 5). */
export function readValue(definition: Definition, given: unknown, field: string): ReadValue {
  const wanted = (what: string, code: ProblemCode = 'WRONG_TYPE'): ReadValue => ({
    ok: false,
    problem: { code, message: `"${field}" must be ${what}.`, field },
  })
  switch (definition.type) {
    case 'STRING':
      if (typeof given !== 'string') return wanted('a string (STRING)')
      return [...given].length > STRING_VALUE_MAX
        ? wanted(`at most ${STRING_VALUE_MAX} characters long`, 'TOO_LONG')
        : { ok: true, value: given }
    case 'NUMBER': {
      const number = typeof given === 'string' ? numberOf(given) : given
      return typeof number === 'number'
        ? { ok: true, value: number }
        : wanted('a number (NUMBER) that can be kept exactly, or a string that spells one')
    }
    case 'INTEGER': {
      const number = typeof given === 'string' ? numberOf(given) : given
      return Number.isSafeInteger(number)
        ? { ok: true, value: number as number } // isSafeInteger is true of numbers only
        : wanted('a whole number (INTEGER) of at most 16 digits, or a string that spells one')
    }
    case 'BOOLEAN':
      if (given === true || given === 'true') return { ok: true, value: true }
      if (given === false || given === 'false') return { ok: true, value: false }
      return wanted('true or false (BOOLEAN)')
    case 'DATE':
      if (typeof given !== 'string' || !parseDay(given).ok)
        return wanted('a real date like 2026-05-01 (DATE)', 'BAD_DATE')
      return { ok: true, value: given }
    case 'DATETIME': {
      const parsed = typeof given === 'string' ? parseInstant(given) : undefined
      if (typeof given !== 'string' || !parsed?.ok)
        return wanted('an RFC 3339 date-time with offset (DATETIME)', 'BAD_DATE')
      return { ok: true, value: given }
    }
    case 'ENUM': {
      // The same letters may come composed in another way; what is kept is the option. Whether a retired one may be taken, optionProblems() says.
      const typed = typeof given === 'string' ? given.normalize('NFC') : null
      const choice = definition.choices?.find(({ value }) => value.normalize('NFC') === typed)
      const options = definition.options ?? []
      if (!choice)
        return wanted(
          `one of ${options.slice(0, 20).join(', ')}${options.length > 20 ? ', …' : ''} (ENUM)`,
          'BAD_VALUE',
        )
      return { ok: true, value: choice.value }
    }
  }
}

/** Reads an object of values by name; `null` is kept where it may remove a value. Names what is wrong, up to one more than an answer does. */
export function readValues(
  definitions: Definitions,
  given: Record<string, unknown>,
  nullRemoves: boolean,
): { values: Map<Definition, AttributeValue | null>; problems: Problem[] } {
  const values = new Map<Definition, AttributeValue | null>()
  const problems: Problem[] = []
  for (const [name, value] of Object.entries(given)) {
    if (problems.length > MOST_PROBLEMS) break
    const field = `attributes.${name}`
    const definition = definitions.attributes.get(name)
    if (!definition) {
      problems.push(undefinedAttribute(name, field))
    } else if (value === null && nullRemoves) {
      values.set(definition, null)
    } else {
      const read = readValue(definition, value, field)
      if (read.ok) values.set(definition, read.value)
      else problems.push(read.problem)
    }
  }
  return { values, problems }
}

/** Options that are retired: who has one already may keep it, nobody else may take it. */
export function optionProblems(
  definitions: Definitions,
  wanted: Readonly<Record<string, AttributeValue | null>>,
  current: Readonly<Record<string, AttributeValue>> | null,
  fieldOf: (name: string) => string = (name) => `attributes.${name}`,
): Problem[] {
  const problems: Problem[] = []
  for (const [name, value] of Object.entries(wanted)) {
    const definition = definitions.attributes.get(name)
    const retired = definition?.choices?.some((one) => one.value === value && !one.active)
    if (!definition || !retired || current?.[name] === value) continue
    const message = `The option ${String(value).slice(0, 100)} of ${name} is retired; take one of ${(definition.options ?? []).slice(0, 20).join(', ')}.`
    problems.push({ code: 'RETIRED_OPTION', message, field: fieldOf(name) })
  }
  return problems
}

export function undefinedAttribute(name: string, field: string): Problem {
  return {
    code: 'UNDEFINED_ATTRIBUTE',
    message: `There is no attribute "${name.slice(0, 100)}": a deployer defines attributes.`,
    field,
  }
}

const decimal = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

function numberOf(text: string): number | null {
  if (text.length > 400 || !decimal.test(text)) return null
  const number = Number(text)
  return numberProblem(text, number) === '' ? number : null
}
