// Asks the service for the configuration of the console.

/** What the service tells everyone who opens the console (GET /console/configuration). */
export type Configuration = {
  version: string
  /** Where people sign in; null where tokens come from elsewhere and the console has no way to get one. */
  issuer: string | null
  client_id: string
  scopes: string
  redirect_path: string
  /** Whether the accounts are the service's own, to be managed here. */
  accounts: boolean
  /** Whether the service can send mail. */
  mail: boolean
  /** How long before its time a promised update counts as due. */
  update_warning_seconds: number
  /** Longest texts, in code points, by field. */
  limits: Readonly<Record<string, number>>
}

/** Asks the service; also how far this device's clock is behind the service's, in milliseconds. Throws when it does not answer well. */
export async function loadConfiguration(): Promise<{ configuration: Configuration; clockBehindMs: number }> {
  const asked = Date.now()
  const response = await fetch('/console/configuration', { credentials: 'omit', signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw new Error(`the service answered ${response.status}`)
  const { data, sent_at } = (await response.json()) as { data: Configuration; sent_at?: string } // the service's own answer
  const theirs = Date.parse(sent_at ?? response.headers.get('date') ?? '')
  const clockBehindMs = Number.isNaN(theirs) ? 0 : theirs - (asked + Date.now()) / 2
  return { configuration: data, clockBehindMs }
}
