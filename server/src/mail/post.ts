// Hands letters to the mail server, and tells once when it fails and once when it works again.
import { createTransport } from 'nodemailer'
import type { Letter } from './letter.ts'

/** What became of a letter. */
export type Posted =
  | { is: 'taken' }
  /** Another try may help. */
  | { is: 'failed'; error: string }
  /** The mail server does not take this letter: what it says, not whom it is for. */
  | { is: 'rejected'; error: string }
  /** The mail server will never take one for this address. */
  | { is: 'refused'; error: string }

export type Post = {
  /** Hands a letter to the mail server. Never rejects. */
  send(letter: Letter): Promise<Posted>
  close(): void
}

export type PostOptions = {
  smtpUrl: string
  from: string
  log: { warn(details: object, message: string): void; info(details: object, message: string): void }
  /** Counts what became of each letter. */
  onPosted?: (outcome: Posted['is']) => void
}

/** Connections to the mail server at a time. */
const CONNECTIONS = 4
const TIMEOUT_MS = 10_000

/** A pool of connections to a mail server: smtp://user:password@host:port, or smtps://. */
export function openPost({ smtpUrl, from, log, onPosted }: PostOptions): Post {
  const transport = createTransport(
    {
      url: smtpUrl,
      pool: true,
      maxConnections: CONNECTIONS,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: 2 * TIMEOUT_MS,
      // A letter is text of ours: nothing in it may make the service read a file or ask for an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )
  let failing = false
  /** One line for an outage however many letters wait for its end. */
  const tell = (posted: Posted, cause: unknown): void => {
    onPosted?.(posted.is)
    if (posted.is === 'failed' && !failing)
      log.warn({ error: posted.error, err: cause }, 'mail cannot be sent; retrying')
    // Whatever it says of one letter or one address, it answers again.
    if (posted.is !== 'failed' && failing) log.info({}, 'mail can be sent again')
    failing = posted.is === 'failed'
  }
  return {
    send: async ({ to, headers, ...letter }) => {
      try {
        await transport.sendMail({ ...letter, to: { name: '', address: to }, headers })
        tell({ is: 'taken' }, null)
        return { is: 'taken' }
      } catch (error) {
        const posted = outcomeOf(error)
        tell(posted, error)
        return posted
      }
    },
    close: () => transport.close(),
  }
}

/** What an error of nodemailer means for the letter. Its words name the server's answer by number only: people see them. */
function outcomeOf(error: unknown): Posted {
  const {
    responseCode = 0,
    command = '',
    code = '',
  } = error as {
    responseCode?: number
    command?: string
    code?: string
  } // nodemailer's SMTPError
  if (command === 'RCPT TO' && responseCode >= 500)
    return { is: 'refused', error: `The mail server refuses this address (${responseCode}).` }
  if (command === 'DATA' && responseCode >= 500)
    return { is: 'rejected', error: `The mail server refuses this message (${responseCode}).` }
  if (responseCode > 0) return { is: 'failed', error: `The mail server answered ${responseCode}.` }
  if (code === 'ETLS' || isCertificateError(error))
    return { is: 'failed', error: 'The certificate of the mail server is not trusted.' }
  return { is: 'failed', error: 'The mail server could not be reached.' }
}

function isCertificateError(error: unknown): boolean {
  return error instanceof Error && /certificate|self-signed|self signed|altname/i.test(error.message)
}
