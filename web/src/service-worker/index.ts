/*
 * Keeps the code of the whole console in the browser, so that every page opens on a bad line and on none. Only what the console is
 * made of is kept, never what it shows: calls to the service go past it.
 */

import { version } from '$app/env'
import { assets, immutable } from '$app/manifest'
import { self } from '$app/service-worker'
import { belongsToConsole, cachesToDrop, prefix } from '../offline/rules.ts'

const current = `${prefix}${version}`
const page = '/'
const pathOf = (path: string): string => (path.startsWith('/') ? path : `/${path}`)
const files = [...immutable, ...assets].map(({ path }) => pathOf(path))
/** A line that is dead rather than cut answers nothing at all. */
const patienceMs = 5000

self.addEventListener('install', (event) => {
  event.waitUntil(keepAll())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOld())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (belongsToConsole(url.pathname)) event.respondWith(openPage(request))
  } else if (files.includes(url.pathname) || url.pathname.startsWith('/_app/immutable/')) {
    event.respondWith(openFile(request))
  }
})

/** The page and its files come from the same build: both or neither. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(current)
  await cache.addAll([page, ...files].map((path) => new Request(path, { cache: 'no-cache', credentials: 'omit' })))
  // A page of the version before finds its own files in its own cache.
  await self.skipWaiting()
}

async function dropOld(): Promise<void> {
  await Promise.all(cachesToDrop(await caches.keys(), current).map((name) => caches.delete(name)))
  await self.clients.claim()
}

/** The service's own page whenever it answers, so that nobody is left with an old version; else the one kept. */
async function openPage(request: Request): Promise<Response> {
  try {
    return await within(fetch(request), patienceMs)
  } catch (error) {
    const kept = await caches.match(page, { cacheName: current, ignoreVary: true })
    if (kept === undefined) throw error
    return kept
  }
}

/** A file whose name says what is in it is the same for ever; others are asked for while the service answers. */
async function openFile(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? (await fetch(request))
}

async function within(answer: Promise<Response>, ms: number): Promise<Response> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), ms)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
