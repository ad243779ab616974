// The German texts that every page may show.
import { alarm } from './alarm.ts'
import { attribute } from './attribute.ts'
import { catalog } from './catalog.ts'
import { comment } from './comment.ts'
import { conflict } from './conflict.ts'
import { error } from './error.ts'
import { filter } from './filter.ts'
import { incident } from './incident.ts'
import { keys } from './keys.ts'
import { live } from './live.ts'
import { presence } from './presence.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'
import { time } from './time.ts'
import { timeline } from './timeline.ts'
import { ui } from './ui.ts'
import { view } from './view.ts'

/** The German texts of what every page may show. */
export const german = {
  alarm,
  attribute,
  catalog,
  comment,
  conflict,
  error,
  filter,
  incident,
  keys,
  live,
  presence,
  session,
  shell,
  time,
  timeline,
  ui,
  view,
}
