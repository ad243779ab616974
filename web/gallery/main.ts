import { mount } from 'svelte'
import { spoken } from '~/message/spoken.svelte.ts'
import '~/styles/base.css'
import { fillCatalog } from './catalog.ts'
import Gallery from './Gallery.svelte'

await fillCatalog()
if (new URLSearchParams(location.search).get('language') === 'de') await spoken.speak('de')
const target = document.getElementById('gallery')
if (target) mount(Gallery, { target })
