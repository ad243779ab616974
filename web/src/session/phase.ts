// How far someone is with signing in.

export type Phase =
  /** Finding out; also while the browser is on its way to the provider. */
  | 'starting'
  | 'signed_out'
  | 'signed_in'
  /** Was signed in; the page stays as it is, and nothing more can be read or saved until the person signs in again. */
  | 'ended'
  /** This address offers no crypto.subtle. */
  | 'unsupported'
  /** The service names no provider that people could sign in at. */
  | 'no_sign_in'
  /** The service or the identity provider does not answer; tried again by itself. */
  | 'unreachable'
  /** Signed in, but without access to this service. */
  | 'refused'
  /** A window opened for signing in has done its part. */
  | 'handed_over'

/** Why signing in did not work; `stale`: it was begun elsewhere or too long ago. */
export type SignInProblem = { kind: 'stale' } | { kind: 'failed'; reason: string }
