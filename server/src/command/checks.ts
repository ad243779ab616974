// The checks of doctor, in their order.
import { statfsSync } from 'node:fs'
import { type Config, ConfigError, usesEmbeddedProvider } from '../config.ts'
import { BuildError, findBuild, placesOf } from '../console/build.ts'
import { findDataFolder } from '../database/data-folder.ts'
import { explainRefusal } from '../database/inspect.ts'
import { createLoader } from '../identity/issuer.ts'
import { ask } from '../identity/outbound.ts'
import { checkDatabase } from './check-database.ts'
import { withTarget } from './connect.ts'
import type { Finding } from './finding.ts'
import { printable } from './print.ts'

const GIGABYTE = 1024 ** 3
/** The embedded database stops taking writes when the disk is full: this leaves time to act. */
const LITTLE_SPACE = GIGABYTE
const NO_SPACE = GIGABYTE / 10
const PROVIDER_TIMEOUT_MS = 5000

/** Looks at everything the service needs, from the configuration to what is in the database. Changes nothing. */
export async function examine(readConfig: () => Config, options: { deep: boolean }): Promise<Finding[]> {
  const findings: Finding[] = [runtime()]
  let config: Config
  try {
    config = readConfig()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return [...findings, { level: 'fail', what: 'configuration', text: error.message }]
  }
  findings.push({ level: 'ok', what: 'configuration', text: 'every variable can be read' }, ...address(config))
  findings.push(await webConsole(config))
  if (config.database === null) {
    const { findings: found, there } = dataFolder(config)
    findings.push(...found)
    if (!there) return [...findings, ...(await provider(config))]
  }
  try {
    findings.push(...(await withTarget(config, 'doctor', (target) => checkDatabase(config, target, options))))
  } catch (error) {
    findings.push(unreachable(config, error))
  }
  return [...findings, ...(await provider(config))]
}

function runtime(): Finding {
  return { level: 'ok', what: 'runtime', text: `Node ${process.versions.node} on ${process.platform}-${process.arch}` }
}

function address(config: Config): Finding[] {
  const what = 'address'
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(config.host)
  if (config.publicUrl === null) {
    if (loopback) return [{ level: 'ok', what, text: `this machine only: http://localhost:${config.port}` }]
    const mend = 'set PUBLIC_URL to the address people use'
    return [
      {
        level: 'warn',
        what,
        text: 'others can reach it, and PUBLIC_URL is not set: links and the sign-in name localhost',
        mend,
      },
    ]
  }
  const url = new URL(config.publicUrl)
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  const findings: Finding[] = [{ level: 'ok', what, text: `people reach it at ${config.publicUrl}` }]
  if (url.protocol === 'http:' && !local) {
    const mend = 'put a proxy with TLS in front and begin PUBLIC_URL with https://'
    findings.push({
      level: 'warn',
      what,
      text: 'PUBLIC_URL is not encrypted: tokens and passwords can be read on the way',
      mend,
    })
  }
  if (url.protocol === 'https:' && config.trustProxy === false) {
    const mend = 'set TRUST_PROXY to the address of the proxy'
    const text =
      'PUBLIC_URL says https, so a proxy stands in front, but TRUST_PROXY is false: every caller looks like the proxy'
    findings.push({ level: 'warn', what, text, mend })
  }
  if (local && !loopback) {
    findings.push({
      level: 'warn',
      what,
      text: 'PUBLIC_URL names this machine only, and APP_HOST lets others in',
      mend: 'set PUBLIC_URL to the address people use',
    })
  }
  return findings
}

async function webConsole(config: Config): Promise<Finding> {
  const what = 'console'
  if (!config.console) return { level: 'ok', what, text: 'switched off by CONSOLE=false' }
  try {
    const build = await findBuild(placesOf(config.dataDir))
    if (build !== null) return { level: 'ok', what, text: `built, in ${printable(build.folder)}` }
    return {
      level: 'ok',
      what,
      text: 'not built yet, or its sources have changed: the next start or npm run build does it',
    }
  } catch (error) {
    if (!(error instanceof BuildError)) throw error
    return { level: 'fail', what, text: printable(error.message), mend: 'set CONSOLE=false to run without it' }
  }
}

function dataFolder(config: Config): { findings: Finding[]; there: boolean } {
  const what = 'data'
  try {
    const folder = findDataFolder(config.dataDir)
    if (folder === null) {
      return {
        findings: [{ level: 'ok', what, text: `nothing in ${config.dataDir} yet: the first start makes it` }],
        there: false,
      }
    }
    const { bavail, bsize } = statfsSync(folder.path)
    const free = bavail * bsize
    const text = `${folder.path}, ${(free / GIGABYTE).toFixed(1)} GB free`
    const level = free < NO_SPACE ? 'fail' : free < LITTLE_SPACE ? 'warn' : 'ok'
    const mend = level === 'ok' ? {} : { mend: 'make room: on a full disk nothing more can be written' }
    return { findings: [{ level, what, text, ...mend }], there: true }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { findings: [{ level: 'fail', what, text: error.message }], there: false }
  }
}

function unreachable(config: Config, error: unknown): Finding {
  const cause = explainRefusal(error)
  const text = cause instanceof Error ? cause.message : String(cause)
  const mend =
    config.database === null
      ? 'see the log in its folder'
      : `is PostgreSQL running at ${config.database.host}, and may this machine reach it?`
  return {
    level: 'fail',
    what: 'database',
    text: printable(text || 'no answer'),
    ...(cause instanceof ConfigError ? {} : { mend }),
  }
}

async function provider(config: Config): Promise<Finding[]> {
  const what = 'identity'
  if (usesEmbeddedProvider(config)) return [{ level: 'ok', what, text: 'the embedded provider' }]
  const findings: Finding[] = []
  const look = async (variable: string, url: string, asked: () => Promise<unknown>): Promise<void> => {
    try {
      await asked()
      findings.push({ level: 'ok', what, text: `${variable} ${url} answers` })
    } catch (error) {
      const cause =
        error instanceof Error && error.cause instanceof Error
          ? error.cause.message
          : error instanceof Error
            ? error.message
            : String(error)
      findings.push({
        level: 'fail',
        what,
        text: `${variable} ${url}: ${printable(cause)}`,
        mend: `can this machine reach it, and is ${variable} right?`,
      })
    }
  }
  const { oidcIssuer, iamUrl } = config
  if (oidcIssuer !== null) await look('OIDC_ISSUER', oidcIssuer, createLoader(oidcIssuer, Date.now))
  // Without a token it refuses, which is an answer.
  if (iamUrl !== null) await look('IAM_URL', iamUrl, () => ask(iamUrl, {}, PROVIDER_TIMEOUT_MS))
  if (oidcIssuer !== null && config.oidcAudience === null) {
    const mend = 'set OIDC_AUDIENCE to the name of this service at the provider'
    findings.push({
      level: 'warn',
      what,
      text: 'OIDC_AUDIENCE is not set: tokens that the provider gave out for other services are taken as well',
      mend,
    })
  }
  return findings
}
