// A site of the demo: a power network in Nairobi.
import type { Site } from '../site.ts'

/** The dispatch of a power network in Nairobi: English, with Swahili. */
export const grid: Site = {
  code: 'grid',
  offset: 3,
  weight: 10,
  people: [
    'Wanjiru Kamau',
    'Peter Otieno',
    'Achieng Odhiambo',
    'Hassan Abdi',
    'Mercy Chebet',
    'Brian Mwangi',
    'Fatuma Ali',
    'Samuel Kiprop',
  ],
  reporters: [
    'Customer call centre',
    'SCADA',
    'Field crew {1..22}',
    'County police',
    'Security guard at {substation}',
    'Neighbouring utility',
  ],
  locations: {
    substation: '{substation} substation',
    feeder: 'Feeder {feeder}',
    market: '{area}, near the market',
    transformer: 'Transformer {TX|DT}-{1020..9870}, {area}',
    line: 'Line {substation}–{area}, tower {3..180}',
  },
  words: {
    substation: ['Embakasi', 'Juja Road', 'Ruaraka', 'Athi River', 'Thika', 'Kitisuru'],
    area: ['Kibera', 'Westlands', 'Eastleigh', 'Karen', 'Kasarani', 'Ngong', 'Githurai'],
    feeder: ['{substation} {1..12}', '{area} 11 kV'],
  },
  remarks: [
    'Crew {1..22} ana vifaa vyote.',
    {
      text: 'Hospital in {area} is on its generator, fuel for {5..20} hours.',
      at: ['market', 'feeder', 'transformer'],
    },
    { text: 'Call centre has about {40..600} calls for this.', at: ['market', 'feeder', 'transformer'] },
    'Asante, tumepata ujumbe.',
    { text: 'Road to {substation} is flooded, crew goes round by the bypass.', at: ['substation'] },
    { text: 'Permit to work issued.', at: ['substation', 'line', 'feeder', 'transformer'] },
    { text: 'Please keep the tie open until we say so.', at: ['feeder', 'line'] },
    { text: 'Line walked, {2..9} spans to go.', at: ['line', 'feeder'] },
  ],
  scenarios: [
    {
      type: 'SYSTEM_FAILURE',
      severity: [4, 6, 4, 2, 0],
      minutes: 140,
      weight: 5,
      tales: [
        {
          at: ['feeder'],
          name: 'Feeder {feeder} tripped',
          description:
            'Earth-fault relay operated, two reclosures without success. About {900..14000} customers without supply.',
          work: [
            'Crew {1..22} sent, {15..50} minutes away.',
            'Fault located between pole {10..80} and {81..160}: tree on the line.',
            'Sectioned; {40..80} % of the customers are back.',
            'Tree cleared, conductor being spliced.',
            'Ready to close, waiting for the all clear from the crew.',
          ],
          done: ['Feeder {feeder} closed, load normal. Umeme umerudi.'],
        },
        {
          at: ['market'],
          name: 'Outage in {area} after the storm',
          description: 'Several calls about fallen lines in {area}. Extent not yet known.',
          work: [
            'Two crews patrol the lines.',
            '{3..14} poles are down, new ones on the lorry.',
            'Half of {area} is back.',
          ],
          done: ['All customers restored.'],
        },
        {
          at: ['substation'],
          name: 'Transformer {1..4} at {substation}: gas alarm',
          description: 'Buchholz alarm. Load moved where possible, {2..12} MW shed.',
          work: [
            'Transformer switched off and earthed.',
            'Oil sample on the way to the laboratory.',
            'Shed load is back by way of the tie.',
          ],
          done: ['Sample without findings, transformer back in service.'],
        },
      ],
    },
    {
      type: 'SAFETY',
      severity: [5, 5, 3, 1, 0],
      minutes: 70,
      weight: 3,
      tales: [
        {
          at: ['market'],
          name: 'Live conductor on the ground, {area}',
          description: 'Callers report a wire on the road. Police keep people away.',
          work: ['Line switched off and earthed.', 'Crew {1..22} on site, conductor removed.'],
          done: ['Repaired and re-energised after a check.'],
        },
        {
          at: ['market'],
          name: 'Person received a shock in {area}',
          description: 'A boy climbed a pole. He is conscious, ambulance called.',
          work: ['Line is off.', 'Ambulance has arrived.'],
          done: ['Boy is in hospital and stable. Pole fitted with a guard.'],
        },
      ],
    },
    {
      type: 'SECURITY',
      severity: [1, 4, 5, 3, 1],
      minutes: 160,
      weight: 2,
      tales: [
        {
          at: ['substation'],
          name: 'Copper theft at {substation}',
          description: 'About {10..80} m of earthing cable are missing. Touch voltage is not safe, access forbidden.',
          work: ['Police on site.', 'Temporary earthing laid.', 'Guards doubled for the night.'],
          done: ['Earthing replaced and measured.'],
        },
        {
          at: ['substation'],
          name: 'Fence cut at {substation}',
          description: 'Guard found a hole of a metre on the river side. Nothing missing so far.',
          work: ['Yard searched, nothing missing.'],
          done: ['Fence repaired, patrol plan changed.'],
        },
        {
          at: ['market', 'transformer'],
          name: 'Illegal connection found, {area}',
          description: 'Crew found a connection that bypasses the meter and heats up.',
          work: ['Owner informed, supply off.'],
          done: ['Connection removed, report to the county.'],
        },
      ],
    },
    {
      type: 'PERFORMANCE',
      severity: [0, 3, 6, 4, 2],
      minutes: 200,
      weight: 2,
      tales: [
        {
          at: ['transformer'],
          name: 'Low voltage in {area}',
          description: '{180..207} V measured at the customers. Tap changer is at its last position.',
          work: ['Capacitor bank switched on by hand.', 'Load moved to the next feeder.'],
          done: ['Voltage within limits at all points.'],
        },
        {
          at: ['substation'],
          name: 'Transformer at {substation} overloaded',
          description: 'Load is at {108..131} % since the evening peak.',
          work: ['Large customers asked to reduce.', '{3..9} MW moved to the next substation.'],
          done: ['Load below 90 %, second transformer planned.'],
        },
      ],
    },
    {
      type: 'MAINTENANCE',
      severity: [0, 0, 3, 6, 4],
      minutes: 380,
      tales: [
        {
          at: ['line'],
          name: 'Line maintenance {substation}–{area}',
          description: 'Planned outage from {8..9} to {15..17}, published in the papers.',
          work: ['Line earthed, work has begun.', 'On schedule.'],
          done: ['Work finished, line back in service. Kazi nzuri.'],
        },
        {
          at: ['substation'],
          name: 'Oil sampling at {substation}',
          description: 'Planned, no outage expected.',
          work: ['First transformer sampled.'],
          done: ['Done an hour early.'],
        },
      ],
    },
  ],
}
