// What a definition may be, and what may change about it.
import type { Problem } from '../errors.ts'
import {
  type AttributeChange,
  attributeTypeOf,
  type Choice,
  type Definition,
  noPlacement,
  type Placement,
} from './schema.ts'

/** Keys with a meaning of their own in the body of PUT /v1/incident/{id}/attributes. */
const reserved = new Set(['name', 'value', 'occ_lock'])

/** What a schema can't say about a definition: names that are taken, languages, options of an ENUM and of nothing else. */
export function definitionProblems(input: { [field: string]: unknown }, before: Definition | null): Problem[] {
  const problems: Problem[] = []
  if (before === null && typeof input['name'] === 'string' && reserved.has(input['name'].toLowerCase()))
    problems.push({
      code: 'RESERVED_NAME',
      message: `An attribute can't be called ${input['name']}: the word has another meaning where values are set.`,
      field: 'name',
    })
  const languages = typeof input['labels'] === 'object' && input['labels'] !== null ? Object.keys(input['labels']) : []
  for (const language of languages) {
    if (/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/.test(language)) continue
    const shown = language.slice(0, 64)
    const message = `"${shown}" is not a language; write it like de or pt-BR.`
    problems.push({ code: 'BAD_FORMAT', message, field: `labels.${shown}` })
  }
  const type = before?.type ?? (typeof input['type'] === 'string' ? attributeTypeOf(input['type']) : null)
  if (type === null) return problems
  const given = input['options'] !== undefined && input['options'] !== null
  if (type === 'ENUM') {
    if (before === null && !given)
      problems.push({ code: 'MISSING', message: '"options" is required for an ENUM.', field: 'options' })
    if (input['options'] === null && before !== null)
      problems.push({ code: 'BAD_VALUE', message: 'An ENUM needs options.', field: 'options' })
  } else if (given) {
    problems.push({ code: 'BAD_VALUE', message: `"options" belong to an ENUM, not to a ${type}.`, field: 'options' })
  }
  if (type === 'ENUM' && Array.isArray(input['options'])) {
    const values = input['options'].map((one: unknown) =>
      String(typeof one === 'object' && one !== null ? (one as { value?: unknown }).value : one).normalize('NFC'),
    )
    if (new Set(values).size < values.length)
      problems.push({ code: 'DUPLICATE', message: '"options" must not hold the same value twice.', field: 'options' })
  }
  return problems
}

/** What can't be changed about a definition. */
export function fixedProblems(input: AttributeChange, before: Definition): Problem[] {
  const problems: Problem[] = []
  if (input.type !== undefined && attributeTypeOf(input.type) !== before.type) {
    const message = `The type of an attribute stays: ${before.name} is a ${before.type}, and incidents have values of it. Define another.`
    problems.push({ code: 'TYPE_FIXED', message, field: 'type' })
  }
  if (input.name !== undefined && input.name !== before.name) {
    const message = `An attribute keeps its name: programs set it by ${before.name}. Change its label.`
    problems.push({ code: 'NAME_FIXED', message, field: 'name' })
  }
  return problems
}

/** Options as given, with everything an answer says of them, in their order. */
export function choicesOf(options: NonNullable<AttributeChange['options']>): Choice[] {
  return options
    .map((one, n) => {
      const { value, label, active = true, rank = n } = typeof one === 'string' ? { value: one } : one
      return { value, label: label ?? value, active, rank }
    })
    .sort((one, other) => one.rank - other.rank)
}

/**
 * The choices of an ENUM after a change. Labels of options that are named by their value alone stay; an option that is not named any
 * more is retired where an incident has it, else gone.
 */
export function nextChoices(
  before: readonly Choice[],
  options: NonNullable<AttributeChange['options']>,
  isUsed: (value: string) => boolean,
): Choice[] {
  const known = new Map(before.map((one) => [one.value.normalize('NFC'), one]))
  const named = options.map((one) => {
    const value = (typeof one === 'string' ? one : one.value).normalize('NFC')
    const old = known.get(value)
    known.delete(value)
    // An incident keeps the value letter for letter: so does the option.
    if (typeof one === 'string') return old ? { value: old.value, label: old.label } : one
    return old ? { label: old.label, ...one, value: old.value } : one
  })
  const choices = choicesOf(named)
  const last = choices.at(-1)?.rank ?? -1
  const retired = [...known.values()].filter((one) => isUsed(one.value))
  return [...choices, ...retired.map((one, n) => ({ ...one, active: false, rank: last + 1 + n }))]
}

/** A placement with what was left out of it. */
export function placementOf(given: Partial<Placement> | undefined, before: Placement = noPlacement): Placement {
  return { ...before, ...given }
}
