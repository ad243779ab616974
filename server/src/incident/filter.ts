// The filters of lists: query parameters, and their conditions in SQL.
import { type Static, Type } from 'typebox'
import type { Definitions } from '../attribute/definitions.ts'
import { readValue, undefinedAttribute } from '../attribute/validate.ts'
import { join, raw, type Sql, sql } from '../database/sql.ts'
import { invalid, type Problem } from '../errors.ts'
import { parseInstant } from '../instant.ts'
import { attributeGram } from '../search/grams.ts'
import { indexedSearch, type SearchOptions, walkedSearch } from '../search/query.ts'
import { MAX_TERMS, termsOf } from '../search/terms.ts'

const moment = (description: string) => Type.Optional(Type.String({ format: 'date-time', maxLength: 64, description }))
const codes = (what: string) =>
  Type.Optional(
    Type.Array(Type.String({ maxLength: 64 }), { maxItems: 100, description: `Code of a ${what}; repeatable` }),
  )

/** The filters of lists, exports and the summary, as query parameters. Custom values filter by attributes.<name>=value. */
export const filterParameters = {
  q: Type.Optional(
    Type.String({
      maxLength: 500,
      description:
        'Words or parts of words in name, description, location, reporter, custom values and comments; words in quotes together; or the number or id of an incident (`INC-000042`, `#42`, `42`)',
    }),
  ),
  status: codes('status'),
  type: codes('type'),
  severity: Type.Optional(
    Type.Array(Type.String({ maxLength: 64 }), {
      maxItems: 100,
      description: 'Code of a severity; repeatable; empty for not assessed',
    }),
  ),
  reported_by: Type.Optional(
    Type.String({ maxLength: 500, description: 'Exactly this reporter, however the letters are composed' }),
  ),
  date_from: moment('Date at or after'),
  date_to: moment('Date at or before'),
  updated_since: moment('Changed at or after'),
  overdue: Type.Optional(
    Type.Boolean({ description: 'true: the promised update is past and the incident not resolved' }),
  ),
  due: Type.Optional(
    Type.Boolean({ description: 'true: the promised update is within the next hour and the incident not resolved' }),
  ),
  deleted: Type.Optional(Type.Boolean({ description: 'true: what lies in the bin' })),
}
const Filters = Type.Object(filterParameters)
export type Filters = Static<typeof Filters> & { [attribute: `attributes.${string}`]: string }

/** For query schemas that take custom values: attributes.<name>=value. */
export const attributePattern = {
  '^attributes\\.': Type.String({ maxLength: 10_000, description: 'Custom value, read in the type of its definition' }),
}

/** So soon a promised update counts as due. */
export const DUE_SECONDS = 3600

export type Condition = {
  /** `with …` parts the condition needs, without the word `with`. */
  ctes: Sql[]
  /** About `i`, an incident. */
  where: Sql
  /** True when every live incident of the tenant is meant. */
  everything: boolean
  /** Where `i` comes from. */
  from: Sql
  /** The part with what the words find, when every live incident of those is meant. */
  found: Sql | null
  /** How well an incident matches, where that was asked for and there are words. */
  relevance: Sql | null
  /** The same about `c`, a row of incident_count; null where the filters are not about codes alone. */
  counted: Sql | null
}

const incidents = raw('incident i')

