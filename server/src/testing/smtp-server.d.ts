/** The part of the package that tests use; it comes without types. */
declare module 'smtp-server' {
  import type { Server } from 'node:net'
  import type { Readable } from 'node:stream'

  type Done = (error?: Error | null) => void
  type Address = { address: string }
  type Session = { envelope: { mailFrom: Address | false; rcptTo: Address[] } }
  export class SMTPServer {
    constructor(options: {
      authOptional?: boolean
      disabledCommands?: string[]
      logger?: boolean
      closeTimeout?: number
      onRcptTo?: (address: Address, session: Session, done: Done) => void
      onData?: (stream: Readable, session: Session, done: Done) => void
    })
    server: Server
    listen(port: number, host: string, listening: () => void): void
    close(done: () => void): void
    on(event: 'error', listener: (error: Error) => void): void
  }
}
