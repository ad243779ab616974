// Loads the texts of the report form.

export { loadLists as load } from '~/message/lists.ts'
