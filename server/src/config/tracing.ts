// Where traces are sent, and under which name.
import { ConfigError, group, type Reader, type Variable } from './read.ts'

export const tracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    group: group.service,
    default: '(off)',
    text: 'where traces are sent (OTLP over HTTP, in JSON): http://collector:4318',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    group: group.service,
    default: '(none)',
    text: 'headers sent with traces: name=value, comma-separated, values percent-encoded',
  },
  OTEL_TRACES_SAMPLER_ARG: {
    group: group.service,
    default: '1',
    text: 'share of requests that are traced, from 0 to 1; a trace that a caller has begun keeps what the caller decided',
  },
  OTEL_SERVICE_INSTANCE_ID: {
    group: group.service,
    default: '(host name and process id)',
    text: 'name of this process in traces',
  },
  OTEL_SERVICE_NAME: { group: group.service, default: 'tocsin', text: 'name of the service in traces' },
} as const satisfies Record<string, Variable>

export type TracingConfig = {
  otlpEndpoint: string | null
  otlpHeaders: Readonly<Record<string, string>>
  serviceName: string
  /** null: host name and process id. */
  serviceInstanceId: string | null
  /** Share of requests that are traced, 0 to 1. */
  traceShare: number
}

export function readTracing(read: Reader<keyof typeof tracingVariables>): TracingConfig {
  return {
    otlpEndpoint: read.url('OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:']),
    otlpHeaders: headersOf(read.list('OTEL_EXPORTER_OTLP_HEADERS', [])),
    serviceName: read.text('OTEL_SERVICE_NAME') ?? 'tocsin',
    serviceInstanceId: read.text('OTEL_SERVICE_INSTANCE_ID'),
    traceShare: shareOf(read.text('OTEL_TRACES_SAMPLER_ARG') ?? '1'),
  }
}

function shareOf(value: string): number {
  if (/^(0(\.\d{1,9})?|1(\.0{1,9})?)$/.test(value)) return Number(value)
  throw new ConfigError(`OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, not "${value}"`)
}

/** Never repeats a value: it may be a key. */
function headersOf(pairs: readonly string[]): Record<string, string> {
  const wrong = new ConfigError('OTEL_EXPORTER_OTLP_HEADERS must be like name=value,name=value, values percent-encoded')
  const read = (pair: string): [string, string] => {
    const [, name = '', value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*([\x20-\x7e]*)$/.exec(pair) ?? []
    if (name === '') throw wrong
    try {
      return [name, decodeURIComponent(value)]
    } catch {
      throw wrong
    }
  }
  return Object.freeze(Object.fromEntries(pairs.map(read)))
}
