// Exports the incident list to a file.
import { type Failure, failureOf, isAborted } from '../failure/failure.ts'
import { preference } from '../preference/preference.svelte.ts'
import { session } from '../session/session.svelte.ts'
import { clock } from '../time/clock.svelte.ts'
import { filtersOf } from './request.ts'
import type { ListState } from './state.ts'

export type Format = 'csv' | 'json'

/** A download of the list, as it comes: the token goes in a header, so that a link alone does not do. */
export class Export {
  /** Bytes that have come so far; undefined: none is under way. */
  #bytes: number | undefined = $state()
  #controller: AbortController | undefined

  get bytes(): number | undefined {
    return this.#bytes
  }

  /** Fetches all that matches and hands it to the browser as a file. 'stopped' when it was stopped. */
  async run(format: Format, state: ListState): Promise<'done' | 'stopped' | Failure> {
    const controller = new AbortController()
    this.#controller?.abort()
    this.#controller = controller
    this.#bytes = 0
    try {
      const filters = filtersOf(state, { now: clock.read(), zone: preference.timeZone })
      const response = await session.tocsin.incident.export({ ...filters, format }, { signal: controller.signal })
      const blob = await new Response(response.body?.pipeThrough(this.#counter(controller)), {
        headers: { 'content-type': response.headers.get('content-type') ?? 'application/octet-stream' },
      }).blob()
      hand(blob, nameOf(response) ?? `incidents.${format}`)
      return 'done'
    } catch (error) {
      return controller.signal.aborted || isAborted(error) ? 'stopped' : failureOf(error)
    } finally {
      if (this.#controller === controller) this.#bytes = undefined
    }
  }

  stop(): void {
    this.#controller?.abort()
  }

  #counter({ signal }: AbortController): TransformStream<Uint8Array, Uint8Array> {
    return new TransformStream({
      transform: (chunk, controller) => {
        if (!signal.aborted) this.#bytes = (this.#bytes ?? 0) + chunk.byteLength
        controller.enqueue(chunk)
      },
    })
  }
}

function nameOf(response: Response): string | undefined {
  return /filename="([^"/\\]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
}

function hand(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken it over once it has begun to save it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
