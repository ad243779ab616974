import { createTransport } from 'nodemailer'
import type { Letter } from './letter.ts'

/** What became of a letter. */
export type Posted =
  | { is: 'taken' }
  /** Another try may help. */
  | { is: 'failed'; error: string }
  /** The mail server will never take one for this address. */
  | { is: 'refused'; error: string }

export type Post = {
  /** Hands a letter to the mail server. Never rejects. */
  send(letter: Letter): Promise<Posted>
  close(): void
}

/** Connections to the mail server at a time. */
const CONNECTIONS = 4
const TIMEOUT_MS = 10_000

/** A pool of connections to a mail server: smtp://user:password@host:port, or smtps://. */
export function openPost(smtpUrl: string, from: string): Post {
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
  return {
    send: async ({ to, headers, ...letter }) => {
      try {
        await transport.sendMail({ ...letter, to: { name: '', address: to }, headers })
        return { is: 'taken' }
      } catch (error) {
        const { responseCode = 0, command = '' } = error as { responseCode?: number; command?: string } // nodemailer's SMTPError
        if (command === 'RCPT TO' && responseCode >= 500)
          return { is: 'refused', error: `The mail server refuses this address (${responseCode}).` }
        return {
          is: 'failed',
          error:
            responseCode > 0 ? `The mail server answered ${responseCode}.` : 'The mail server could not be reached.',
        }
      }
    },
    close: () => transport.close(),
  }
}
