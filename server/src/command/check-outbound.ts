// What doctor says of webhooks and mail.
import type { Config } from '../config.ts'
import type { OutboundReport } from '../database/examine-outbound.ts'
import type { Finding } from './finding.ts'
import { printable } from './print.ts'

const NAMES: Readonly<Record<string, string>> = {
  webhook: 'webhooks',
  webhook_replay: 'replays of webhooks',
  mail: 'mail subscriptions',
}

/** Findings about what leaves the service: paused, failing, switched off, set aside. */
export function outboundFindings(
  config: Pick<Config, 'outbound'>,
  { pausedAt, kinds, unasked }: OutboundReport,
): Finding[] {
  const findings: Finding[] = []
  const warn = (text: string, mend: string): void => {
    findings.push({ level: 'warn', what: 'outbound', text, mend })
  }
  if (!config.outbound) warn('OUTBOUND is off: webhooks and mail are kept and not sent', 'unset OUTBOUND to send them')
  if (pausedAt !== null)
    warn(
      `webhooks and mail are paused since a restore at ${pausedAt}`,
      'run tocsin resume once this copy takes the place of the original',
    )
  for (const { kind, failing, since, error, stopped, setAside } of kinds) {
    const name = NAMES[kind] ?? kind
    if (failing > 0)
      warn(
        `${failing} ${name} failing, since ${since}: ${printable(error ?? '')}`,
        'see failures, last_error and next_try_at of each',
      )
    if (stopped > 0) warn(`${stopped} ${name} switched off`, 'the API and the console say why')
    if (setAside > 0)
      warn(`${setAside} events set aside by ${name}`, 'last_set_aside says which and why; a replay sends them again')
  }
  if (unasked.count > 0)
    warn(
      `${unasked.count} addresses could not be asked to confirm: ${printable(unasked.error ?? '')}`,
      'check SMTP_URL and the mail server',
    )
  if (findings.length === 0) findings.push({ level: 'ok', what: 'outbound', text: 'webhooks and mail are up to date' })
  return findings
}
