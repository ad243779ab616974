// The English texts of the settings.
import { account } from './account.ts'
import { appearance } from './appearance.ts'
import { code } from './code.ts'
import { notification } from './notification.ts'
import { settings } from './settings.ts'
import { token } from './token.ts'
import { webhook } from './webhook.ts'

/** The English texts of the settings: loaded with those pages. */
export const englishSettings = {
  account,
  appearance,
  code,
  notification,
  settings,
  token,
  webhook,
} as const
