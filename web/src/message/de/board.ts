import type { board as english } from '../en/board.ts'
import type { Translation } from '../translate.ts'

export const board: Translation<typeof english> = {}
