// A service that sends mail, the mail server that takes it, and people who read it.
import { randomBytes } from 'node:crypto'
import { newIncident, type Person, personWith, type TestApp, type TestAppOptions, testApp } from './app.ts'
import { type MailServer, startMailServer, type Taken } from './mail-server.ts'

export type Reader = Person & { email: string }

export type MailApp = {
  server: MailServer
  app: TestApp
  /** Someone whose token vouches for their address. */
  reader(role?: string, tenant?: string): Promise<Reader>
  /** A new incident. */
  incident(
    person: Person,
    fields?: Record<string, unknown>,
  ): Promise<{ id: string; reference: string; occ_lock: number }>
  /** What the mail server took for an address. */
  lettersTo(address: string): Taken[]
}

/** Starts service and mail server, once for a test file and at its top. */
export async function mailApp(options: TestAppOptions = {}): Promise<MailApp> {
  const server = await startMailServer()
  const environment = {
    SMTP_URL: server.url,
    MAIL_FROM: 'Tocsin <tocsin@mail.example>',
    PUBLIC_URL: 'https://tocsin.example/ops',
  }
  const app = await testApp(environment, options)
  return {
    server,
    app,
    reader: async (role = 'viewer', tenant = `tenant-${randomBytes(5).toString('hex')}`) => {
      const user = `user-${randomBytes(4).toString('hex')}`
      const email = `${user}@people.example`
      const token = await app.issuer.token({
        sub: user,
        name: `Person ${user}`,
        email,
        email_verified: true,
        active_tenant: { tenant_id: tenant, tenant_name: tenant, roles: [role] },
      })
      return { ...personWith(app.url, tenant, user, token), email }
    },
    incident: (person, fields = {}) => person.ok('POST', '/v1/incident', newIncident(fields)),
    lettersTo: (address) => server.taken.filter(({ to }) => to.includes(address)),
  }
}

export function header(letter: Taken | undefined, name: string): string {
  return letter?.headers.get(name) ?? ''
}
