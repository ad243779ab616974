// Ways in which one tenant, or a stranger without a token, can do its worst.
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { Client } from 'undici'

/** What an attack finds: the replicas, and tokens of its tenant. */
export type Ground = {
  urls: readonly string[]
  pids: readonly number[]
  greedy: { viewer: string; admin: string }
  other: string
  /** Ids; the first of the greedy tenant's are very long. */
  incidents: { greedy: string[]; other: string[] }
}

/** Goes on until the signal. */
export type Attack = (ground: Ground, signal: AbortSignal) => Promise<void>

type Asked = { method: 'GET' | 'POST' | 'PUT'; path: string; token?: string; body?: string }

/** So many connections, spread over the replicas, each asking for the next as soon as it has an answer, whatever it says. */
function flood(connections: number, next: (ground: Ground, n: number) => Asked): Attack {
  return async (ground, signal) => {
    let asked = 0
    const work = async (number: number): Promise<void> => {
      const client = new Client(ground.urls[number % ground.urls.length] ?? '')
      while (!signal.aborted) {
        const { method, path, token, body } = next(ground, asked++)
        const headers: Record<string, string> = { 'content-type': 'application/json' }
        if (token !== undefined) headers['authorization'] = `Bearer ${token}`
        try {
          const answer = await client.request({ method, path, headers, body: body ?? null, signal })
          await answer.body.dump({ limit: 1e9, signal })
        } catch {
          // Broken off: by the service, or by the end of the attack.
        }
      }
      await client.destroy()
    }
    await Promise.all(Array.from({ length: connections }, (_, number) => work(number)))
  }
}

/** Pages of 8 MiB whose readers take a first piece and no more. */
const unread: Attack = async ({ urls, greedy }, signal) => {
  const sockets = Array.from({ length: 8 }, (_, n) => {
    const { hostname, port, host } = new URL(urls[n % urls.length] ?? '')
    const socket = connect(Number(port), hostname)
    socket.on('error', () => undefined)
    socket.once('data', () => socket.pause())
    socket.write(
      `GET /v1/incident?size=1000 HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${greedy.viewer}\r\n\r\n`,
    )
    return socket
  })
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  for (const socket of sockets) socket.destroy()
}

const wrongEntries = `{"filter":{"status":[${'0,'.repeat(500_000)}0]}}`
const long = JSON.stringify({
  name: 'Bench',
  description: '漢'.repeat(100_000),
  reported_by: 'Bench',
  status: 'NEW',
  type: 'FACILITY',
  date: '2026-01-01T00:00:00Z',
})

const polls = flood(300, ({ greedy }) => ({
  method: 'GET',
  path: '/v1/incident/events?wait=30&after=2060',
  token: greedy.viewer,
}))
const writes = flood(2, ({ greedy }) => ({ method: 'POST', path: '/v1/incident', token: greedy.admin, body: long }))

export const attacks: Readonly<Record<string, Attack>> = {
  'sign-in starts': flood(16, () => ({
    method: 'GET',
    path: `/oidc/auth?client_id=tocsin-console&response_type=code&redirect_uri=http://localhost/signed-in&scope=openid&state=${'s'.repeat(500)}&code_challenge=${'c'.repeat(43)}&code_challenge_method=S256`,
  })),
  'wrong tokens': flood(32, () => ({
    method: 'GET',
    path: '/v1/me',
    token: `tcs_${randomBytes(32).toString('base64url')}`,
  })),
  'wrong entries': flood(4, ({ greedy }) => ({
    method: 'POST',
    path: '/v1/subscriptions',
    token: greedy.viewer,
    body: wrongEntries,
  })),
  'pages unread': unread,
  'long polls and writes': async (ground, signal) => {
    await Promise.all([polls(ground, signal), writes(ground, signal)])
  },
  searches: flood(16, ({ greedy }, n) => ({
    method: 'GET',
    path: `/v1/incident?q=${encodeURIComponent(`e${'aeiou'[n % 5]} 漢 rack ${n % 7}`)}&page=1`,
    token: greedy.viewer,
  })),
  summaries: flood(16, ({ greedy }) => ({ method: 'GET', path: '/v1/incident/summary?q=e', token: greedy.viewer })),
  exports: flood(8, ({ greedy }) => ({
    method: 'GET',
    path: '/v1/incident/export?format=json',
    token: greedy.viewer,
  })),
  presence: flood(16, ({ greedy, incidents }, n) => ({
    method: 'POST',
    path: `/v1/incident/${incidents.greedy[n % 100]}/presence`,
    token: greedy.viewer,
    body: JSON.stringify({ session: `s${n % 400}` }),
  })),
  'dead webhook names': flood(16, ({ greedy }, n) => ({
    method: 'POST',
    path: '/v1/webhooks',
    token: greedy.admin,
    body: JSON.stringify({ url: `https://dead-${n}.invalid/x`, enabled: false }),
  })),
  'account changes': flood(16, ({ greedy }, n) => ({
    method: 'POST',
    path: '/v1/accounts',
    token: greedy.admin,
    body: JSON.stringify({
      email: `u${n}-${Date.now()}@example.org`,
      name: 'U',
      role: 'viewer',
      password: 'correct horse battery',
    }),
  })),
}
