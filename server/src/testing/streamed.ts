// A service with event streams, and what tests of them ask of it.
import { newIncident, type Person, type TestApp, testApp } from './app.ts'
import type { LoggedEvent } from './log.ts'
import { openStream, type Reader, type ReadOptions } from './stream.ts'

export type StreamApp = {
  app: TestApp
  /** Opens a stream in the name of a person; `query` as in a URL. */
  open(person: Person, query?: string, options?: ReadOptions): Promise<Reader>
  /** So many incidents, each an event. */
  write(person: Person, count: number): Promise<void>
}

/** Starts the service, once for a test file and at its top. The clock of heartbeats and checks goes fifty times as fast. */
export async function streamApp(): Promise<StreamApp> {
  const app = await testApp({ SQL_MAX_CONNS: '4' }, { streamLimits: { tickMs: 20 } })
  return {
    app,
    open: (person, query = '', options = {}) => openStream(app.url, person.token, { query, ...options }),
    write: async (person, count) => {
      for (let i = 0; i < count; i++)
        await person.ok('POST', '/v1/incident', newIncident({ name: `Incident ${i}\r\n ü` }))
    },
  }
}

export function seqs(events: readonly LoggedEvent[]): number[] {
  return events.map(({ seq }) => seq)
}

/** The whole numbers from `first` to `last`. */
export function upTo(last: number, first = 1): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}
