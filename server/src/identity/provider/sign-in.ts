/** The sign-in page: shows the form, checks e-mail address and password. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { errors } from 'oidc-provider'
import { AppError } from '../../errors.ts'
import { verifyPassword } from '../account/password.ts'
import { emailKey, findByEmail, noteSignIn } from '../account/store.ts'
import { knownDevice, rememberDevice } from './device.ts'
import { currentFlow, type Flow } from './flow.ts'
import { shareOf, withinLimits } from './guess.ts'
import { PAGE_POLICY, problemPage, signInPage } from './page.ts'
import type { EmbeddedProvider, IssuerEndpoint } from './provider.ts'

/** Longest form that is read, in bytes: an address and a password. */
const LONGEST_FORM = 8192
const WRONG = 'The e-mail address or the password is not right.'

/** GET /oidc/sign-in/{uid}: the page, for the browser that was sent there. */
export async function showSignIn(
  endpoint: IssuerEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const interaction = await interactionOf(endpoint, request, reply)
  if (!interaction) return sendPage(reply, 400, expiredPage(endpoint))
  if (interaction.prompt.name !== 'login') {
    // Asked for consent: the console is our own, so it is given.
    reply.hijack()
    await endpoint.oidc.interactionFinished(request.raw, reply.raw, { consent: {} })
    return reply
  }
  const hint = interaction.params['login_hint']
  const email = typeof hint === 'string' && hint.length <= 254 ? hint : ''
  return sendPage(reply, 200, signInPage({ base: endpoint.base, action: actionOf(request), email, error: null }))
}

/** POST /oidc/sign-in/{uid}: checks e-mail and password and sends the browser on its way. */
export async function takeSignIn(
  { database, log }: EmbeddedProvider,
  endpoint: IssuerEndpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return sendPage(reply, 403, expiredPage(endpoint))
  const form = await readForm(request)
  const interaction = form && (await interactionOf(endpoint, request, reply))
  if (!form || !interaction) return sendPage(reply, 400, expiredPage(endpoint))
  const email = form.get('email')?.trim() ?? ''
  const password = form.get('password') ?? ''
  const again = (status: number, error: string) =>
    sendPage(
      reply,
      status,
      signInPage({ base: endpoint.base, action: actionOf(request), email: email.slice(0, 254), error }),
    )
  if (email === '' || password === '') return again(400, 'Give your e-mail address and your password.')
  if (email.length > 254 || password.length > 256) return again(401, WRONG)
  try {
    const flow = requireFlow()
    const account = await findByEmail(database, email)
    const device = account === null ? null : knownDevice(flow, account.id)
    const guesser = { account: emailKey(email), address: request.ip, device }
    const check = () => verifyPassword(password, account?.passwordHash ?? null, shareOf(guesser))
    const right = await withinLimits(database, guesser, check)
    if (!account || !right) {
      log.info({ request_id: request.id, ip: request.ip }, 'a sign-in was refused')
      return again(401, WRONG)
    }
    if (!account.active) return again(403, 'This account is switched off. Ask an administrator of your team.')
    if (account.suspended) return again(403, 'Your team is suspended here. Ask whoever runs this service.')
    // What is kept of this sign-in is good for the password that was just checked, and for no later one.
    flow.proven.set(account.id, account.credentialVersion)
    rememberDevice(flow, endpoint.mount, account.id)
    await noteSignIn(database, account.id)
    log.info({ request_id: request.id, tenant_id: account.tenantId, user_id: account.id }, 'signed in')
    reply.hijack()
    const login = { accountId: account.id, amr: ['pwd'] }
    await endpoint.oidc.interactionFinished(request.raw, reply.raw, { login }, { mergeWithLastSubmission: false })
    return reply
  } catch (error) {
    if (!(error instanceof AppError) || reply.sent) throw error
    reply.headers(error.headers)
    return again(error.code === 'rate_limited' ? 429 : 503, error.message)
  }
}

function requireFlow(): Flow {
  const flow = currentFlow()
  if (flow === null) throw new Error('a sign-in was taken outside of a request')
  return flow
}

/** The sign-in that this browser was sent to, by its cookie; null when it is over or was another browser's. */
async function interactionOf({ oidc }: IssuerEndpoint, request: FastifyRequest, reply: FastifyReply) {
  try {
    const interaction = await oidc.interactionDetails(request.raw, reply.raw)
    const { uid } = request.params as { uid?: string } // find-my-way gives strings
    return interaction.uid === uid ? interaction : null
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return null
    throw error
  }
}

async function readForm(request: FastifyRequest): Promise<URLSearchParams | null> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') return null
  const chunks: Buffer[] = []
  let length = 0
  // Not destroyed when it is too long: the rest is read on, so that the refusal and what the connection carries next arrive whole.
  const body: AsyncIterable<Buffer> = request.raw.iterator({ destroyOnReturn: false })
  for await (const chunk of body) {
    length += chunk.length
    if (length > LONGEST_FORM) return null
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

function actionOf(request: FastifyRequest): string {
  return (request.raw as { originalUrl?: string }).originalUrl?.split('?')[0] ?? '' // set by the mount
}

function expiredPage({ base }: IssuerEndpoint): string {
  return problemPage({
    base,
    title: 'This page has expired',
    text: 'A sign-in stays open for an hour, in the browser it was begun in. Go to Tocsin to begin again.',
  })
}

/** Answers with a page of the provider. */
export function sendPage(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply
    .code(status)
    .header('content-security-policy', PAGE_POLICY)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'same-origin')
    .type('text/html; charset=utf-8')
    .send(html)
}
