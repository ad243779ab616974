// Paths that are documented without being declared: health, metrics, documents.
import { headers } from './headers.ts'

const requestId = { 'X-Request-Id': headers.requestId }
const status = (values: string[]) => ({
  type: 'object',
  required: ['status'],
  properties: { status: { type: 'string', enum: values } },
  additionalProperties: false,
})
const json = (values: string[]) => ({ 'application/json': { schema: status(values), example: { status: values[0] } } })
const common = { tags: ['Service'], security: [] }

const letterPage = {
  headers: requestId,
  content: { 'text/html': { schema: { type: 'string' }, example: '<!doctype html>\n<html lang="en"></html>\n' } },
}
const letterToken = {
  name: 'token',
  in: 'path',
  required: true,
  description: 'From the letter; signed, so it can’t be made up',
  schema: { type: 'string', maxLength: 2048 },
}

/** The two methods of a link in a letter. */
function letterLink(name: string, does: string): Record<string, unknown> {
  const responses = {
    200: { description: 'A page for people', ...letterPage },
    404: { description: 'A page that says that the link is not valid any more', ...letterPage },
  }
  return {
    get: {
      operationId: `show${name}`,
      ...common,
      summary: `A page that asks whether to ${does}`,
      description: 'Changes nothing: programs that look at mail follow links.',
      parameters: [letterToken],
      responses,
    },
    post: {
      operationId: `take${name}`,
      ...common,
      summary: `Does it: ${does}`,
      description:
        'By the button of the page, or by the mail program’s own (RFC 8058). What is in the body does not matter.',
      parameters: [letterToken],
      responses,
    },
  }
}

/** What answers without a token: health, metrics and this documentation. None of it has the envelope. */
export const publicPaths: Record<string, unknown> = {
  '/livez': {
    get: {
      operationId: 'getLiveness',
      ...common,
      summary: 'Whether the process is up',
      description: 'Asks nothing of the database.',
      responses: { 200: { description: 'It is up', headers: requestId, content: json(['ok']) } },
    },
  },
  '/readyz': {
    get: {
      operationId: 'getReadiness',
      ...common,
      summary: 'Whether requests should be sent here',
      description:
        'Ready: the database answers, its schema is the one of this version, and the service is not stopping.',
      responses: {
        200: { description: 'Ready', headers: requestId, content: json(['ready']) },
        503: {
          description: 'Not ready: stopping, or without its database',
          headers: { ...requestId, 'Retry-After': headers.retryAfter },
          content: json(['database unavailable', 'draining']),
        },
      },
    },
  },
  '/metrics': {
    get: {
      operationId: 'getMetrics',
      ...common,
      summary: 'Measurements for Prometheus',
      description: 'In its text format; no label names a tenant.',
      responses: {
        200: {
          description: 'The measurements',
          headers: requestId,
          content: {
            'text/plain': {
              schema: { type: 'string' },
              example:
                '# HELP process_cpu_seconds_total Total user and system CPU time spent in seconds.\n# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total 1.25\n',
            },
          },
        },
      },
    },
  },
  '/openapi.json': {
    get: {
      operationId: 'getOpenApi',
      ...common,
      summary: 'This document',
      description: 'OpenAPI 3.1. With `If-None-Match` an unchanged one is 304.',
      parameters: [{ $ref: '#/components/parameters/IfNoneMatch' }],
      responses: {
        200: {
          description: 'The document',
          headers: { ...requestId, ETag: headers.digest },
          content: {
            'application/json': {
              schema: { type: 'object', required: ['openapi', 'info', 'paths'] },
              example: { openapi: '3.1.0', info: { title: 'Tocsin', version: '1.0.0' }, paths: {} },
            },
          },
        },
        304: {
          description: 'It is still the one named by If-None-Match',
          headers: { ...requestId, ETag: headers.digest },
        },
      },
    },
  },
  '/docs': {
    get: {
      operationId: 'getReference',
      ...common,
      summary: 'A page to read and try this document',
      description: 'For browsers; loads nothing from outside.',
      responses: {
        200: {
          description: 'The page',
          headers: requestId,
          content: {
            'text/html': { schema: { type: 'string' }, example: '<!doctype html>\n<html lang="en"></html>\n' },
          },
        },
      },
    },
  },
  '/mail/confirm/{token}': letterLink('Confirmation', 'have an address follow incidents'),
  '/mail/unsubscribe/{token}': letterLink('Unsubscription', 'end a subscription'),
}
