// Serves the console's files, and its one page under every address it has.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { STRICT_TRANSPORT } from '../http/headers.ts'
import type { Console } from './console.ts'
import { buildingPage, failedPage, NOTE_POLICY } from './page.ts'
import { consolePolicy, WORKER_POLICY } from './policy.ts'
import type { Asset } from './site.ts'

export type ConsolePages = {
  /** Answers a GET or HEAD of a path that nothing else takes; false when it is none of the console's either. */
  answer(request: FastifyRequest, reply: FastifyReply, path: string): Promise<boolean>
}

export type ConsolePagesOptions = {
  console: Console
  /** Where people sign in, as this request is told. */
  issuer(request: FastifyRequest): string | null
  /** Whether people reach the service by https. */
  secure: boolean
  /** Path below which the service is reached; '' (default) for none. */
  basePath?: string
  /** How long a page waits for a build that is under way; default 20 s. */
  waitMs?: number
}

/** What belongs to the API and its surroundings, whether there is something at that path or not. */
const NOT_OURS = /^\/(v1|oidc|docs|console|mail|metrics|livez|readyz|openapi\.json)(\/|$)/
const WAIT_MS = 20_000
const YEAR = 31_536_000
/** Keeps the console in the browser. */
const WORKER = '/service-worker.js'

/** Serves the console: its files, and its one page under the address of every page it has. */
export function consolePages({
  console,
  issuer,
  secure,
  basePath = '',
  waitMs = WAIT_MS,
}: ConsolePagesOptions): ConsolePages {
  const note = (reply: FastifyReply, html: string): true => {
    if (secure) strict(reply)
    reply.code(503).header('retry-after', '2').header('cache-control', 'no-store')
    reply.header('content-security-policy', NOTE_POLICY).type('text/html; charset=utf-8').send(html)
    return true
  }
  return {
    answer: async (request, reply, path) => {
      if (NOT_OURS.test(path)) return false
      const wantsPage = /\btext\/html\b/.test(request.headers.accept ?? '')
      let state = console.state()
      if (state.kind === 'building') {
        await within(waitMs, console.settled)
        state = console.state()
      }
      if (state.kind !== 'ready') {
        if (path !== '/' && !wantsPage) return false
        return note(reply, state.kind === 'building' ? buildingPage() : failedPage(state.reason, basePath))
      }
      const { site } = state
      const asset = site.assets.get(path)
      if (asset) {
        if (path === WORKER) reply.header('content-security-policy', WORKER_POLICY)
        sendAsset(request, reply, asset)
        return true
      }
      // An address that no page has is told so by the console itself, to whoever reads pages.
      const known = site.hasPage(path)
      if (!known && (!wantsPage || isFile(path))) return false
      reply.code(known ? 200 : 404)
      if (secure) strict(reply)
      reply.header('content-security-policy', consolePolicy(site.hashes, issuer(request)))
      sendAsset(request, reply, site.page)
      return true
    },
  }
}

/** A name with an ending is a file's: no page has one. */
function isFile(path: string): boolean {
  return path.startsWith('/_app/') || /\.[a-z0-9]{1,12}$/i.test(path)
}

function strict(reply: FastifyReply): void {
  reply.header('strict-transport-security', STRICT_TRANSPORT)
}

function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset): void {
  const encoding = encodingOf(request.headers['accept-encoding'], asset)
  const etag = `"${asset.etag}${encoding === null ? '' : `-${encoding}`}"`
  const vary = [reply.getHeader('vary'), 'Accept-Encoding'].filter((name) => name !== undefined).join(', ')
  reply.headers({ etag, vary, 'cache-control': asset.immutable ? `public, max-age=${YEAR}, immutable` : 'no-cache' })
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (reply.statusCode === 200 && known?.some((tag) => tag === etag || tag === '*')) {
    reply.code(304).send()
    return
  }
  if (encoding !== null) reply.header('content-encoding', encoding)
  reply.type(asset.type).send(encoding === null ? asset.bytes : asset[encoding === 'br' ? 'br' : 'gzip'])
}

/** The smallest form that the browser takes and that is there. */
function encodingOf(accepted: string | undefined, asset: Asset): 'br' | 'gzip' | null {
  const taken = new Map(
    (accepted ?? '').split(',').map((part) => {
      const [name = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase())
      return [name, !parameters.some((word) => /^q=0(\.0*)?$/.test(word))]
    }),
  )
  if (asset.br !== null && taken.get('br')) return 'br'
  return asset.gzip !== null && taken.get('gzip') ? 'gzip' : null
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([
    work,
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms)
    }),
  ])
  clearTimeout(timer)
}
