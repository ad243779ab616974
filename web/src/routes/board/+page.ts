// Loads the texts of the board.

export { loadLists as load } from '~/message/lists.ts'
