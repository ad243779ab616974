import { raw, type Sql, sql } from '../database/sql.ts'
import { FIELD_SEPARATOR } from './document.ts'
import { queryTerm } from './grams.ts'

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

const reference = /^inc-?0*(\d{1,15})$/
/** A word in more documents than this is looked for in those incidents only that a rarer word has found, where there is one. */
const FREQUENT = 5000

/** Finds each word by the index. */
export function indexedSearch(
  tenantId: string,
  words: readonly string[],
  { ranked = false, documents = new Map() }: SearchOptions,
): Search {
  const count = (word: string): number => documents.get(word) ?? 0
  const [first = '', ...rest] = words.toSorted((one, other) => count(one) - count(other))
  const ctes: Sql[] = []
  const found = (n: number) => raw(`found_${n}`)
  for (const word of [first, ...rest]) {
    const n = ctes.length
    const { grams, like } = queryTerm(tenantId, word)
    // Much more frequent words are looked for only where all rarer ones are.
    const within =
      n > 0 && count(word) > FREQUENT && count(word) > 2 * count(first)
        ? sql`s.incident_id in (select incident_id from ${found(n - 1)})`
        : sql`s.grams @> ${grams}::int[]`
    const rank = ranked ? rankOf(word) : raw('1')
    const hits = sql`select s.incident_id, ${rank} as rank from incident_search s
      where s.tenant_id = ${tenantId} and ${within} and (' ' || s.content) like ${like}${numbered(tenantId, word)}`
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
  const last = `found_${rest.length}`
  const from = raw(`${last} join incident i on i.id = ${last}.incident_id`)
  return { ctes, from, where: [], found: raw(last), relevance: ranked ? raw(`${last}.rank`) : null }
}

/** What has the number of a reference is found besides, whatever its words are. */
function numbered(tenantId: string, word: string): Sql {
  const number = reference.exec(word)?.[1]
  if (number === undefined) return sql``
  return sql` union all select n.id, 1 from incident n where n.tenant_id = ${tenantId} and n.number = ${number}::bigint`
}

/** Looks whether an incident has each word, one incident after the other. */
export function walkedSearch(tenantId: string, words: readonly string[]): Search {
  const where = words.map((word) => {
    // A scalar subquery with a LIMIT is never turned into a join.
    const found = sql`(select true from incident_search s where s.tenant_id = ${tenantId} and s.incident_id = i.id
      and (' ' || s.content) like ${queryTerm(tenantId, word).like} limit 1)`
    const number = reference.exec(word)?.[1]
    return number === undefined ? found : sql`(i.number = ${number}::bigint or ${found})`
  })
  return { ctes: [], from: null, where, found: null, relevance: null }
}

/** How well a document matches that holds a word: in an incident's name counts most, at the beginning of a word more; in a comment least. */
function rankOf(word: string): Sql {
  const escaped = word.replace(/[\\%_]/g, '\\$&')
  return sql`case when s.comment_id is not null then 1
    when (' ' || split_part(s.content, ${FIELD_SEPARATOR}, 1)) like ${`% ${escaped}%`} then 8
    when split_part(s.content, ${FIELD_SEPARATOR}, 1) like ${`%${escaped}%`} then 6
    when (' ' || s.content) like ${`% ${escaped}%`} then 4 else 2 end`
}
