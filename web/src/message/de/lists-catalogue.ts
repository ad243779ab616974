// The German texts of the pages with lists.
import { bin } from './bin.ts'
import { board } from './board.ts'
import { list } from './list.ts'
import { overview } from './overview.ts'
import { report } from './report.ts'

/** The German texts of overview, list, board, bin and report: loaded with those pages. */
export const germanLists = {
  bin,
  board,
  list,
  overview,
  report,
}
