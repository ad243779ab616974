// Loads the texts of the incident list.

export { loadLists as load } from '~/message/lists.ts'
