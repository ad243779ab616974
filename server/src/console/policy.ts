// The content security policy of the console, made from its page and scripts.
import { createHash } from 'node:crypto'

/** What stands in the page and its scripts themselves, as a content security policy names it. */
export type Hashes = { scripts: readonly string[]; styles: readonly string[] }

/** Hashes of the scripts that stand in a page itself, as a content security policy names them. */
export function inlineHashes(html: string): string[] {
  const scripts = html.matchAll(/<script(?<attributes>[^>]*)>(?<text>[\s\S]*?)<\/script>/g)
  return [...scripts]
    .filter(({ groups }) => !/\ssrc\s*=/.test(groups?.['attributes'] ?? ''))
    .map(({ groups }) => sourceOf(groups?.['text'] ?? ''))
}

/**
 * Hashes of the style attributes that a page's scripts set as text. There is one: SvelteKit's, on the element that tells screen readers of a
 * new page.
 */
export function announcerHashes(script: string): string[] {
  const styles = script.matchAll(/\bid=\\?"svelte-announcer\\?"[^>]*?\sstyle=\\?"(?<text>[^"\\]*)\\?"/g)
  return [...styles].map(({ groups }) => sourceOf(groups?.['text'] ?? ''))
}

/** What a policy calls a script or style by its content. */
export function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

/**
 * What a page of the console may load and do: this service's own files, the scripts in the page by their hashes, calls to this service
 * and to where people sign in. Nothing makes code or markup out of text, but the policy by which Svelte makes its own templates; one more names the service worker.
 */
export function consolePolicy({ scripts, styles }: Hashes, issuer: string | null): string {
  const signIn = issuer === null || !URL.canParse(issuer) ? [] : [new URL(issuer).origin]
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...scripts].join(' ')}`,
    "style-src 'self'",
    // No style attribute but the ones with these very contents.
    ...(styles.length === 0 ? [] : [`style-src-attr 'unsafe-hashes' ${styles.join(' ')}`]),
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    `connect-src ${["'self'", ...signIn].join(' ')}`,
    // Signing out is a form, so that no ID token stands in an address.
    `form-action ${["'self'", ...signIn].join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // Svelte's templates, and the address of the console's one service worker.
    'trusted-types svelte-trusted-html tocsin-service-worker',
  ].join('; ')
}

/** A worker is bound by the policy it came with, not by the page's: it fetches this service's own files, and nothing else. */
export const WORKER_POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
