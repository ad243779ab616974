import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

/** The gallery alone: `npx vite web/gallery`. No part of the console's build. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: fileURLToPath(new URL('../static', import.meta.url)),
  plugins: [svelte({ compilerOptions: { runes: true } })],
  resolve: {
    alias: { '~': fileURLToPath(new URL('../src', import.meta.url)) },
    conditions: ['tocsin-source', 'module', 'browser', 'development|production'],
  },
  build: {
    target: 'es2023',
    outDir: process.env['GALLERY_OUT'] ?? '../.svelte-kit/gallery',
    emptyOutDir: true,
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
