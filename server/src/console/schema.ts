// The configuration of the console on the wire.
import { type Static, type TSchema, Type } from 'typebox'
import { AttributeInput, STRING_VALUE_MAX } from '../attribute/schema.ts'
import { CodeInput } from '../catalog/schema.ts'
import { comments } from '../comment/schema.ts'
import { nullable, record } from '../http/schema.ts'
import { AccountInput, PasswordChange } from '../identity/account/schema.ts'
import { ApiTokenInput } from '../identity/apitoken/schema.ts'
import { filterParameters } from '../incident/filter.ts'
import { IncidentInput } from '../incident/schema.ts'
import { PRESENT_SECONDS } from '../presence/schema.ts'
import { ViewInput } from '../view/schema.ts'
import { WebhookInput } from '../webhook/schema.ts'

/** The longest text that a schema takes, in code points: what the console counts is what the API refuses. */
function longest(schema: TSchema): number {
  const { maxLength } = schema as { maxLength?: number } // TypeBox is JSON Schema
  if (maxLength === undefined) throw new Error('a text without a limit is not published')
  return maxLength
}

/** What the console says to people before the API would refuse it. */
export const limits = {
  name: longest(IncidentInput.properties.name),
  description: longest(IncidentInput.properties.description),
  reported_by: longest(IncidentInput.properties.reported_by),
  location: longest(IncidentInput.properties.location),
  comment: longest(comments.fields.text),
  q: longest(filterParameters.q),
  attribute_name: longest(AttributeInput.properties.name),
  attribute_description: longest(AttributeInput.properties.description),
  string_value: STRING_VALUE_MAX,
  options: 200,
  option: 200,
  code: longest(CodeInput.properties.code),
  label: longest(CodeInput.properties.label),
  url: longest(WebhookInput.properties.url),
  webhook_description: longest(WebhookInput.properties.description),
  token_name: longest(ApiTokenInput.properties.name),
  account_name: longest(AccountInput.properties.name),
  email: longest(AccountInput.properties.email),
  password: longest(PasswordChange.properties.new),
  view_name: longest(ViewInput.properties.name),
  presence_seconds: PRESENT_SECONDS,
  body_bytes: 1_048_576,
} as const
export type Limits = { -readonly [name in keyof typeof limits]: number }

const example = {
  version: '0.1.0',
  issuer: 'https://tocsin.example.org/oidc',
  client_id: 'tocsin-console',
  scopes: 'openid offline_access profile email',
  redirect_path: '/signed-in',
  accounts: true,
  mail: true,
  update_warning_seconds: 300,
  limits: { ...limits },
}

export const Configuration = record(
  {
    version: Type.String({ description: 'Of the service' }),
    issuer: nullable(
      Type.String({
        format: 'uri',
        description:
          'Where people sign in (OpenID Connect); null where only IAM_URL is set, which tells who somebody is but not where to sign in',
      }),
    ),
    client_id: Type.String({ description: 'The public client that the console is there' }),
    scopes: Type.String({ description: 'Scopes the console asks for, divided by spaces' }),
    redirect_path: Type.String({ description: 'Where the provider sends the browser back to' }),
    accounts: Type.Boolean({
      description: 'Whether the accounts are the service’s own: /v1/accounts, /v1/me/password',
    }),
    mail: Type.Boolean({ description: 'Whether the service sends mail: /v1/subscriptions' }),
    update_warning_seconds: Type.Integer({
      minimum: 0,
      description: 'How long before its time a promised update counts as due',
    }),
    limits: Type.Unsafe<Limits>(
      record(Object.fromEntries(Object.keys(limits).map((name) => [name, Type.Integer({ minimum: 1 })])), {
        description: 'Longest texts in code points, by field; beside them other bounds',
      }),
    ),
  },
  { $id: 'Configuration', examples: [example] },
)
export type Configuration = Static<typeof Configuration>
