// What leaves the service: mail and webhooks.
import { ConfigError, group, type Reader, type Variable } from './read.ts'

export const mailVariables = {
  OUTBOUND: {
    group: group.mail,
    default: 'on',
    text: 'off: webhooks and mail are kept and not sent, as a copy for trials or a drill needs it',
  },
  WEBHOOK_ALLOW_PRIVATE: {
    group: group.mail,
    default: 'false',
    text: 'whether webhooks may call loopback and private addresses',
  },
  SMTP_URL: { group: group.mail, default: '(no mail)', text: 'smtp://user:password@host:port, or smtps://' },
  MAIL_FROM: { group: group.mail, default: '(required with SMTP_URL)', text: 'sender of mail' },
} as const satisfies Record<string, Variable>

export type MailConfig = {
  /** Whether webhooks and mail are sent. */
  outbound: boolean
  webhookAllowPrivate: boolean
  /** null: no mail is sent. */
  smtpUrl: string | null
  mailFrom: string | null
}

export function readMail(read: Reader<keyof typeof mailVariables>): MailConfig {
  const smtpUrl = read.url('SMTP_URL', ['smtp:', 'smtps:'])
  const mailFrom = read.text('MAIL_FROM')
  if (smtpUrl !== null && mailFrom === null) throw new ConfigError('MAIL_FROM must be set when SMTP_URL is')
  const outbound = read.choice('OUTBOUND', 'on', ['on', 'off']) === 'on'
  return { outbound, webhookAllowPrivate: read.flag('WEBHOOK_ALLOW_PRIVATE', false), smtpUrl, mailFrom }
}
