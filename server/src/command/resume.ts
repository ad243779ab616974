// `tocsin resume`: lets a restored database send webhooks and mail again.
import { resumeOutbound } from '../database/outbound.ts'
import { defineCommand } from './command.ts'
import { withDatabase } from './connect.ts'

export const command = defineCommand({
  usage: '',
  options: {},
  details: () =>
    [
      'After a restore webhooks and mail are paused. They go on where they stood when the backup was made: what the original has sent since',
      'then is sent again, under the same message ids. Works beside a running service, which begins within a second.',
    ].join('\n'),
  run: async ({ config }) => {
    const resumed = await withDatabase(config(), 'resume', resumeOutbound)
    process.stdout.write(resumed ? 'webhooks and mail go on\n' : 'webhooks and mail were not paused\n')
    return 0
  },
})
