// `tocsin serve`: the command line of the service.
import { defineCommand, UsageError } from './command.ts'
import { variablesHelp } from './variables.ts'

export const command = defineCommand({
  usage: '[--drain SECONDS] [--watch] [--env-file FILE]',
  options: {
    drain: {
      type: 'string',
      value: 'SECONDS',
      text: 'how long it goes on answering after it said it is not ready any more, so that balancers notice; default 1.5, at most 10',
    },
    watch: { type: 'boolean', text: 'starts anew whenever a source file changes (for work on Tocsin itself)' },
  },
  details: variablesHelp,
  run: async ({ values, config, envFile }) => {
    const drainSeconds = Number(values.drain ?? '1.5')
    if (!(drainSeconds >= 0 && drainSeconds <= 10))
      throw new UsageError('--drain must be a number of seconds from 0 to 10')
    if (values.watch) {
      const { watch } = await import('./watch.ts')
      return await watch(envFile)
    }
    const { serve } = await import('./service.ts')
    return await serve(config(), { drainMs: drainSeconds * 1000 })
  },
})
