// Loads the texts of the bin.

export { loadLists as load } from '~/message/lists.ts'
