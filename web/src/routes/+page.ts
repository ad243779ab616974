// Loads the texts of the overview.

export { loadLists as load } from '~/message/lists.ts'
