// Serves /openapi.json and the API reference at /docs.
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { OpenApiDocument } from './openapi.ts'

/** Text to be served as it is, with what caches need. */
type Page = { type: string; bytes: Buffer; gzipped: Buffer; etag: string }

// The page loads from this service alone and sends to it alone. Its own scripts are files, so none needs to be inline. Styles are: the
// reference writes its style sheet, and styles of single elements, from its script.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

// Addresses in it are relative: it may be served below any path.
const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tocsin API</title>
<link rel="icon" href="data:,">
</head>
<body>
<div id="reference"></div>
<noscript><p>This page needs JavaScript. The same document, for programs and people: <a href="openapi.json">openapi.json</a>.</p></noscript>
<script src="docs/start.js"></script>
<script src="docs/reference.js"></script>
</body>
</html>
`

// Runs before the reference: told so, its schema library does not try whether it may compile code from text, which the policy forbids.
const START = `globalThis.__zod_globalConfig = { jitless: true }
addEventListener('DOMContentLoaded', () => Scalar.createApiReference('#reference', { url: new URL('openapi.json', document.baseURI).href, ...${JSON.stringify(
  {
    // Nothing from outside: no fonts, no measuring, no assistants, no request by way of a proxy.
    withDefaultFonts: false,
    telemetry: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    hideClientButton: true,
    showDeveloperTools: 'never',
    orderSchemaPropertiesBy: 'preserve',
    orderRequiredPropertiesFirst: false,
    authentication: { preferredSecurityScheme: 'bearer' },
  },
)} }))
`

/**
 * Adds /openapi.json, and /docs to read and try it: public, and loading nothing from outside. The document is made when first asked
 * for, so that it costs a start nothing.
 */
export function documentRoutes(fastify: FastifyInstance, document: () => OpenApiDocument): void {
  const json = once(async () => pageOf('application/json; charset=utf-8', JSON.stringify(document())))
  const html = once(() => pageOf('text/html; charset=utf-8', HTML))
  const start = once(() => pageOf('text/javascript; charset=utf-8', START))
  const reference = once(async () => pageOf('text/javascript; charset=utf-8', await referenceScript()))
  fastify.get('/openapi.json', async (request, reply) => send(request, reply, await json()))
  fastify.get('/docs', async (request, reply) => {
    if (/^[^?]*\/(\?|$)/.test(request.url)) return reply.redirect('/docs', 308)
    reply.header('content-security-policy', POLICY)
    return send(request, reply, await html())
  })
  fastify.get('/docs/start.js', async (request, reply) => send(request, reply, await start()))
  fastify.get('/docs/reference.js', async (request, reply) => send(request, reply, await reference()))
}

/** Scalar's script. The package is a plugin that serves it; loaded when first asked for, since it takes 26 MB and a third of a second. */
async function referenceScript(): Promise<string> {
  const { default: plugin } = await import('@scalar/fastify-api-reference')
  const inner = Fastify()
  await inner.register(plugin, { routePrefix: '/docs', configuration: { url: '/openapi.json' } })
  const answer = await inner.inject('/docs/js/scalar.js')
  await inner.close()
  if (answer.statusCode !== 200) throw new Error(`the API reference does not give its script: ${answer.statusCode}`)
  return answer.body
}

async function pageOf(type: string, text: string): Promise<Page> {
  const bytes = Buffer.from(text)
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  return { type, bytes, gzipped: await promisify(gzip)(bytes), etag: `"${digest}"` }
}

/** Makes a page at its first use, and again only where that failed. */
function once(make: () => Promise<Page>): () => Promise<Page> {
  let made: Promise<Page> | undefined
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    })
    return made
  }
}

function send(request: FastifyRequest, reply: FastifyReply, page: Page): FastifyReply {
  // Kept by browsers, and asked about each time: a new version of the service shows at once.
  reply.headers({ 'cache-control': 'no-cache', etag: page.etag, vary: 'Accept-Encoding' })
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (known?.some((tag) => tag === page.etag || tag === '*')) return reply.code(304).send()
  reply.type(page.type)
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(page.bytes)
  return reply.header('content-encoding', 'gzip').send(page.gzipped)
}
