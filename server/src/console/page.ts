// The pages shown while the console is being built or could not be.
import { escapeHtml } from '../identity/provider/page.ts'
import { sourceOf } from './policy.ts'

const STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f6f7f9, #111418); color: light-dark(#1b1f24, #e6e9ed) }
main { max-width: 34rem; padding: 2rem }
h1 { font-size: 1.25rem; margin: 0 0 .5rem }
p { margin: .5rem 0 }
code { font-size: .9em; overflow-wrap: anywhere }
a { color: inherit }`

/** What these pages may load and do: their own style, nothing else. */
export const NOTE_POLICY = [
  "default-src 'none'",
  `style-src ${sourceOf(STYLE)}`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/** Shown while the console is being built; asks again by itself. */
export function buildingPage(): string {
  return page(
    'Tocsin is getting ready',
    '<p>The console is being built, which takes a moment after an installation or an update. This page goes on by itself.</p>',
    '<meta http-equiv="refresh" content="2">',
  )
}

/** Shown when it could not be built. */
export function failedPage(reason: string, basePath: string): string {
  return page(
    'The console could not be built',
    `<p>${escapeHtml(reason)}</p>
<p>The API runs as usual; its reference is at <a href="${escapeHtml(basePath)}/docs">/docs</a>. The log of the service has this line too, and
<code>npx tocsin doctor</code> says how things stand. The next start tries again.</p>`,
  )
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`
}
