// The bill of materials of a release: CycloneDX in JSON, made from the lockfile for what the release holds.
import type { Lockfile } from '../packages.ts'

/** The bill of `packages` (paths in the lockfile); `at` is the moment it names. The same release has the same bill. */
export function makeSbom(lockfile: Lockfile, packages: readonly string[], version: string, at: Date): string {
  const top = `tocsin@${version}`
  const components = packages.map((path) => component(lockfile, path))
  return `${JSON.stringify(
    {
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      version: 1,
      metadata: {
        timestamp: at.toISOString(),
        component: {
          'bom-ref': top,
          type: 'application',
          name: 'tocsin',
          version,
          purl: `pkg:generic/tocsin@${version}`,
          licenses: [{ license: { id: 'Apache-2.0' } }],
        },
      },
      components,
      dependencies: [{ ref: top, dependsOn: components.map((one) => one['bom-ref']) }],
    },
    null,
    2,
  )}\n`
}

function component(lockfile: Lockfile, path: string) {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const { version = '', integrity = '', license } = lockfile.packages[path] ?? {}
  const content = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex')
  return {
    // Two copies of one version lie at two places.
    'bom-ref': path,
    type: 'library',
    name,
    version,
    scope: 'required',
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    hashes: [{ alg: 'SHA-512', content }],
    ...(license === undefined ? {} : { licenses: [{ expression: license }] }),
  }
}
