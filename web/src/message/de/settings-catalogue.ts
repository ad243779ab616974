// The German texts of the settings.
import { account } from './account.ts'
import { appearance } from './appearance.ts'
import { code } from './code.ts'
import { notification } from './notification.ts'
import { settings } from './settings.ts'
import { token } from './token.ts'
import { webhook } from './webhook.ts'

/** The German texts of the settings. */
export const germanSettings = {
  account,
  appearance,
  code,
  notification,
  settings,
  token,
  webhook,
}
