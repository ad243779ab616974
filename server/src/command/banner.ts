// What `tocsin serve` tells the person at the terminal once the service is ready.
import type { Config } from '../config.ts'

export type Banner = {
  address: string
  /** Set the first time: the first administrator. */
  administrator: { email: string; password: string | null } | null
  /** Whether the embedded provider signs people in. */
  embeddedProvider: boolean
  /** Where the data lies, in words. */
  data: string
  /** Whether the web console is at the address. */
  hasConsole: boolean
  /** Since when webhooks and mail are paused; null: they are not. */
  outboundPausedAt: string | null
  terminal: boolean
}

/** What a person who starts the service needs to know, the first password last. Not part of the log: it holds that password once. */
export function bannerText(banner: Banner): string {
  const { address, administrator, embeddedProvider, data, hasConsole, outboundPausedAt, terminal } = banner
  const rows: [string, string][] = [
    [hasConsole ? 'Console' : 'Address', `${address}/`],
    ['API reference', `${address}/docs`],
  ]
  rows.push(['Data', data])
  if (outboundPausedAt !== null)
    rows.push(['Paused', 'webhooks and mail, since a restore; tocsin resume lets them go on'])
  if (terminal) rows.push(['Stop', 'Ctrl+C'])
  if (administrator) {
    rows.push(['Sign in as', administrator.email])
    rows.push([
      'Password',
      administrator.password === null ? 'the one in ADMIN_PASSWORD' : `${administrator.password}   (shown this once)`,
    ])
  } else if (embeddedProvider) {
    rows.push(['Sign in', 'as before; npx tocsin account password EMAIL sets a new password'])
  }
  return ['', 'Tocsin is running.', '', ...rows.map(([name, value]) => `  ${name.padEnd(15)}${value}`), '', ''].join(
    '\n',
  )
}

/** How people reach the service: PUBLIC_URL, else the address it listens on, without a slash at the end. */
export function addressOf(config: Config, port: number): string {
  if (config.publicUrl !== null) return config.publicUrl
  const everywhere = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(config.host)
  const host = everywhere ? 'localhost' : config.host.includes(':') ? `[${config.host}]` : config.host
  return `http://${host}:${port}`
}
