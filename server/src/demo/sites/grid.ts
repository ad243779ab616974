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
  locations: [
    '{substation} substation',
    'Feeder {feeder}',
    '{area}, near the market',
    'Transformer {TX|DT}-{1020..9870}, {area}',
    'Line {substation}–{area}, tower {3..180}',
    'Control room',
  ],
  words: {
    substation: ['Embakasi', 'Juja Road', 'Ruaraka', 'Athi River', 'Thika', 'Kitisuru'],
    area: ['Kibera', 'Westlands', 'Eastleigh', 'Karen', 'Kasarani', 'Ngong', 'Githurai'],
    feeder: ['{substation} {1..12}', '{area} 11 kV'],
  },
  remarks: [
    'Crew {1..22} ana vifaa vyote.',
    'Hospital in {area} is on its generator, fuel for {5..20} hours.',
    'Call centre has about {40..600} calls for this.',
    'Asante, tumepata ujumbe.',
    'Road to {substation} is flooded, crew goes round by the bypass.',
    'Permit to work issued.',
    'Please keep the tie open until we say so.',
    'Line walked, {2..9} spans to go.',
  ],
  scenarios: [
    {
      type: 'SYSTEM_FAILURE',
      severity: [4, 6, 4, 2, 0],
      minutes: 140,
      weight: 5,
      tales: [
        {
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
          name: 'Live conductor on the ground, {area}',
          description: 'Callers report a wire on the road. Police keep people away.',
          work: ['Line switched off and earthed.', 'Crew {1..22} on site, conductor removed.'],
          done: ['Repaired and re-energised after a check.'],
        },
        {
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
          name: 'Copper theft at {substation}',
          description: 'About {10..80} m of earthing cable are missing. Touch voltage is not safe, access forbidden.',
          work: ['Police on site.', 'Temporary earthing laid.', 'Guards doubled for the night.'],
          done: ['Earthing replaced and measured.'],
        },
        {
          name: 'Fence cut at {substation}',
          description: 'Guard found a hole of a metre on the river side. Nothing missing so far.',
          work: ['Yard searched, nothing missing.'],
          done: ['Fence repaired, patrol plan changed.'],
        },
        {
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
          name: 'Low voltage in {area}',
          description: '{180..207} V measured at the customers. Tap changer is at its last position.',
          work: ['Capacitor bank switched on by hand.', 'Load moved to the next feeder.'],
          done: ['Voltage within limits at all points.'],
        },
        {
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
          name: 'Line maintenance {substation}–{area}',
          description: 'Planned outage from {8..9} to {15..17}, published in the papers.',
          work: ['Line earthed, work has begun.', 'On schedule.'],
          done: ['Work finished, line back in service. Kazi nzuri.'],
        },
        {
          name: 'Oil sampling at {substation}',
          description: 'Planned, no outage expected.',
          work: ['First transformer sampled.'],
          done: ['Done an hour early.'],
        },
      ],
    },
  ],
}
