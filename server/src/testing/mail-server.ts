// A real SMTP server for tests.
import { SMTPServer } from 'smtp-server'
import { afterTests } from './database.ts'

/** A letter that a mail server took, read back. */
export type Taken = { to: string[]; headers: Map<string, string>; raw: string; text: string; html: string }

/** A real SMTP server that can be taken away and brought back on its port. */
export type MailServer = {
  url: string
  taken: Taken[]
  /** What happens once a letter is in: default, it is accepted. */
  onLetter: (letter: Taken) => Error | null
  /** Whether it takes letters for an address; null: it does. */
  onAddress: (address: string) => Error | null
  stop(): Promise<void>
  start(): Promise<void>
}

export async function startMailServer(): Promise<MailServer> {
  let running: SMTPServer | null = null
  let port = 0
  const start = async (): Promise<void> => {
    const smtp = new SMTPServer({
      authOptional: true,
      // Milliseconds that open connections are waited for when it is taken away.
      closeTimeout: 50,
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: ({ address }, _session, done) => done(server.onAddress(address)),
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const letter = read(
            Buffer.concat(chunks).toString('utf8'),
            envelope.rcptTo.map(({ address }) => address),
          )
          const refused = server.onLetter(letter)
          if (!refused) server.taken.push(letter)
          done(refused)
        })
      },
    })
    smtp.on('error', () => {})
    await new Promise<void>((resolve) => smtp.listen(port, '127.0.0.1', resolve))
    port = (smtp.server.address() as { port: number }).port // listens on TCP
    running = smtp
  }
  const stop = async (): Promise<void> => {
    const smtp = running
    running = null
    if (smtp) await new Promise<void>((resolve) => smtp.close(resolve))
  }
  const server: MailServer = {
    url: '',
    taken: [],
    onLetter: () => null,
    onAddress: () => null,
    stop,
    start,
  }
  await start()
  server.url = `smtp://127.0.0.1:${port}`
  afterTests(stop)
  return server
}

function read(raw: string, to: string[]): Taken {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const headers = new Map<string, string>()
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const at = line.indexOf(':')
    headers.set(line.slice(0, at).toLowerCase(), words(line.slice(at + 1).trim()))
  }
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1] ?? ''
  const parts = rest.join('\r\n\r\n').split(`--${boundary}`)
  const part = (type: string): string => {
    const found = parts.find((one) => one.includes(`Content-Type: ${type}`)) ?? ''
    const at = found.indexOf('\r\n\r\n')
    return decoded(found.slice(at + 4), /Content-Transfer-Encoding: (\S+)/.exec(found)?.[1] ?? '7bit')
  }
  return { to, headers, raw, text: part('text/plain').replaceAll('\r\n', '\n'), html: part('text/html') }
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return body
  const plain = body.replace(/=\r\n/g, '')
  return Buffer.from(
    plain.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')
}

/** A header in its encoded words (RFC 2047), put together. */
function words(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, part: string) => Buffer.from(part, 'base64').toString('utf8'))
    .replace(/=\?utf-8\?q\?([^?]*)\?=/gi, (_, part: string) => decoded(part.replaceAll('_', ' '), 'quoted-printable'))
}
