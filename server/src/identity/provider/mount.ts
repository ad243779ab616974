/** Mounts the embedded provider below /oidc of the HTTP server. */
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FairShare } from '../../admission/share.ts'
import { AppError } from '../../errors.ts'
import { hold } from '../../http/request.ts'
import { networkOf } from '../network.ts'
import { MOUNT } from './configuration.ts'
import { Flow, inFlow } from './flow.ts'
import { problemPage, SCRIPT_POLICY, SIGN_OUT_SCRIPT } from './page.ts'
import type { EmbeddedProvider, IssuerEndpoint } from './provider.ts'
import { sendPage, showSignIn, takeSignIn } from './sign-in.ts'
import { STYLE } from './style.ts'

export type Mounted = {
  /** Issuer for whoever made this request: the console signs in there. */
  issuer(request: FastifyRequest): string
}

/** Mounts the embedded provider below /oidc, with its sign-in pages. `share`: of each address, in the steps of signing in. */
export function registerProvider(fastify: FastifyInstance, provider: EmbeddedProvider, share: FairShare): Mounted {
  fastify.register(async (scope) => {
    // oidc-provider reads bodies by itself.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))
    scope.addHook('preHandler', async (request) => {
      // A password is checked in a line of its own, which takes long.
      if (request.method === 'POST' && request.url.startsWith(`${MOUNT}/sign-in/`)) return
      hold(request, await share.take(networkOf(request.ip)))
    })
    scope.setErrorHandler((error, request, reply) => {
      if (error instanceof AppError && error.code === 'rate_limited') {
        reply.headers(error.headers)
        const title = 'Too many requests'
        return sendPage(reply, 429, problemPage({ base: baseOf(provider, request), title, text: error.message }))
      }
      const away = error instanceof AppError && error.code === 'unavailable'
      if (away) request.log.warn({ err: error.cause ?? error }, error.message)
      else request.log.error({ err: error }, 'a defect: signing in failed')
      if (reply.raw.headersSent) return void reply.raw.destroy()
      const text = 'This is on our side. Try again in a moment.'
      return sendPage(
        reply,
        away ? 503 : 500,
        problemPage({ base: baseOf(provider, request), title: 'Something went wrong', text }),
      )
    })
    const endpointOf = (request: FastifyRequest) => provider.endpoint(baseOf(provider, request))

    scope.get(`${MOUNT}/style.css`, (_request, reply) => sendFile(reply, 'text/css', STYLE))
    scope.get(`${MOUNT}/sign-out.js`, (_request, reply) => sendFile(reply, 'text/javascript', SIGN_OUT_SCRIPT))
    scope.get(`${MOUNT}/sign-in/:uid`, async (request, reply) => {
      const endpoint = await endpointOf(request)
      address(request.raw, endpoint)
      return await inFlow(flowOf(endpoint, request, reply), () => showSignIn(endpoint, request, reply))
    })
    scope.post(`${MOUNT}/sign-in/:uid`, async (request, reply) => {
      const endpoint = await endpointOf(request)
      address(request.raw, endpoint)
      return await inFlow(flowOf(endpoint, request, reply), () => takeSignIn(provider, endpoint, request, reply))
    })
    scope.route({
      method: ['GET', 'POST', 'OPTIONS'],
      url: `${MOUNT}/*`,
      handler: async (request, reply) => {
        const endpoint = await endpointOf(request)
        if (isTooLong(request.query)) return sendPage(reply, 400, tooLongPage(endpoint))
        const { raw } = reply
        for (const [name, value] of Object.entries(reply.getHeaders()))
          if (value !== undefined) raw.setHeader(name, value)
        raw.setHeader('content-security-policy', SCRIPT_POLICY)
        refuseForeignOrigin(request, reply, endpoint)
        reply.hijack()
        address(request.raw, endpoint)
        // Koa routes by `url` and finds from `originalUrl` where it is mounted.
        request.raw.url = (request.raw.url ?? '/').slice(MOUNT.length) || '/'
        await inFlow(flowOf(endpoint, request, reply), () => endpoint.handle(request.raw, raw))
        return reply
      },
    })
  })
  return { issuer: (request) => `${baseOf(provider, request)}${MOUNT}` }
}

/**
 * Address the service was reached under. PUBLIC_URL when it is set; otherwise a name this machine certainly has, from a fixed
 * list and the address the connection came in on: a made-up Host header makes no issuer.
 */
export function baseOf(provider: Pick<EmbeddedProvider, 'config'>, request: FastifyRequest): string {
  const { publicUrl, port } = provider.config
  if (publicUrl !== null) return publicUrl
  const localPort = request.raw.socket.localPort ?? port
  const local = request.raw.socket.localAddress?.replace(/^::ffff:/, '') ?? ''
  const names = ['127.0.0.1', '[::1]', local.includes(':') ? `[${local}]` : local]
  const given = request.headers.host ?? ''
  const name = names.find((one) => one !== '' && given === `${one}:${localPort}`)
  return `http://${name ?? 'localhost'}:${localPort}`
}

function flowOf(endpoint: IssuerEndpoint, request: FastifyRequest, reply: FastifyReply): Flow {
  return new Flow(request.raw, reply.raw, endpoint.cookieKeys, endpoint.base.startsWith('https:'))
}

/** Longest `state` and `nonce`: both go into a cookie of 4 kB until somebody has signed in. */
const LONGEST_PARAMETER = 512

function isTooLong(query: unknown): boolean {
  const { state, nonce } = query as Record<string, unknown> // Fastify's parser gives an object
  return [state, nonce].flat().some((one) => typeof one === 'string' && one.length > LONGEST_PARAMETER)
}

function tooLongPage({ base }: IssuerEndpoint): string {
  const text = `The application sent more than this service takes along: "state" and "nonce" may have up to ${LONGEST_PARAMETER} characters each.`
  return problemPage({ base, title: 'The request is too long', text })
}

/** Makes the request look as it did to the browser, whatever stands between. */
function address(raw: IncomingMessage & { originalUrl?: string }, { base }: IssuerEndpoint): void {
  const { host, protocol, pathname } = new URL(base)
  raw.headers.host = host
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  delete raw.headers['x-forwarded-host']
  raw.originalUrl = `${pathname.replace(/\/$/, '')}${raw.url ?? '/'}`
}

/** Pages of other origins get no permission to read an answer; the library gives it to anyone for discovery and keys. */
function refuseForeignOrigin(request: FastifyRequest, reply: FastifyReply, { base }: IssuerEndpoint): void {
  const { origin } = request.headers
  if (origin === undefined || origin === new URL(base).origin) return
  const { raw } = reply
  const writeHead = raw.writeHead.bind(raw)
  raw.writeHead = ((...parts: Parameters<typeof raw.writeHead>) => {
    for (const name of raw.getHeaderNames()) if (name.startsWith('access-control-')) raw.removeHeader(name)
    return writeHead(...parts)
  }) as typeof raw.writeHead // the overloads of writeHead, unchanged
}

function sendFile(reply: FastifyReply, type: string, text: string): FastifyReply {
  return reply.header('cache-control', 'public, max-age=3600').type(`${type}; charset=utf-8`).send(text)
}
