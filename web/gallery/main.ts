import { mount } from 'svelte'
import '~/styles/base.css'
import { fillCatalog } from './catalog.ts'
import Gallery from './Gallery.svelte'

await fillCatalog()
const target = document.getElementById('gallery')
if (target) mount(Gallery, { target })
