// A service with the embedded provider, and accounts to sign in with.
import { randomBytes, scryptSync } from 'node:crypto'
import pino from 'pino'
import { createApp } from '../app.ts'
import { basePathOf } from '../config/service.ts'
import type { Database } from '../database/database.ts'
import { uuid } from '../id.ts'
import { insertAccount } from '../identity/account/store.ts'
import { createAccount, createTenant, type NewAccountOptions } from '../identity/administer.ts'
import { createAuthenticator } from '../identity/authenticator.ts'
import { createProvider } from '../identity/provider/provider.ts'
import { systemContext } from '../log/system.ts'
import { type TestApp, type TestAppOptions, testApp } from './app.ts'
import { afterTests } from './database.ts'

/** A service with the embedded provider, and someone who can sign in there: an admin of the tenant `harbour`. */
export type EmbeddedApp = TestApp & {
  rosa: { id: string; email: string; password: string }
  /** Another process on the same database; serves under `publicUrl` when one is given. Gives its address. */
  process(publicUrl?: string, database?: Database): Promise<string>
}

/**
 * An account whose password takes a millisecond to check. What one has costs a fifth of a second of a processor each time, which is for
 * tests of accounts, not for those that only need somebody signed in.
 */
export async function quickAccount(
  database: Database,
  { tenant, email, name, role, password }: Required<NewAccountOptions>,
): Promise<{ id: string }> {
  const salt = randomBytes(16)
  const cost = { N: 2 ** 10, r: 8, p: 1 }
  const passwordHash = `$scrypt$ln=10,r=8,p=1$${salt.toString('base64url')}$${scryptSync(password, salt, 32, cost).toString('base64url')}`
  const account = { id: uuid(), email, name, role, active: true, passwordHash, createdBy: 'test' }
  return await database.transaction(systemContext(tenant), (tx) => insertAccount(tx, tenant, account))
}

/** Starts it; stopped after this file's tests. */
export async function embeddedApp(options: TestAppOptions = {}): Promise<EmbeddedApp> {
  const app = await testApp({ OIDC_ISSUER: '' }, options)
  await createTenant(app.database, { id: 'harbour', name: 'Harbour' })
  const password = 'correct horse battery'
  const { id, email } = await createAccount(app.database, {
    tenant: 'harbour',
    email: 'rosa@example.org',
    name: 'Rosa Lind',
    role: 'admin',
    password,
  })
  return {
    ...app,
    rosa: { id, email, password },
    process: async (publicUrl, database = app.database) => {
      const log = pino({ level: 'silent' })
      const config = { ...app.config, publicUrl: publicUrl ?? null, basePath: basePathOf(publicUrl ?? null) }
      const provider = await createProvider({ config, database, log })
      const { authenticate, recheck } = createAuthenticator({ config, database, log })
      const other = await createApp({ config, database, log, authenticate, recheck, provider })
      afterTests(async () => {
        await other.close()
        provider.close()
      })
      return await other.server.fastify.listen({ host: '127.0.0.1', port: 0 })
    },
  }
}
