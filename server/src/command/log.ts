// The service's log: JSON lines, or words at a terminal.
import type { Writable } from 'node:stream'
import pino, { type Logger } from 'pino'

/**
 * The service's log: one JSON object a line on stdout, or, where that is a terminal, one line of words, and none for each request.
 * Values are escaped by JSON either way, so nothing from outside can begin a line of its own or move the cursor.
 */
export function createLog(level: string, stdout: Writable & { isTTY?: boolean }, fields?: () => object): Logger {
  const destination = stdout.isTTY ? terminal(stdout, level) : pino.destination({ fd: 1, sync: true })
  if ('on' in destination) {
    // Whoever read the log has gone: the service goes on without it.
    destination.on('error', () => {})
  }
  return logTo(level, destination, fields)
}

/** The same log, written to anything that takes lines; `fields` are added to each. */
export function logTo(level: string, destination: { write(line: string): void }, fields?: () => object): Logger {
  return pino(
    {
      level,
      base: null,
      ...(fields ? { mixin: fields } : {}),
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
    },
    { write: (line) => destination.write(escapeControls(line)) },
  )
}

/** JSON leaves DEL and the C1 controls as they are; some terminals obey them. */
function escapeControls(line: string): string {
  return line.replace(/[\x7f-\x9f]/g, (control) => `\\u00${control.charCodeAt(0).toString(16)}`)
}

/** Never meant to be logged; should one slip into a line, this keeps its value out. */
const SECRETS = [
  'authorization',
  'cookie',
  'password',
  'token',
  'access_token',
  'refresh_token',
  'id_token',
  'secret',
  'client_secret',
]

const KNOWN = ['code', 'severity', 'constraint', 'table', 'routine', 'syscall', 'address', 'port']

/** An allow-list: errors of libraries carry requests, connection settings and values of rows. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) }
  const given: Record<string, unknown> = { ...error }
  const known = Object.fromEntries(KNOWN.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]))
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) }
  return { type: error.name, message: error.message, ...known, stack: error.stack, ...cause }
}

/** Someone who looks on wants to know of what matters: single requests are shown from LOG_LEVEL=debug on. */
function terminal(
  stdout: Writable,
  wanted: string,
): { write(line: string): void; on(name: 'error', listener: () => void): unknown } {
  const showsRequests = ['debug', 'trace'].includes(wanted)
  return {
    write: (line) => {
      const { time, level, msg, request_id, err, stack, ...rest } = JSON.parse(line) as Record<string, unknown> // pino wrote it
      if (!showsRequests && level === 'info' && msg === 'answered') return
      const more = Object.entries({ ...rest, ...(level === 'info' || request_id === undefined ? {} : { request_id }) })
        .map(([name, value]) => ` ${name}=${typeof value === 'number' ? value : JSON.stringify(value)}`)
        .join('')
      const error = isRecord(err) ? `\n  ${JSON.stringify(err['message'])}${level === 'info' ? '' : stackOf(err)}` : ''
      stdout.write(
        `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${JSON.stringify(msg ?? '').slice(1, -1)}${more}${error}\n`,
      )
    },
    on: (name, listener) => stdout.on(name, listener),
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function stackOf(error: Record<string, unknown>): string {
  const frames = String(error['stack'] ?? '')
    .split('\n    at ')
    .slice(1)
  return frames.map((frame) => `\n    at ${JSON.stringify(frame).slice(1, -1)}`).join('')
}
