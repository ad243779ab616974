import pino from 'pino'
import { createApp } from '../app.ts'
import type { Database } from '../database/database.ts'
import { createAccount, createTenant } from '../identity/administer.ts'
import { createAuthenticator } from '../identity/authenticator.ts'
import { createProvider } from '../identity/provider/provider.ts'
import { type TestApp, type TestAppOptions, testApp } from './app.ts'
import { afterTests } from './database.ts'

/** A service with the embedded provider, and someone who can sign in there: an admin of the tenant `harbour`. */
export type EmbeddedApp = TestApp & {
  rosa: { id: string; email: string; password: string }
  /** Another process on the same database; serves under `publicUrl` when one is given. Gives its address. */
  process(publicUrl?: string, database?: Database): Promise<string>
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
      const config = { ...app.config, publicUrl: publicUrl ?? null }
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
