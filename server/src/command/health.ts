// `tocsin health`: asks a running service whether it is ready, for container health checks.
import { get } from 'node:http'
import { defineCommand } from './command.ts'

const PATIENCE_MS = 4000

export const command = defineCommand({
  usage: '',
  options: {},
  details: () => 'Exit code 0: GET /readyz answered 200 on APP_PORT; 1: it did not, within 4 s.',
  run: async ({ config: readConfig }) => {
    const { host, port } = readConfig()
    const everywhere = host === '0.0.0.0' || host === '::'
    const status = await ready(everywhere ? '127.0.0.1' : host, port)
    process.stdout.write(status === 200 ? 'ready\n' : `not ready: ${status ?? 'no answer'}\n`)
    return status === 200 ? 0 : 1
  },
})

/** Status of /readyz, or null without an answer. */
function ready(host: string, port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const request = get({ host, port, path: '/readyz', timeout: PATIENCE_MS }, (response) => {
      response.resume()
      resolve(response.statusCode ?? null)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(null))
  })
}
