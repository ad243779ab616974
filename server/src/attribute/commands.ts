// Commands on attribute definitions: define, change, remove.
import type { Database, Tx } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { AppError, invalid, type Problem } from '../errors.ts'
import type { Change } from '../log/schema.ts'
import { lockDefinitions, logInEveryTenant } from '../log/store.ts'
import type { Context } from '../permission.ts'
import { selectDefinitions } from './definitions.ts'
import { choicesOf, definitionProblems, fixedProblems, nextChoices, placementOf } from './rules.ts'
import {
  type AttributeChange,
  type AttributeInput,
  type AttributeType,
  attributeTypeOf,
  type Definition,
} from './schema.ts'

/** A definition as callers see it. */
export type PublicDefinition = Omit<Definition, 'id'>

/** More definitions than this are refused: each is read with every list. */
const MOST_DEFINITIONS = 1000

/** What a schema can't say about a definition that is to be made. */
export function newDefinitionProblems(input: { [field: string]: unknown }): Problem[] {
  return definitionProblems(input, null)
}

/** Defines an attribute for the instance; written into the log of every tenant. Throws conflict DUPLICATE_NAME or LIMIT_REACHED, invalid (options). */
export function defineAttribute(
  database: Database,
  context: Context,
  input: AttributeInput,
): Promise<PublicDefinition> {
  const type = attributeTypeOf(input.type) as AttributeType // the schema's pattern allows just these
  const problems = newDefinitionProblems(input)
  if (problems.length > 0) throw invalid(problems)
  const choices = input.options ? choicesOf(input.options) : null
  return database.scopedTransaction(
    'instance',
    async (tx) => {
      const version = await lockDefinitions(tx)
      const known = (await tx.query(selectDefinitions)) as Definition[] // its columns
      if (known.some((one) => one.name.toLowerCase() === input.name.toLowerCase())) {
        const message = `There is an attribute ${input.name} already (letter case does not count).`
        throw new AppError('conflict', message, { problems: [{ code: 'DUPLICATE_NAME', message, field: 'name' }] })
      }
      if (known.length >= MOST_DEFINITIONS) {
        const message = `There are ${MOST_DEFINITIONS} attributes, which is the most.`
        throw new AppError('conflict', message, { problems: [{ code: 'LIMIT_REACHED', message }] })
      }
      // Every tenant reads it: whose hand it was is told to the deployer's own, by the event.
      await tx.query(sql`insert into attribute_definition (name, name_key, type, label, labels, choices, description, help, placement, active, created_by)
      values (${input.name}, ${input.name.toLowerCase()}, ${type}, ${input.label ?? null}, ${JSON.stringify(input.labels ?? {})}::json,
        ${choices === null ? null : JSON.stringify(choices)}::json, ${input.description ?? ''}, ${input.help ?? ''},
        ${JSON.stringify(placementOf(input.placement))}::json, ${input.active ?? true}, 'deployer')`)
      const definition = await definitionNamed(tx, input.name)
      if (!definition) throw new Error('the definition just written is not there')
      await logDefinition(tx, context, version, 'attribute.defined', definition)
      return visible(definition)
    },
    context,
  )
}

/**
 * Changes what is given of a definition; all but its name and type. An option of an ENUM that is not named any more is retired where an
 * incident has it. Throws not_found, invalid (TYPE_FIXED, NAME_FIXED, options).
 */
