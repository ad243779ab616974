import { account } from './account.ts'
import { appearance } from './appearance.ts'
import { attribute } from './attribute.ts'
import { bin } from './bin.ts'
import { board } from './board.ts'
import { catalog } from './catalog.ts'
import { code } from './code.ts'
import { comment } from './comment.ts'
import { conflict } from './conflict.ts'
import { error } from './error.ts'
import { filter } from './filter.ts'
import { incident } from './incident.ts'
import { keys } from './keys.ts'
import { list } from './list.ts'
import { live } from './live.ts'
import { notification } from './notification.ts'
import { overview } from './overview.ts'
import { presence } from './presence.ts'
import { report } from './report.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { time } from './time.ts'
import { timeline } from './timeline.ts'
import { token } from './token.ts'
import { ui } from './ui.ts'
import { view } from './view.ts'
import { webhook } from './webhook.ts'

/** The English texts: complete, and what every other language is typed by. */
export const english = {
  account,
  appearance,
  attribute,
  bin,
  board,
  catalog,
  code,
  comment,
  conflict,
  error,
  filter,
  incident,
  keys,
  list,
  live,
  notification,
  overview,
  presence,
  report,
  session,
  settings,
  shell,
  time,
  timeline,
  token,
  ui,
  view,
  webhook,
} as const
