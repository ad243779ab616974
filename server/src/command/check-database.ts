// What doctor says of the database: server, rights, schema.
import { type Config, ConfigError, type DatabaseTarget } from '../config.ts'
import { examineGuards, examineLog, examineRights } from '../database/examine.ts'
import { examineOutbound } from '../database/examine-outbound.ts'
import { inspectServer, settingsAtRisk } from '../database/inspect.ts'
import { migrate } from '../database/migrate.ts'
import { outboundFindings } from './check-outbound.ts'
import type { Finding } from './finding.ts'
import { printable } from './print.ts'

/** Tokens are good for a minute's difference; more than this and they begin to fail. */
const CLOCK_WARN_MS = 5000

/** Looks at the server, at what the role may do, and at what is in the schema. Throws what keeps it from connecting. */
export async function checkDatabase(
  config: Config,
  target: DatabaseTarget,
  options: { deep: boolean },
): Promise<Finding[]> {
  const findings: Finding[] = []
  const report = await inspectServer(target)
  const where = config.database === null ? 'embedded' : `${target.host}:${target.port}/${target.database}`
  findings.push({ level: 'ok', what: 'database', text: `PostgreSQL ${report.versionText}, ${where}` })
  const risks = settingsAtRisk(report)
  for (const risk of risks) findings.push({ level: 'warn', what: 'durability', text: risk })
  if (risks.length === 0)
    findings.push({ level: 'ok', what: 'durability', text: 'fsync, full_page_writes and synchronous_commit are on' })
  findings.push(clock(report.clockMs))
  const rights = await examineRights(target, config.schema)
  findings.push(...privileges(config, rights), connections(config, rights.connectionLimit))
  const serviceRole = await schema(config, target, findings)
  if (serviceRole === undefined) return findings
  findings.push(...guards(await examineGuards(target, config.schema, serviceRole), serviceRole))
  findings.push(...outboundFindings(config, await examineOutbound(target, config.schema)))
  if (options.deep) findings.push(...log(await examineLog(target, config.schema)))
  return findings
}

function clock(differenceMs: number): Finding {
  const seconds = (Math.abs(differenceMs) / 1000).toFixed(1)
  if (Math.abs(differenceMs) <= CLOCK_WARN_MS) {
    return { level: 'ok', what: 'clock', text: `this machine and the database agree to ${seconds} s` }
  }
  const text = `the database is ${seconds} s ${differenceMs > 0 ? 'ahead of' : 'behind'} this machine: tokens are judged by one, times recorded by the other`
  return { level: 'warn', what: 'clock', text, mend: 'let both keep time by NTP' }
}

function privileges(config: Config, rights: Awaited<ReturnType<typeof examineRights>>): Finding[] {
  const what = 'privileges'
  const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
  const [role, schemaName] = [quote(rights.role), quote(config.schema)]
  if (!rights.schemaExists && !rights.mayCreateSchemas) {
    const mend = `as a superuser: create schema ${schemaName} authorization ${role}; or: grant create on database ${quote(rights.database)} to ${role};`
    return [
      { level: 'fail', what, text: `the schema ${schemaName} does not exist, and ${role} may not create it`, mend },
    ]
  }
  if (rights.schemaExists && !(rights.mayUseSchema && rights.mayCreateTables)) {
    const mend = `as its owner: grant usage, create on schema ${schemaName} to ${role};`
    return [
      {
        level: 'fail',
        what,
        text: `${role} may not ${rights.mayUseSchema ? 'create tables in' : 'use'} the schema ${schemaName}`,
        mend,
      },
    ]
  }
  if (rights.foreignOwners.length > 0) {
    const mend = `as a superuser: reassign owned by … to ${role}; in this database, or connect as their owner`
    return [
      {
        level: 'fail',
        what,
        text: `${rights.foreignOwners.slice(0, 5).join(', ')} in ${schemaName} belong to another role than ${role}`,
        mend,
      },
    ]
  }
  return [{ level: 'ok', what, text: `${role} ${rights.superuser ? 'is a superuser' : 'may do what is needed'}` }]
}

function connections(config: Config, limit: number): Finding {
  const what = 'connections'
  const text = `a pool of ${config.maxConnections}; the database allows ${limit}`
  if (config.maxConnections < limit) return { level: 'ok', what, text }
  const mend = 'lower SQL_MAX_CONNS or raise max_connections: the pools of all processes have to fit'
  return { level: 'warn', what, text, mend }
}

/** The role the service works as (null: its own), or undefined when there are no tables of this version to look at. */
async function schema(config: Config, target: DatabaseTarget, findings: Finding[]): Promise<string | null | undefined> {
  const what = 'schema'
  try {
    const { serviceRole } = await migrate(target, config.schema, { apply: false })
    findings.push({ level: 'ok', what, text: `"${config.schema}" is up to date` })
    return serviceRole
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    findings.push({ level: 'fail', what, text: printable(error.message.replace(' and MIGRATE is false', '')) })
    return undefined
  }
}

function guards(
  { open, excess, missingTriggers }: Awaited<ReturnType<typeof examineGuards>>,
  serviceRole: string | null,
): Finding[] {
  const findings: Finding[] = []
  findings.push(
    open.length === 0
      ? { level: 'ok', what: 'row security', text: 'forced on every table with rows of tenants' }
      : {
          level: 'fail',
          what: 'row security',
          text: `not forced on ${open.join(', ')}`,
          mend: 'alter table … enable row level security, force row level security;',
        },
  )
  if (excess.length > 0) {
    findings.push({
      level: 'fail',
      what: 'log',
      text: `the service has ${excess.join(', ')}`,
      mend: 'npx tocsin migrate revokes it',
    })
  }
  if (missingTriggers.length > 0) {
    findings.push({
      level: 'fail',
      what: 'log',
      text: `missing or switched off: ${missingTriggers.join(', ')}`,
      mend: 'alter table … enable trigger …;',
    })
  }
  if (excess.length === 0 && missingTriggers.length === 0) {
    findings.push({ level: 'ok', what: 'log', text: 'append-only by privilege and by trigger' })
  }
  if (serviceRole === null) {
    const mend =
      'for a stronger line let a role that may create roles run tocsin migrate: the service then steps down to one that owns nothing'
    findings.push({
      level: 'warn',
      what: 'log',
      text: 'the service owns its tables: it has given up rewriting the log, but could take that back',
      mend,
    })
  }
  return findings
}

function log(reports: Awaited<ReturnType<typeof examineLog>>): Finding[] {
  const broken = reports.filter((one) => one.problems.length > 0)
  if (broken.length === 0) {
    const sum = (pick: (one: (typeof reports)[number]) => number): number =>
      reports.reduce((total, one) => total + pick(one), 0)
    const text = `${reports.length} tenants, ${sum((one) => one.events)} events without a gap, ${sum((one) => one.incidents)} incidents as the log tells them`
    return [{ level: 'ok', what: 'integrity', text }]
  }
  const mend = 'keep a copy of the data as it is, and restore the last good backup beside it'
  return broken.map(({ tenant_id, problems }) => ({
    level: 'fail',
    what: 'integrity',
    text: `tenant ${printable(tenant_id)}: ${problems.join('; ')}`,
    mend,
  }))
}
