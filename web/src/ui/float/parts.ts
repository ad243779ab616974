/* Everything that opens over a page: one piece, loaded after the page. */
export { default as ComboboxList } from './ComboboxList.svelte'
export { default as DialogBox } from './DialogBox.svelte'
export { default as MenuList } from './MenuList.svelte'
export { default as PopoverBox } from './PopoverBox.svelte'
export { default as SelectList } from './SelectList.svelte'
