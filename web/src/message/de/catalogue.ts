import { alarm } from './alarm.ts'
import { attribute } from './attribute.ts'
import { bin } from './bin.ts'
import { board } from './board.ts'
import { catalog } from './catalog.ts'
import { comment } from './comment.ts'
import { conflict } from './conflict.ts'
import { error } from './error.ts'
import { filter } from './filter.ts'
import { incident } from './incident.ts'
import { keys } from './keys.ts'
import { list } from './list.ts'
import { live } from './live.ts'
import { overview } from './overview.ts'
import { presence } from './presence.ts'
import { report } from './report.ts'
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
  bin,
  board,
  catalog,
  comment,
  conflict,
  error,
  filter,
  incident,
  keys,
  list,
  live,
  overview,
  presence,
  report,
  session,
  shell,
  time,
  timeline,
  ui,
  view,
}
