// The command palette, in a chunk of its own.

/** The palette and what it finds, loaded together once the page is there. */
export { findEverywhere } from '../noun/find.ts'
export { default } from './Palette.svelte'
