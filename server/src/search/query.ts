// The SQL of a search, by the index or by walking the incidents.
import { join, raw, type Sql, sql } from '../database/sql.ts'
import { FIELD_SEPARATOR } from './document.ts'
import { queryTerm } from './grams.ts'
import type { Term } from './terms.ts'

/** How words are looked for. */
export type SearchOptions = {
  /** Whether it is asked how well an incident matches. */
  ranked?: boolean
  /** How many documents hold each word at most, as far as that is known: rare ones are looked up first. */
  documents?: ReadonlyMap<string, number>
  /** The words are so frequent that whoever goes through the incidents in order soon has a page of them. */
  walk?: boolean
}

/** The SQL of a search: parts of a WITH, where the incidents `i` come from, conditions on them, the part with what is found, and how well one matches. */
export type Search = { ctes: Sql[]; from: Sql | null; where: Sql[]; found: Sql | null; relevance: Sql | null }

/** A word in more documents than this is looked for in those incidents only that a rarer word has found, where there is one. */
const FREQUENT = 5000

/** Finds each term by the index. */
export function indexedSearch(
  tenantId: string,
  terms: readonly Term[],
  { ranked = false, documents = new Map() }: SearchOptions,
): Search {
  const count = (term: Term | undefined): number => (term && documents.get(term.text)) ?? 0
  const sorted = terms.toSorted((one, other) => count(one) - count(other))
  const [first] = sorted
  const ctes: Sql[] = []
  const found = (n: number) => raw(`found_${n}`)
  for (const term of sorted) {
    const n = ctes.length
    const forms = term.forms.map((form) => queryTerm(tenantId, form))
    // Much more frequent terms are looked for only where all rarer ones are.
    const within =
      n > 0 && count(term) > FREQUENT && count(term) > 2 * count(first)
        ? sql`s.incident_id in (select incident_id from ${found(n - 1)})`
        : anyOf(forms.map(({ grams }) => sql`s.grams @> ${grams}::int[]`))
    const rank = ranked ? rankOf(term) : raw('1')
    const hits = sql`select s.incident_id, ${rank} as rank from incident_search s
      where s.tenant_id = ${tenantId} and ${within} and ${anyOf(forms.map(({ like }) => sql`(' ' || s.content) like ${like}`))}${named(tenantId, term)}`
    // Counted rather than joined: how many rows a word has is a guess, and where it is far too low a join compares each with each.
    const rows =
      n === 0
        ? sql`select w.incident_id, max(w.rank) as rank from (${hits}) w group by w.incident_id`
        : sql`select w.incident_id, sum(w.rank)::int as rank from (
            select h.incident_id, max(h.rank) as rank from (${hits}) h group by h.incident_id
            union all select incident_id, rank from ${found(n - 1)}) w
          group by w.incident_id having count(*) = 2`
    // Without the barrier of MATERIALIZED the planner could pull the text search under the row policy, where no index may serve it.
    ctes.push(sql`${found(n)} as materialized (${rows})`)
  }
  const last = `found_${sorted.length - 1}`
  const from = raw(`${last} join incident i on i.id = ${last}.incident_id`)
  return { ctes, from, where: [], found: raw(last), relevance: ranked ? raw(`${last}.rank`) : null }
}

/** What a term names is found besides, first of all, whatever its words are. */
function named(tenantId: string, { number, id }: Term): Sql {
  if (id !== null)
    return sql` union all select n.id, ${NAMED} from incident n where n.tenant_id = ${tenantId} and n.id = ${id}::uuid`
  if (number === null) return sql``
  return sql` union all select n.id, ${NAMED} from incident n where n.tenant_id = ${tenantId} and n.number = ${number}::bigint`
}

/** Looks whether an incident has each term, one incident after the other. */
export function walkedSearch(tenantId: string, terms: readonly Term[]): Search {
  const where = terms.map(({ forms, number, id }) => {
    const likes = forms.map((form) => sql`(' ' || s.content) like ${queryTerm(tenantId, form).like}`)
    // A scalar subquery with a LIMIT is never turned into a join.
    const found = sql`(select true from incident_search s where s.tenant_id = ${tenantId} and s.incident_id = i.id
      and ${anyOf(likes)} limit 1)`
    if (id !== null) return sql`(i.id = ${id}::uuid or ${found})`
    return number === null ? found : sql`(i.number = ${number}::bigint or ${found})`
  })
  return { ctes: [], from: null, where, found: null, relevance: null }
}

function anyOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 1 && conditions[0] ? conditions[0] : sql`(${join(conditions, ' or ')})`
}

/** How well an incident matches that is named by its number or id. */
const NAMED = raw('9')

/** How well a document matches that holds a term: in an incident's name counts most, at the beginning of a word more; in a comment least. */
function rankOf({ forms }: Term): Sql {
  const escaped = forms.map((form) => form.replace(/[\\%_]/g, '\\$&'))
  const name = sql`(' ' || split_part(s.content, ${FIELD_SEPARATOR}, 1))`
  const like = (text: Sql, before: string) => anyOf(escaped.map((form) => sql`${text} like ${`%${before}${form}%`}`))
  return sql`case when s.record_id is not null then 1
    when ${like(name, ' ')} then 8 when ${like(name, '')} then 6
    when ${like(sql`(' ' || s.content)`, ' ')} then 4 else 2 end`
}
