// Ratios of what was measured in turn, as a table.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { median } from './load.ts'
import { ROOT } from './processes.ts'
import type { Scenario } from './scenarios.ts'
import type { Turn } from './side.ts'

/** The turns of one scenario, round by round. */
export type Rounds = {
  scenario: Scenario
  connections: number
  this: Turn[]
  against: Turn[] | null
  floor: Turn[] | null
}

export const total = (turn: Turn): number => turn.serviceUs + turn.databaseUs

export function heading(against: boolean): string {
  const columns = against
    ? [
        'scenario',
        'connections',
        'processor µs, this ÷ against',
        'least to most',
        'this: service + PostgreSQL',
        'against',
        'requests/s',
        'against',
        'p99 ms',
        'against',
        'processor ÷ floor',
      ]
    : [
        'scenario',
        'connections',
        'throughput ÷ floor',
        'goal',
        'p99 ÷ floor',
        'requests/s',
        'p50 ms',
        'p99 ms',
        'processor µs: service + PostgreSQL',
        "floor's",
        'processor ÷ floor',
      ]
  return `| ${columns.join(' | ')} |\n|${'---|'.repeat(columns.length)}`
}

export function line(rounds: Rounds): string {
  const { scenario, connections } = rounds
  const cells = rounds.against ? comparedCells(rounds, rounds.against) : floorCells(rounds)
  return `| ${[scenario.name, connections, ...cells].join(' | ')} |`
}

function comparedCells(rounds: Rounds, against: Turn[]): string[] {
  const ratios = rounds.this.map((turn, n) => total(turn) / total(against[n] ?? turn)).sort((a, b) => a - b)
  return [
    `**${median(ratios).toFixed(2)}**`,
    `${ratios[0]?.toFixed(2)} to ${ratios.at(-1)?.toFixed(2)}`,
    processor(rounds.this),
    processor(against),
    middle(rounds.this, (turn) => turn.perSecond).toFixed(0),
    middle(against, (turn) => turn.perSecond).toFixed(0),
    middle(rounds.this, (turn) => turn.p99Ms).toFixed(1),
    middle(against, (turn) => turn.p99Ms).toFixed(1),
    overFloor(rounds, total),
  ]
}

function floorCells(rounds: Rounds): string[] {
  return [
    overFloor(rounds, (turn) => turn.perSecond),
    rounds.scenario.goal?.toFixed(2) ?? '',
    overFloor(rounds, (turn) => turn.p99Ms),
    middle(rounds.this, (turn) => turn.perSecond).toFixed(0),
    middle(rounds.this, (turn) => turn.p50Ms).toFixed(1),
    middle(rounds.this, (turn) => turn.p99Ms).toFixed(1),
    processor(rounds.this),
    rounds.floor ? processor(rounds.floor) : '',
    overFloor(rounds, total),
  ]
}

function processor(turns: readonly Turn[]): string {
  return `${middle(turns, (turn) => turn.serviceUs).toFixed(0)} + ${middle(turns, (turn) => turn.databaseUs).toFixed(0)}`
}

function middle(turns: readonly Turn[], of: (turn: Turn) => number): number {
  return median(turns.map(of))
}

/** Of each round by itself: what else the machine does moves both. */
function overFloor(rounds: Rounds, of: (turn: Turn) => number): string {
  const { floor } = rounds
  return floor ? median(rounds.this.map((turn, n) => of(turn) / of(floor[n] ?? turn))).toFixed(2) : ''
}

export type Run = {
  commit: string
  against: string | null
  incidents: number
  tenants: number
  rounds: number
  seconds: number
  lines: string[]
  memory: string
  note: string
}

/** Writes the results of a run to bench/results; gives the name of the file. */
export function save(run: Run): string {
  const day = new Date().toISOString().slice(0, 10)
  const name = `${day}-${run.commit}${run.against === null ? '' : `-against-${run.against}`}.md`
  const text = `# ${day}, ${run.commit}${run.against === null ? '' : ` against ${run.against}`}
${run.note === '' ? '' : `\n${run.note}\n`}
${run.incidents} incidents over ${run.tenants} tenants; ${run.rounds} rounds of ${run.seconds} s for each side in turn, medians; each side with an embedded PostgreSQL 18 of its own; Node ${process.version}, ${cpus().length} processors (load generator, service and database share them).

${heading(run.against !== null)}
${run.lines.join('\n')}

${run.memory}
`
  mkdirSync(join(ROOT, 'bench/results'), { recursive: true })
  writeFileSync(join(ROOT, 'bench/results', name), text)
  return name
}
