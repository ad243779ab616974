// `tocsin demo`: fills a tenant with believable incidents.
import { type Config, usesEmbeddedProvider } from '../config.ts'
import type { DemoSummary } from '../demo/demo.ts'
import { defineCommand, UsageError } from './command.ts'
import { withDatabase } from './connect.ts'
import { interruptible } from './interrupt.ts'
import { count, duration, showProgress } from './progress.ts'

/** The tenant of the first administrator. */
const FIRST_TENANT = { id: 'default', name: 'Default' }

export const command = defineCommand({
  usage: '[--incidents N] [--tenant T] [--months M] [--seed S] [--force]',
  options: {
    incidents: { type: 'string', value: 'N', text: 'how many incidents, up to a million; default 400' },
    tenant: {
      type: 'string',
      value: 'T',
      text: 'id of the tenant, made when it is missing; default: default, where the first administrator is',
    },
    months: { type: 'string', value: 'M', text: 'how far back they reach; default 6' },
    seed: { type: 'string', value: 'S', text: 'a number: the same one tells the same stories; default 1' },
    force: { type: 'boolean', text: 'adds to a tenant that has incidents already' },
  },
  details: () =>
    [
      'Control rooms around the world report, work on and resolve incidents, with comments, promises and attributes, in a dozen',
      'languages; some of today are not over yet. It all enters the log as an import. Attributes that are missing are defined for the',
      'whole instance. For trying things out, not beside real incidents.',
    ].join('\n'),
  run: async ({ values, config: readConfig }) => {
    const incidents = whole('incidents', values.incidents ?? '400', 1, 1_000_000)
    const months = whole('months', values.months ?? '6', 1, 120)
    const seed = whole('seed', values.seed ?? '1', 0, 2_147_483_647)
    const config = readConfig()
    const tenant = tenantOf(values.tenant, config)
    const started = performance.now()
    const progress = showProgress()
    return await interruptible(async (signal) => {
      const { fillTenant } = await import('../demo/demo.ts')
      const fill = (onProgress: (incidents: number, events: number) => void): Promise<DemoSummary> =>
        withDatabase(
          config,
          'demo',
          (database) =>
            fillTenant(database, {
              tenantId: tenant.id,
              tenantName: tenant.name,
              incidents,
              months,
              seed,
              force: values.force,
              signal,
              onProgress,
            }),
          { imports: true },
        )
      const summary = await fill((done, events) => {
        const rate = Math.round((done * 1000) / (performance.now() - started))
        progress.say(
          `${count(done)} of ${count(incidents)} incidents, ${count(events)} events, ${count(rate)} a second`,
        )
      }).finally(progress.clear)
      process.stdout.write(describe(tenant.id, summary, performance.now() - started))
      return 0
    }, 'what was told so far may be there')
  },
})

function whole(option: string, text: string, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= least && number <= most)) {
    throw new UsageError(`--${option} must be a whole number from ${least} to ${most}, not "${text}"`)
  }
  return number
}

function tenantOf(given: string | undefined, config: Config): { id: string; name: string } {
  if (given !== undefined) {
    if (given.length > 255) throw new UsageError('--tenant must have at most 255 characters')
    return given === FIRST_TENANT.id ? FIRST_TENANT : { id: given, name: given }
  }
  if (usesEmbeddedProvider(config)) return FIRST_TENANT
  throw new UsageError('demo needs --tenant T with an outside identity provider, which says what tenants there are')
}

function describe(tenant: string, { incidents, events, defined, lived }: DemoSummary, ms: number): string {
  return [
    `told ${count(incidents)} incidents with ${count(events)} events to tenant ${tenant}, in ${duration(ms)}`,
    ...(defined.length === 0 ? [] : [`defined the attributes ${defined.join(', ')}`]),
    ...(lived ? [] : ['its log had begun already, so all of it is recorded as told today']),
    '',
  ].join('\n')
}
