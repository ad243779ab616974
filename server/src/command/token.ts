// `tocsin token`: an access token without a sign-in.
import { mintToken } from '../identity/provider/mint.ts'
import { roles } from '../permission.ts'
import { defineCommand, oneOf, secondsOf } from './command.ts'
import { requireEmbeddedProvider, withDatabase } from './connect.ts'

export const command = defineCommand({
  usage: '--tenant T --role R [--name N] [--expires 1h]',
  options: {
    tenant: { type: 'string', value: 'T', required: true, text: 'id of the tenant; made when it is missing' },
    role: { type: 'string', value: 'R', required: true, text: 'viewer, responder, admin or deployer' },
    name: { type: 'string', value: 'N', text: 'name it acts under, default "operator"; the user id is cli:N' },
    expires: { type: 'string', value: '1h', text: 'how long it is good: 90s, 15m, 1h, 7d; default 1h' },
  },
  details: () =>
    [
      'The token is the last line of stdout. It works beside a running service and without one:',
      '  TOKEN=$(npx tocsin token --tenant default --role responder | tail -n 1)',
      '  curl -H "Authorization: Bearer $TOKEN" http://localhost:5001/v1/me',
    ].join('\n'),
  run: async ({ values, config: readConfig }) => {
    const role = oneOf('role', values.role, roles)
    const expiresSeconds = secondsOf('expires', values.expires ?? '1h')
    const config = readConfig()
    requireEmbeddedProvider(config, 'token')
    const token = await withDatabase(config, 'token', (database) =>
      mintToken(database, { tenant: values.tenant, role, name: values.name ?? 'operator', expiresSeconds }),
    )
    process.stdout.write(`${token}\n`)
    return 0
  },
})