export function changeAttribute(
  database: Database,
  context: Context,
  name: string,
  input: AttributeChange,
): Promise<PublicDefinition> {
  return database.scopedTransaction(
    'instance',
    async (tx) => {
      const version = await lockDefinitions(tx)
      const before = await definitionNamed(tx, name)
      if (!before) throw noSuchAttribute(name)
      const problems = [...fixedProblems(input, before), ...definitionProblems(input, before)]
      if (problems.length > 0) throw invalid(problems)
      const choices = input.options
        ? nextChoices(before.choices ?? [], input.options, await usedOptions(tx, before))
        : before.choices
      await tx.query(sql`update attribute_definition set label = ${input.label ?? before.label}, labels = ${JSON.stringify(input.labels ?? before.labels)}::json,
        choices = ${choices === null ? null : JSON.stringify(choices)}::json, description = ${input.description ?? before.description},
        help = ${input.help ?? before.help}, placement = ${JSON.stringify(placementOf(input.placement, before.placement))}::json,
        active = ${input.active ?? before.active} where id = ${before.id}`)
      const definition = await definitionNamed(tx, name)
      if (!definition) throw new Error('the definition just written is not there')
      const changes = changesBetween(before, definition)
      if (changes.length > 0) await logDefinition(tx, context, version, 'attribute.defined', definition, changes)
      return visible(definition)
    },
    context,
  )
}

/** Which options of an ENUM an incident has, in any tenant, the bin included. */
async function usedOptions(tx: Tx, { id }: Definition): Promise<(value: string) => boolean> {
  const key = String(id)
  const rows = await tx.query(
    sql`select distinct attributes ->> ${key} as value from incident where attributes ? ${key}`,
  )
  const used = new Set(rows.map((row) => String(row['value'])))
  return (value) => used.has(value)
}

function changesBetween(before: Definition, after: Definition): Change[] {
  const fields = ['label', 'labels', 'choices', 'description', 'help', 'placement', 'active'] as const
  return fields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field: `${after.name}.${field}`, from: before[field], to: after[field] }))
}

/**
 * Removes a definition: its values are hidden at once, in every tenant, without touching the incidents. Throws not_found, conflict
 * ATTRIBUTE_IN_USE with the number of incidents that have a value, unless `force`.
 */
export function removeAttribute(
  database: Database,
  context: Context,
  name: string,
  force: boolean,
): Promise<PublicDefinition & { incidents: number }> {
  return database.scopedTransaction(
    'instance',
    async (tx) => {
      const version = await lockDefinitions(tx)
      const definition = await definitionNamed(tx, name)
      if (!definition) throw noSuchAttribute(name)
      const [used] = await tx.query(
        sql`select count(*) as incidents from incident where attributes ? ${String(definition.id)}`,
      )
      const incidents = Number(used?.incidents)
      if (incidents > 0 && !force) {
        const message = `${incidents} ${incidents === 1 ? 'incident has' : 'incidents have'} a value for ${definition.name}; ?force=true removes it all the same.`
        throw new AppError('conflict', message, {
          problems: [{ code: 'ATTRIBUTE_IN_USE', message }],
          data: { incidents },
        })
      }
      await tx.query(sql`delete from attribute_definition where id = ${definition.id}`)
      // Found by its words until the document is made anew without it, in the background.
      await tx.query(sql`update incident_search s set form = 1 from incident i
        where i.attributes ? ${String(definition.id)} and s.tenant_id = i.tenant_id and s.incident_id = i.id and s.record_id is null`)
      await logDefinition(tx, context, version, 'attribute.removed', definition)
      return { ...visible(definition), incidents }
    },
    context,
  )
}

function logDefinition(
  tx: Tx,
  context: Context,
  version: number,
  type: 'attribute.defined' | 'attribute.removed',
  definition: Definition,
  changes: Change[] = [],
): Promise<void> {
  const subject = { kind: 'attribute', id: definition.name }
  return logInEveryTenant(tx, context, version, { type, subject, changes, data: { definition } })
}

async function definitionNamed(tx: Tx, name: string): Promise<Definition | undefined> {
  return ((await tx.query(selectDefinitions)) as Definition[]).find((one) => one.name === name) // its columns
}

function noSuchAttribute(name: string): AppError {
  const message = `There is no attribute "${name.slice(0, 100)}".`
  return new AppError('not_found', message, { problems: [{ code: 'NOT_FOUND', message }] })
}

/** Without the id, which only keys stored values. */
export function visible({ id: _, ...rest }: Definition): PublicDefinition {
  return rest
}
