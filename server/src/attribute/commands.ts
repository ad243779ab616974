import type { Database, Tx } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { AppError, invalid, type Problem } from '../errors.ts'
import { lockDefinitions, logInEveryTenant } from '../log/store.ts'
import type { Actor } from '../permission.ts'
import { selectDefinitions } from './definitions.ts'
import { type AttributeInput, type AttributeType, attributeTypes, type Definition } from './schema.ts'

/** A definition as callers see it. */
export type PublicDefinition = Omit<Definition, 'id'>

/** What a schema can't say about a definition: an ENUM has options, nothing else has. */
export function optionProblems(input: { type?: unknown; options?: unknown }): Problem[] {
  const type = typeof input.type === 'string' ? input.type.toUpperCase() : ''
  if (!attributeTypes.some((one) => one === type)) return []
  const given = input.options !== undefined && input.options !== null
  if (type === 'ENUM' && !given)
    return [{ code: 'MISSING', message: '"options" is required for an ENUM.', field: 'options' }]
  if (type === 'ENUM' || !given) return []
  return [{ code: 'BAD_VALUE', message: `"options" belong to an ENUM, not to a ${type}.`, field: 'options' }]
}

/** Defines an attribute for the instance; written into the log of every tenant. Throws conflict DUPLICATE_NAME, invalid (options). */
export function defineAttribute(database: Database, actor: Actor, input: AttributeInput): Promise<PublicDefinition> {
  const type = input.type.toUpperCase() as AttributeType // the schema's pattern allows just these
  const options = input.options ?? null
  const problems = optionProblems(input)
  if (problems.length > 0) throw invalid(problems)
  return database.scopedTransaction(
    'instance',
    async (tx) => {
      const version = await lockDefinitions(tx)
      const known = (await tx.query(selectDefinitions)) as Definition[] // its columns
      if (known.some((one) => one.name.toLowerCase() === input.name.toLowerCase())) {
        const message = `There is an attribute ${input.name} already (letter case does not count).`
        throw new AppError('conflict', message, { problems: [{ code: 'DUPLICATE_NAME', message, field: 'name' }] })
      }
      // Every tenant reads it: whose hand it was is told to the deployer's own, by the event.
      await tx.query(sql`insert into attribute_definition (name, name_key, type, options, description, created_by)
      values (${input.name}, ${input.name.toLowerCase()}, ${type}, ${options === null ? null : JSON.stringify(options)}::json, ${input.description ?? ''}, 'deployer')`)
      const definition = ((await tx.query(selectDefinitions)) as Definition[]).find((one) => one.name === input.name) // as above
      if (!definition) throw new Error('the definition just written is not there')
      await logDefinition(tx, actor, version, 'attribute.defined', definition)
      return visible(definition)
    },
    actor,
  )
}

/**
 * Removes a definition: its values are hidden at once, in every tenant, without touching the incidents. Throws not_found, conflict
 * ATTRIBUTE_IN_USE with the number of incidents that have a value, unless `force`.
 */
export function removeAttribute(
  database: Database,
  actor: Actor,
  name: string,
  force: boolean,
): Promise<PublicDefinition & { incidents: number }> {
  return database.scopedTransaction(
    'instance',
    async (tx) => {
      const version = await lockDefinitions(tx)
      const known = (await tx.query(selectDefinitions)) as Definition[] // its columns
      const definition = known.find((one) => one.name === name)
      if (!definition) {
        const message = `There is no attribute "${name.slice(0, 100)}".`
        throw new AppError('not_found', message, { problems: [{ code: 'NOT_FOUND', message }] })
      }
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
      await logDefinition(tx, actor, version, 'attribute.removed', definition)
      return { ...visible(definition), incidents }
    },
    actor,
  )
}

function logDefinition(
  tx: Tx,
  actor: Actor,
  version: number,
  type: 'attribute.defined' | 'attribute.removed',
  definition: Definition,
): Promise<void> {
  const subject = { kind: 'attribute', id: definition.name }
  return logInEveryTenant(tx, actor, version, { type, subject, changes: [], data: { definition } })
}

/** Without the id, which only keys stored values. */
export function visible({ id: _, ...rest }: Definition): PublicDefinition {
  return rest
}
