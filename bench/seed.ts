// Fills a service through its API, so that every revision can be filled in the same way.
import { Client } from 'undici'
import { attributesOf, incidentFields } from './incident-fields.ts'

export type Tenant = { id: string; token: string; incidents: string[] }

const CONNECTIONS = 16

/** Writes incidents over tenants, half of them with custom values. Throws at the first answer that is an error. */
export async function seed(url: string, deployerToken: string, tenants: Tenant[], incidents: number): Promise<void> {
  for (const [name, type] of [
    ['rack', 'STRING'],
    ['count', 'NUMBER'],
    ['isPending', 'BOOLEAN'],
  ]) {
    const client = new Client(url)
    await post(client, '/v1/incident/attributes', deployerToken, { name, type })
    await client.close()
  }
  let next = 0
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = new Client(url)
      while (next < incidents) {
        const n = next++
        const tenant = tenants[n % tenants.length]
        if (!tenant) break
        const fields = { ...incidentFields(n), attributes: attributesOf(n) }
        tenant.incidents.push((await post(client, '/v1/incident', tenant.token, fields)).id)
      }
      await client.close()
    }),
  )
}

/** Tried again while the service says that it is busy. */
async function post(client: Client, path: string, token: string, fields: object): Promise<{ id: string }> {
  const { statusCode, body } = await client.request({
    method: 'POST',
    path,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  })
  const text = await body.text()
  if (statusCode === 503) {
    await new Promise((wake) => setTimeout(wake, 1000))
    return await post(client, path, token, fields)
  }
  if (statusCode > 299) throw new Error(`POST ${path}: ${statusCode} ${text.slice(0, 300)}`)
  return (JSON.parse(text) as { data: { id: string } }).data // the envelope
}
