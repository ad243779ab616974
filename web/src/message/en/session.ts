// English texts of sign-in and sign-out.

export const session = {
  title: 'Tocsin',
  starting: 'Starting …',
  signing_in: 'Signing you in …',
  sign_in: 'Sign in',
  sign_in_again: 'Sign in again',
  sign_in_here: 'Sign in in this window',
  sign_out: 'Sign out',
  signed_out: 'You are signed out',
  signed_out_hint: 'Sign in to see incidents and to report one.',
  ended: 'Your session has ended',
  ended_hint: 'What you typed is still here. Sign in again to go on.',
  window_blocked: 'The browser did not open a window for signing in. Sign in in this window: what you typed is kept.',
  window_done: 'You are signed in. You can close this window.',
  failed: 'Signing in did not work',
  failed_hint: 'The sign-in service answered: {reason}',
  failed_stale: 'This sign-in was started in another window or is too old. Start again.',
  no_sign_in: 'There is no sign-in here',
  no_sign_in_hint:
    'This service takes tokens from elsewhere (IAM_URL) and names no provider to sign in at. Whoever runs it can set OIDC_ISSUER and OIDC_CLIENT_ID as well.',
  unsupported: 'This address is not secure',
  unsupported_hint:
    'Signing in needs cryptography that browsers offer only over https or on localhost. Open Tocsin by its https address; whoever runs it sets that up with PUBLIC_URL.',
  unreachable: 'Tocsin cannot be reached',
  unreachable_hint: 'Trying again by itself. Check your connection if it stays so.',
  refused: 'You have no access here',
  refused_hint:
    'Your account belongs to no organisation that this service knows, or has no role in it. Ask whoever manages accounts.',
  retry: 'Try again',
} as const
