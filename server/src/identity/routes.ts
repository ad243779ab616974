/** GET /v1/me: who asks, as the service sees them. */
import { Type } from 'typebox'
import { type Config, usesEmbeddedProvider } from '../config.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { nullable, record } from '../http/schema.ts'
import { isUuid } from '../id.ts'
import { may, permissions, roles } from '../permission.ts'

const Me = record(
  {
    user: record({
      id: Type.String(),
      name: Type.String({ description: 'Display name' }),
      email: nullable(Type.String({ description: 'Null when the token gives none' })),
      email_verified: Type.Boolean({ description: 'Whether the identity provider vouches for the address' }),
    }),
    tenant: record({ id: Type.String(), name: Type.String() }),
    role: Type.Enum([...roles]),
    permissions: Type.Array(Type.Enum([...permissions]), { description: 'What the role allows' }),
    kind: Type.Enum(['user', 'token'], { description: 'A person’s access token, or an API token' }),
    account: Type.Boolean({
      description: 'Whether it is an account of this service, whose password can be changed at /v1/me/password',
    }),
    expires_at: nullable(
      Type.String({ format: 'date-time', description: 'When the token ends; null when it does not' }),
    ),
  },
  {
    $id: 'Me',
    examples: [
      {
        user: {
          id: '01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f',
          name: 'System Admin',
          email: 'admin@tocsin.local',
          email_verified: true,
        },
        tenant: { id: 'default', name: 'Default' },
        role: 'viewer',
        permissions: ['incident.read', 'subscription.manage', 'view.manage'],
        kind: 'user',
        account: true,
        expires_at: '2026-05-01T14:15:00.000Z',
      },
    ],
  },
)

/** Who is asking, as the service sees it. */
export function meEndpoint(config: Config): Endpoint {
  const embedded = usesEmbeddedProvider(config)
  return endpoint({
    method: 'GET',
    path: '/v1/me',
    operationId: 'getMe',
    tag: 'Identity',
    summary: 'Who you are here, and what you may do',
    permission: 'signed_in',
    answer: Me,
    handler: async ({ actor }) => ({
      data: {
        user: { id: actor.userId, name: actor.name, email: actor.email, email_verified: actor.emailVerified },
        tenant: { id: actor.tenantId, name: actor.tenantName },
        role: actor.role,
        permissions: permissions.filter((permission) => may(actor, permission)),
        kind: actor.kind,
        account: embedded && actor.kind === 'user' && isUuid(actor.userId),
        expires_at: actor.expiresAt === null ? null : new Date(actor.expiresAt * 1000).toISOString(),
      },
    }),
  })
}