/** The SQL of filters. Throws invalid naming each that can't be. */
export function conditionOf(
  tenantId: string,
  filters: Filters,
  definitions: Definitions,
  how: SearchOptions = {},
): Condition {
  const problems: Problem[] = []
  const where: Sql[] = []
  const coded: Sql[] = []
  const ctes: Sql[] = []
  for (const name of ['status', 'type', 'severity'] as const) {
    const wanted = filters[name]
    if (!wanted || wanted.length === 0) continue
    const known =
      name === 'status' ? definitions.statuses : name === 'type' ? definitions.types : definitions.severities
    for (const code of wanted) {
      if (!known.has(code) && !(name === 'severity' && code === '')) {
        problems.push({ code: 'UNKNOWN_CODE', message: `"${code.slice(0, 64)}" is not a ${name}.`, field: name })
      }
    }
    const given = wanted.filter((code) => code !== '')
    const any = sql`i.${raw(name)} = any(${given}::text[])`
    where.push(given.length < wanted.length ? sql`(${any} or i.severity is null)` : any)
    coded.push(sql`c.${raw(name)} = any(${wanted}::text[])`)
  }
  if (filters.reported_by !== undefined) {
    // As it is typed, and as other systems spell the same letters: é as one character or as two.
    const { reported_by } = filters
    const spellings = [...new Set([reported_by, reported_by.normalize('NFC'), reported_by.normalize('NFD')])]
    where.push(sql`i.reported_by = any(${spellings}::text[])`)
  }
  const epoch = (text: string): string => {
    const parsed = parseInstant(text)
    return parsed.ok ? parsed.epoch : '0' // the query schema has checked it
  }
  // The microseconds for the index, the instant for what is finer than those.
  const dated = (instant: string, comparison: '>=' | '<='): Sql =>
    sql`(i.date_us ${raw(comparison)} floor(${epoch(instant)}::numeric * 1000000)::bigint and i.date_epoch ${raw(comparison)} ${epoch(instant)}::numeric)`
  if (filters.date_from !== undefined) where.push(dated(filters.date_from, '>='))
  if (filters.date_to !== undefined) where.push(dated(filters.date_to, '<='))
  if (filters.updated_since !== undefined) where.push(sql`i.updated_at >= ${filters.updated_since}::timestamptz`)
  if (filters.overdue !== undefined || filters.due !== undefined) {
    const over = [...definitions.statuses.values()]
      .filter((one) => one.category === 'resolved' || one.category === 'closed')
      .map((one) => one.code)
    const owed = sql`i.resolved_date is null and i.status <> all(${over}::text[])`
    const now = sql`extract(epoch from now())::bigint`
    const overdue = sql`(i.next_update > 0 and i.next_update <= ${now} and ${owed})`
    const due = sql`(i.next_update > ${now} and i.next_update <= ${now} + ${DUE_SECONDS}::int and ${owed})`
    if (filters.overdue !== undefined) where.push(filters.overdue ? overdue : sql`not ${overdue}`)
    if (filters.due !== undefined) where.push(filters.due ? due : sql`not ${due}`)
  }
  const searched = filters.q === undefined ? [] : termsOf(filters.q)
  let from = incidents
  let found: Sql | null = null
  let relevance: Sql | null = null
  if (searched.length > MAX_TERMS)
    problems.push({ code: 'TOO_LONG', message: `"q" may have at most ${MAX_TERMS} words.`, field: 'q' })
  else if (searched.length > 0) {
    const search = how.walk === true ? walkedSearch(tenantId, searched) : indexedSearch(tenantId, searched, how)
    ctes.push(...search.ctes) // bounded: MAX_WORDS
    where.push(...search.where) // bounded: MAX_WORDS
    from = search.from ?? from
    found = search.found
    relevance = search.relevance
  }
  for (const [name, given] of Object.entries(filters)) {
    if (!name.startsWith('attributes.') || typeof given !== 'string') continue
    const definition = definitions.attributes.get(name.slice('attributes.'.length))
    if (!definition) {
      problems.push(undefinedAttribute(name.slice('attributes.'.length), name))
      continue
    }
    const read = readValue(definition, given, name)
    if (!read.ok) {
      problems.push(read.problem)
      continue
    }
    const key = String(definition.id)
    const cte = raw(`valued_${ctes.length}`)
    ctes.push(sql`${cte} as materialized (select s.incident_id from incident_search s
      where s.tenant_id = ${tenantId} and s.record_id is null and s.grams @> ${[attributeGram(tenantId, key, String(read.value))]}::int[])`)
    where.push(
      sql`i.id in (select incident_id from ${cte}) and i.attributes -> ${key} = ${JSON.stringify(read.value)}::jsonb`,
    )
  }
  if (problems.length > 0) throw invalid(problems)
  const live = where.length === 0 && filters.deleted !== true
  const everything = live && from === incidents
  const byCode = where.length === coded.length && filters.deleted !== true && from === incidents
  const counted = byCode ? join([sql`c.tenant_id = ${tenantId}`, ...coded], ' and ') : null

  where.unshift(
    sql`i.tenant_id = ${tenantId}`,
    raw(filters.deleted === true ? 'i.deleted_at is not null' : 'i.deleted_at is null'),
  )
  return { ctes, from, where: join(where, ' and '), everything, found: live ? found : null, relevance, counted }
}

/** The WITH of a condition, and of more that comes after it. */
export function withOf({ ctes }: Condition, more: readonly Sql[] = []): Sql {
  const all = [...ctes, ...more]
  return all.length === 0 ? sql`` : sql`with ${join(all, ', ')} `
}
