// Every site of the demo.
import type { Site } from './site.ts'
import { airport } from './sites/airport.ts'
import { campus } from './sites/campus.ts'
import { dataCentre } from './sites/data-centre.ts'
import { grid } from './sites/grid.ts'
import { hospital } from './sites/hospital.ts'
import { metro } from './sites/metro.ts'
import { port } from './sites/port.ts'
import { rail } from './sites/rail.ts'
import { road } from './sites/road.ts'
import { water } from './sites/water.ts'

/** Every site of the demo: control rooms around the world, in a dozen languages and six scripts. */
export const sites: readonly Site[] = [dataCentre, airport, rail, water, campus, hospital, grid, metro, road, port]
