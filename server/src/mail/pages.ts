// The public pages behind the links in emails.
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Database } from '../database/database.ts'
import { confirmByLink, unsubscribeByLink } from './commands.ts'
import { escaped } from './letter.ts'
import type { Links, Purpose } from './link.ts'

// A page by itself: no script, and its form goes nowhere but here.
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

type Words = { title: string; ask: string; button: string; done: string }
const words: Record<Purpose, Words> = {
  confirm: {
    title: 'Follow incidents by mail',
    ask: 'Do you want news of incidents at this address?',
    button: 'Yes, send them',
    done: 'You will get news from now on. Every letter has a link to end it.',
  },
  unsubscribe: {
    title: 'Unsubscribe',
    ask: 'Do you want no more news of these incidents?',
    button: 'Unsubscribe',
    done: 'You will get no more of these letters.',
  },
}
const VOID = 'This link is not valid any more.'

/**
 * The pages behind the links in letters, public: a GET only asks, since programs that look at mail follow links; a POST does it, by the
 * button or by the mail program's own (RFC 8058).
 */
export function mailPages(fastify: FastifyInstance, database: Database, links: Links): void {
  fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // What RFC 8058 sends says nothing that the link does not.
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 4096 }, (_request, _body, done) => done(null))
    for (const purpose of ['confirm', 'unsubscribe'] as const) {
      const { title, ask, button, done } = words[purpose]
      const url = `/mail/${purpose}/:token`
      scope.get<{ Params: { token: string } }>(url, async ({ params }, reply) => {
        const named = await links.read(purpose, params.token)
        if (!named) return page(reply, 404, title, VOID)
        return page(reply, 200, title, ask, button)
      })
      scope.post<{ Params: { token: string } }>(url, async ({ params }, reply) => {
        const named = await links.read(purpose, params.token)
        if (!named) return page(reply, 404, title, VOID)
        if (purpose === 'unsubscribe') await unsubscribeByLink(database, named)
        else if (!(await confirmByLink(database, named))) return page(reply, 404, title, VOID)
        return page(reply, 200, title, done)
      })
    }
  })
}

function page(reply: FastifyReply, status: 200 | 404, title: string, text: string, button?: string): FastifyReply {
  const form =
    button === undefined ? '' : `<form method="post"><button type="submit">${escaped(button)}</button></form>`
  return reply
    .code(status)
    .header('content-security-policy', POLICY)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escaped(title)} · Tocsin</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 15vh auto; padding: 0 1rem } button { font: inherit; padding: 0.5rem 1rem }</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
${form}
</main>
</body>
</html>
`)
}
