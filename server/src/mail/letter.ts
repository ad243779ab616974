// Composes emails, as text and HTML.
import type { Definitions } from '../attribute/definitions.ts'
import type { Event } from '../log/schema.ts'
import { mailed } from '../nouns.ts'
import type { Occasion } from './store.ts'

/** A letter as it is handed to the mail server. */
export type Letter = {
  to: string
  subject: string
  text: string
  html: string
  messageId: string
  headers: Record<string, string>
}

export type Place = {
  /** How browsers reach the service, without a slash at the end. */
  publicUrl: string
  /** Part of every Message-ID: the domain of MAIL_FROM. */
  domain: string
}

const SUBJECT_LENGTH = 200

/** The letter about one event: the same Message-ID whenever it is made, all about one incident in one thread. */
export function letterOf(
  event: Event,
  { email, incident, said }: Occasion,
  definitions: Definitions,
  ids: { subscription: string; epoch: string },
  place: Place,
  unsubscribe: string,
): Letter {
  const { publicUrl, domain } = place
  const name = incident?.name ?? ''
  const thread = `<incident.${event.incident_id}@${domain}>`
  const link = `${publicUrl}/incident/${event.incident_id}`
  const happened = sentenceOf(event)
  const words = said ?? wordsOf(event)
  const changes = event.changes.map(
    ({ field, from, to }) => `${labelOf(field)}: ${shown(field, from, definitions)} → ${shown(field, to, definitions)}`,
  )
  const state = [
    `Status: ${shown('status', incident?.status, definitions)}`,
    `Severity: ${shown('severity', incident?.severity, definitions)}`,
    ...(incident && incident.next_update > 0
      ? [`Next update promised: ${shown('next_update', incident.next_update, definitions)}`]
      : []),
  ]
  const text = [
    `${event.reference} ${name}`,
    '',
    happened,
    ...(words === null ? [] : ['', words]),
    ...(changes.length === 0 ? [] : ['', ...changes]),
    '',
    ...state,
    '',
    link,
    '',
    '--',
    `You get this because you follow ${event.reference ?? 'incidents'}. Unsubscribe: ${unsubscribe}`,
    '',
  ].join('\n')
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escaped(`${event.reference} ${name}`)}</title></head>
<body style="font-family: system-ui, sans-serif; line-height: 1.5; max-width: 40em">
<h1 style="font-size: 1.2em"><a href="${escaped(link)}">${escaped(event.reference ?? '')}</a> ${escaped(name)}</h1>
<p>${escaped(happened)}</p>
${words === null ? '' : `<blockquote style="margin: 1em 0; padding-left: 1em; border-left: 3px solid; white-space: pre-wrap">${escaped(words)}</blockquote>`}
${changes.length === 0 ? '' : `<ul>${changes.map((one) => `<li>${escaped(one)}</li>`).join('')}</ul>`}
<p>${state.map(escaped).join('<br>')}</p>
<p style="font-size: 0.85em">You get this because you follow ${escaped(event.reference ?? 'incidents')}. <a href="${escaped(unsubscribe)}">Unsubscribe</a></p>
</body></html>
`
  return {
    to: email,
    // The same for every letter of the thread: some programs go by it alone.
    subject: headerText(`[${event.reference}] ${name}`),
    text,
    html,
    messageId: `<event.${ids.epoch}.${event.seq}.${ids.subscription}@${domain}>`,
    headers: {
      references: thread,
      'in-reply-to': thread,
      'list-unsubscribe': `<${unsubscribe}>`,
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'auto-submitted': 'auto-generated',
    },
  }
}

/** The question whether an address wants to follow. */
export function questionOf(to: string, asker: string, id: string, confirm: string, place: Place): Letter {
  const sentence = `${asker} asked Tocsin to send news of incidents to ${to}. If you want that, confirm it within a week:`
  const rest = 'If not, do nothing: nothing more will be sent.'
  return {
    to,
    subject: headerText('Confirm that you want news of incidents'),
    text: `${sentence}\n\n${confirm}\n\n${rest}\n`,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Confirm</title></head><body style="font-family: system-ui, sans-serif; line-height: 1.5"><p>${escaped(sentence)}</p><p><a href="${escaped(confirm)}">Confirm</a></p><p>${escaped(rest)}</p></body></html>\n`,
    messageId: `<confirm.${id}@${place.domain}>`,
    headers: { 'auto-submitted': 'auto-generated' },
  }
}

/** What happened, as its noun says it. */
function sentenceOf({ type, actor, changes, occurred_at }: Event): string {
  return mailed.get(type)?.says({ by: actor.name, at: readable(occurred_at), changes }) ?? ''
}

/** What a person wrote, as far as the event carries it. */
function wordsOf({ type, data }: Event): string | null {
  const { kind = '', quotes = '' } = mailed.get(type) ?? {}
  const words = (data as Record<string, Record<string, unknown>> | null)?.[kind]?.[quotes] // log/schema.ts
  return typeof words === 'string' ? words : null
}

function labelOf(field: string): string {
  const plain = field.replace(/^attributes\./, '').replaceAll('_', ' ')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}

function shown(field: string, value: unknown, { statuses, severities, types }: Definitions): string {
  if (value === null || value === undefined || value === '') return field === 'severity' ? 'not assessed' : 'none'
  const codes = field === 'status' ? statuses : field === 'severity' ? severities : field === 'type' ? types : null
  if (codes) return codes.get(String(value))?.label ?? String(value)
  if (field === 'next_update') return value === 0 ? 'none' : readable(new Date(Number(value) * 1000).toISOString())
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function readable(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`
}

/** Text for a header: one line, of a bounded length, so that nothing in it can end the header. */
export function headerText(text: string): string {
  return [...text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')].slice(0, SUBJECT_LENGTH).join('')
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
