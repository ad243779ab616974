import { fileURLToPath } from 'node:url'
import adapter from '@sveltejs/adapter-static'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

/** Address of the running service that `npm run dev -w web` shows the console of. */
const service = process.env['TOCSIN_URL'] ?? 'http://localhost:5001'

/** What the service answers itself; everything else is the console. */
const served = ['/v1', '/console', '/oidc', '/docs', '/openapi.json', '/livez', '/readyz', '/subscription']

/**
 * What the page's own script starts with, apart from all that may only be run once it has said what this console is: run before, SvelteKit
 * takes its version for another one and loads a page that is not there again and again.
 */
const first = /[\\/]runtime[\\/]client[\\/]payload\.js$|vite[\\/]preload-helper/

/** The client as TypeScript, so that it needs no build before this one; both of the console's builds have to know. */
const source = 'tocsin-source'

export default defineConfig({
  plugins: [
    sveltekit({
      // A page for every path: the service answers with it wherever no file lies.
      adapter: adapter({ pages: 'build', fallback: 'index.html', precompress: true }),
      compilerOptions: { runes: true },
      paths: { relative: false },
      // Registered by offline/keep.ts, once the page is there.
      serviceWorker: { register: false },
      // Told by the service; a poll of its own would be one more request a minute from every tab.
      version: { pollInterval: 0 },
    }),
  ],
  resolve: {
    alias: { '~': fileURLToPath(new URL('src', import.meta.url)) },
    conditions: [source, 'module', 'browser', 'development|production'],
  },
  ssr: { resolve: { conditions: [source, 'module', 'node', 'development|production'] } },
  build: { target: 'es2023', reportCompressedSize: false },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                { name: 'first', test: first },
                // What many pages share comes in one piece: dozens of small ones are worse to compress, and to fetch.
                { name: 'shared', minShareCount: 6 },
              ],
            },
          },
        },
      },
    },
  },
  server: {
    strictPort: false,
    // The address the browser uses goes along, so that the embedded provider sends it back here.
    proxy: Object.fromEntries(served.map((path) => [path, { target: service, changeOrigin: false, xfwd: true }])),
  },
})
