// `tocsin key`: signing keys of the embedded provider.
import { listSigningKeys, rotateSigningKey } from '../identity/provider/keys.ts'
import { defineCommand, defineGroup } from './command.ts'
import { requireEmbeddedProvider, withDatabase } from './connect.ts'
import { columns } from './print.ts'

const list = defineCommand({
  usage: '',
  options: {},
  run: async ({ config: readConfig }) => {
    const config = readConfig()
    requireEmbeddedProvider(config, 'key list')
    const keys = await withDatabase(config, 'key list', listSigningKeys)
    const rows = keys.map(({ id, created_at, published_until }) => [
      id,
      created_at.slice(0, 10),
      published_until === null ? 'signs' : `published until ${published_until.slice(0, 16)}Z`,
    ])
    process.stdout.write(columns(['ID', 'CREATED', 'STATE'], rows))
    return 0
  },
})

const rotate = defineCommand({
  usage: '[--withdraw]',
  options: {
    withdraw: {
      type: 'boolean',
      text: 'end the keys until now at once, and every access token with them: when one has leaked',
    },
  },
  details: () =>
    [
      'The service does this by itself every 90 days. Running processes take the new key up within seconds; tokens that the old',
      'one signed stay good until they end, and it stays published so long. With --withdraw they are refused within three',
      'minutes: who is signed in gets a new one without noticing, those of "tocsin token" have to be made again. API tokens',
      'are not concerned.',
    ].join('\n'),
  run: async ({ values, config: readConfig }) => {
    const config = readConfig()
    requireEmbeddedProvider(config, 'key rotate')
    const id = await withDatabase(config, 'key rotate', (database) =>
      rotateSigningKey(database, { withdraw: values.withdraw }),
    )
    process.stdout.write(`${id} signs from now on\n`)
    return 0
  },
})

export const command = defineGroup({
  list: { summary: 'Lists the signing keys of the embedded sign-in.', command: list },
  rotate: {
    summary: 'Makes a new signing key; the old one stays published until its tokens have ended.',
    command: rotate,
  },
})
