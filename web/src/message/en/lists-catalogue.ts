// The English texts of the pages with lists.
import { bin } from './bin.ts'
import { board } from './board.ts'
import { list } from './list.ts'
import { overview } from './overview.ts'
import { report } from './report.ts'

/** The English texts of overview, list, board, bin and report: loaded with those pages. */
export const englishLists = {
  bin,
  board,
  list,
  overview,
  report,
} as const
