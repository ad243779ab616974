// Certificates of a company's own authority, for everything this process connects to.

import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { ConfigError } from '../config.ts'

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** Trusts the certificates of a PEM file besides the usual ones. Throws ConfigError when the file holds none. */
export function trustAuthorities(path: string): void {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(
      `CA_FILE ${path} can't be read (${error instanceof Error && 'code' in error ? error.code : error})`,
    )
  }
  const found = text.match(CERTIFICATE) ?? []
  if (found.length === 0) throw new ConfigError(`CA_FILE ${path} holds no certificate in PEM`)
  for (const one of found) {
    try {
      new X509Certificate(one)
    } catch {
      throw new ConfigError(`CA_FILE ${path} holds a certificate that can't be read`)
    }
  }
  setDefaultCACertificates([...getCACertificates('default'), ...found])
}
