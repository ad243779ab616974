// Sends spans to an OpenTelemetry collector.
import { pause } from '../pause.ts'

export type Attributes = Record<string, string | number | boolean>

/** A span that has ended, as the exporter sends it. */
export type EndedSpan = {
  traceId: string
  spanId: string
  parentId: string | null
  name: string
  kind: 'server' | 'client'
  /** Unix nanoseconds. */
  start: bigint
  end: bigint
  attributes: Attributes
  failed: boolean
}

export type Exporter = {
  add(span: EndedSpan): void
  /** Sends what is left, for two seconds at most. */
  close(): Promise<void>
}

export type ExporterOptions = {
  /** As OTEL_EXPORTER_OTLP_ENDPOINT: /v1/traces is put behind it. */
  endpoint: string
  headers: Readonly<Record<string, string>>
  resource: Attributes
  scope: { name: string; version: string }
  /** Told at most once a minute. */
  warn(message: string): void
}

const FLUSH_MS = 5000
const BATCH = 512
/** While the collector is away: beyond this the oldest are dropped. */
const MOST = 4096
const TIMEOUT_MS = 10_000
const CLOSE_MS = 2000
const WARN_MS = 60_000
const KINDS = { server: 2, client: 3 }

/** Sends spans to a collector in batches, as OTLP over HTTP in JSON. A collector that is away costs bounded memory and no request. */
export function createExporter(options: ExporterOptions): Exporter {
  const url = `${options.endpoint.replace(/\/+$/, '')}/v1/traces`
  const closing = new AbortController()
  let waiting: EndedSpan[] = []
  let dropped = 0
  let warnedAt = Number.NEGATIVE_INFINITY
  let full = new AbortController()

  const warn = (reason: string): void => {
    if (performance.now() - warnedAt < WARN_MS) return
    warnedAt = performance.now()
    options.warn(
      `traces cannot be sent to ${new URL(url).host}: ${reason}${dropped > 0 ? `; ${dropped} spans dropped` : ''}`,
    )
  }
  const send = async (timeoutMs: number): Promise<boolean> => {
    const batch = waiting.splice(0, BATCH)
    if (batch.length === 0) return false
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...options.headers, 'content-type': 'application/json' },
        body: JSON.stringify(requestOf(batch, options)),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      await response.body?.cancel()
      // The four that the protocol calls retryable; the others would be refused again.
      const again = [429, 502, 503, 504].includes(response.status)
      if (!response.ok) warn(`it answered ${response.status}`)
      if (!response.ok && !again) dropped += batch.length
      if (again) waiting = [...batch, ...waiting]
      return response.ok
    } catch (error) {
      waiting = [...batch, ...waiting]
      warn(error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error))
      return false
    }
  }
  const sending = (async () => {
    while (!closing.signal.aborted) {
      await pause(FLUSH_MS, closing.signal, full.signal)
      full = new AbortController()
      while (!closing.signal.aborted && (await send(TIMEOUT_MS)) && waiting.length >= BATCH);
    }
  })()
  return {
    add: (span) => {
      if (waiting.length >= MOST) {
        waiting.shift()
        dropped += 1
      }
      waiting.push(span)
      if (waiting.length >= BATCH) full.abort()
    },
    close: async () => {
      closing.abort()
      const end = performance.now() + CLOSE_MS
      const settled = new AbortController()
      void sending.then(() => settled.abort())
      await pause(CLOSE_MS, settled.signal)
      while (performance.now() < end && (await send(Math.max(1, end - performance.now()))));
    },
  }
}

function requestOf(spans: readonly EndedSpan[], { resource, scope }: ExporterOptions): unknown {
  return {
    resourceSpans: [
      {
        resource: { attributes: valuesOf(resource) },
        scopeSpans: [
          {
            scope,
            spans: spans.map((span) => ({
              traceId: span.traceId,
              spanId: span.spanId,
              ...(span.parentId === null ? {} : { parentSpanId: span.parentId }),
              name: span.name,
              kind: KINDS[span.kind],
              startTimeUnixNano: String(span.start),
              endTimeUnixNano: String(span.end),
              attributes: valuesOf(span.attributes),
              ...(span.failed ? { status: { code: 2 } } : {}),
            })),
          },
        ],
      },
    ],
  }
}

function valuesOf(attributes: Attributes): { key: string; value: unknown }[] {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value:
      typeof value === 'string'
        ? { stringValue: value }
        : typeof value === 'boolean'
          ? { boolValue: value }
          : Number.isInteger(value)
            ? { intValue: String(value) }
            : { doubleValue: value },
  }))
}
