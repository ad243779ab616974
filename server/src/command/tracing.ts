// Starts tracing, where a collector is configured.
import { hostname } from 'node:os'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { createExporter } from '../trace/export.ts'
import { createTracer, type Tracer } from '../trace/tracer.ts'
import { version } from './version.ts'

export type Tracing = {
  tracer: Tracer
  /** Where it says that the collector is away; until then it says nothing. */
  warnTo(log: Logger): void
  /** Sends what is left. */
  close(): Promise<void>
}

/** Traces of this process, sent to the collector of OTEL_EXPORTER_OTLP_ENDPOINT. */
export function startTracing(config: Config, endpoint: string): Tracing {
  let log: Logger | null = null
  const exporter = createExporter({
    endpoint,
    headers: config.otlpHeaders,
    resource: {
      'service.name': config.serviceName,
      'service.version': version(),
      'service.instance.id': config.serviceInstanceId ?? `${hostname()}:${process.pid}`,
    },
    scope: { name: 'tocsin', version: version() },
    warn: (message) => log?.warn(message),
  })
  return {
    tracer: createTracer(exporter, config.traceShare),
    warnTo: (given) => {
      log = given
    },
    close: () => exporter.close(),
  }
}
