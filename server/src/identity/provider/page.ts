// The HTML pages of the embedded provider, and the policies they are served under.

/** HTML of the provider’s pages, and the policies they are served under. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
]

/** What a page of the provider may load and do: its own style sheet, its own forms, nothing from elsewhere, no script. */
export const PAGE_POLICY = policy.join('; ')

/** The same with the service's own script files: signing out at once, and the library's form that submits itself. */
export const SCRIPT_POLICY = [...policy, "script-src 'self'"].join('; ')

/** The mark of the product: the drawing of web/static/icon.svg. */
const MARK =
  '<rect width="32" height="32" rx="8" fill="#4f52d4"/><g transform="rotate(12 16 15)" fill="#fff"><path d="M16 5.6c-4 0-6.6 2.8-6.8 6.6-.2 3.6-.6 5.6-2.4 7.8-.7.9-.1 2.1 1 2.1h16.4c1.1 0 1.7-1.2 1-2.1-1.8-2.2-2.2-4.2-2.4-7.8-.2-3.8-2.8-6.6-6.8-6.6Z"/><path d="M12.9 24a3.2 3.2 0 0 0 6.2 0Z"/></g>'

const ICON = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${MARK}</svg>`)}`

export type Place = {
  /** Address the service is reached under, without a trailing slash. */
  base: string
}

export type SignInPage = Place & {
  action: string
  email: string
  /** What went wrong, in words for the person; null at first. */
  error: string | null
}

/** The page people sign in on. */
export function signInPage({ base, action, email, error }: SignInPage): string {
  const wrong = error === null ? '' : ' aria-invalid="true" aria-describedby="error"'
  const [emailFocus, passwordFocus] = email === '' ? [' autofocus', ''] : ['', ' autofocus']
  return page({
    base,
    title: 'Sign in',
    body: `<h1>Sign in</h1>
${error === null ? '' : `<p class="error" id="error" role="alert">${escapeHtml(error)}</p>`}
<form method="post" action="${escapeHtml(action)}">
<label for="email">E-mail address</label>
<input id="email" name="email" type="email" value="${escapeHtml(email)}" autocomplete="username" inputmode="email" autocapitalize="none" spellcheck="false" maxlength="254" required${emailFocus}${wrong}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="256" required${passwordFocus}${wrong}>
<button type="submit">Sign in</button>
</form>`,
  })
}

/** Something that keeps the person from going on, and the way back. */
export function problemPage(problem: Place & { title: string; text: string; detail?: string }): string {
  const { base, title, text, detail } = problem
  return page({
    base,
    title,
    body: `<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${detail === undefined ? '' : `<p class="detail">${escapeHtml(detail)}</p>`}
<a class="button" href="${escapeHtml(base)}/">Go to Tocsin</a>`,
  })
}

export type SignOutPage = Place & {
  /** The provider's own form, with its secret; submitting it with logout=yes ends the session. */
  form: string
  /** True when the console itself sent the person here: then there is nothing to ask. */
  atOnce: boolean
}

/** Asks whether to sign out, or just does it. */
export function signOutPage({ base, form, atOnce }: SignOutPage): string {
  return page({
    base,
    title: 'Sign out',
    script: atOnce,
    body: `<h1>Sign out?</h1>
<p>You will be signed out of Tocsin in this browser.</p>
${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes" id="sign-out" autofocus>Sign out</button>
<a class="quiet" href="${escapeHtml(base)}/">Stay signed in</a>`,
  })
}

export function signedOutPage({ base }: Place): string {
  return page({
    base,
    title: 'Signed out',
    body: `<h1>You are signed out</h1>
<p>Close this tab if someone else uses this computer.</p>
<a class="button" href="${escapeHtml(base)}/">Sign in again</a>`,
  })
}

/** Submits the sign-out form when the page need not ask. */
export const SIGN_OUT_SCRIPT = `document.getElementById('sign-out')?.click()\n`

type Page = Place & { title: string; body: string; script?: boolean }

function page({ base, title, body, script = false }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Tocsin</title>
<link rel="icon" href="${escapeHtml(ICON)}">
<link rel="stylesheet" href="${escapeHtml(base)}/oidc/style.css">
${script ? `<script src="${escapeHtml(base)}/oidc/sign-out.js" defer></script>` : ''}
</head>
<body>
<main>
<div class="brand"><svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">${MARK}</svg><span>Tocsin</span></div>
<section class="card">
${body}
</section>
<p class="foot">Incident management</p>
</main>
</body>
</html>
`
}

/** Text for an HTML element or a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
