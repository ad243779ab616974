export { loadLists as load } from '~/message/lists.ts'
