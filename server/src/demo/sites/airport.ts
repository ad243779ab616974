// A site of the demo: an airport near London.
import type { Site } from '../site.ts'

/** The operations centre of an airport near London: English. */
export const airport: Site = {
  code: 'airport',
  offset: 0,
  weight: 15,
  people: [
    'Amara Okafor',
    'James Whitfield',
    'Siân Pritchard',
    'Kwame Mensah',
    'Nadia Rahman',
    'Oliver Grant',
    'Fionnuala Ní Dhomhnaill',
    'Zofia Nowak',
  ],
  reporters: [
    'Terminal duty manager',
    'Tower',
    'Ground handling',
    'Baggage hall',
    'Passenger at the help point',
    'Security supervisor',
    'Cleaning crew',
  ],
  locations: {
    gate: 'Terminal 1, gate {gate}',
    lane: 'Terminal 2, security lane {1..12}',
    belt: 'Baggage hall, belt {belt}',
    stand: 'Apron, stand {stand}',
    runway: 'Runway {09L|27R|09R|27L}',
    carpark: 'Car park {P1|P3|P5}, level {1..6}',
    arrivals: 'Terminal 2, arrivals',
    departures: 'Terminal 2, check-in hall',
  },
  words: {
    gate: ['{pier}{1..28}'],
    pier: ['A', 'B', 'C'],
    belt: ['{1..14}'],
    stand: ['{101..164}'],
    flight: ['{NX|KL|TP|LH|SK|EI} {210..989}'],
    lift: ['lift {3..31}'],
  },
  remarks: [
    'Announcement made in three languages.',
    { text: 'Airline rep is at the gate with me.', at: ['gate', 'stand'] },
    { text: 'Tower has been told.', at: ['stand', 'runway'] },
    { text: 'Volunteers with water are at lanes 4 to 8.', at: ['lane'] },
    { text: 'Can somebody open the staff search for the engineers, please.', at: ['gate', 'belt', 'departures'] },
    'Ops manager asks for numbers at the top of the hour.',
    { text: 'Media desk has a holding line ready.', at: ['lane', 'departures', 'arrivals', 'runway'] },
    { text: 'Handling will use the belt next door until then.', at: ['belt'] },
    'Noted for the morning briefing.',
  ],
  scenarios: [
    {
      type: 'SYSTEM_FAILURE',
      severity: [3, 6, 4, 2, 0],
      minutes: 110,
      weight: 4,
      tales: [
        {
          at: ['belt'],
          name: 'Baggage belt {belt} stopped',
          description:
            'Belt {belt} stopped with an emergency-stop message that nobody pressed. About {60..400} bags are waiting.',
          work: [
            'Engineer on site, drive {2..9} shows an overload.',
            'Bags are carried by hand to make-up position {1..20}.',
            '{flight} leaves without {4..30} bags, they follow on the next one.',
            'Belt turns again in manual mode, half speed.',
            'Backlog down to {10..80} bags.',
          ],
          done: ['Belt {belt} back in automatic mode, backlog cleared.'],
        },
        {
          at: ['belt'],
          name: 'Sorter sends every bag to the manual station',
          description: 'Since {5..9}:{10..55} no tag is read. {flight} and three more departures are at risk.',
          work: [
            'Scanner arch restarted, no change.',
            'Staff from terminal 1 helps at the manual station.',
            'Cause found: lamp of the scanner, spare is on site.',
          ],
          done: ['Sorter runs normally for an hour. {flight} left complete.'],
        },
        {
          at: ['departures'],
          name: 'Check-in desks {20..35} to {36..48} offline',
          description:
            'Desks lost their connection after the restart of the common-use platform. Queue is about {50..300} people.',
          work: ['Airlines check in by tablet.', 'Half of the desks are back.', 'Queue at {20..60} people.'],
          done: ['All desks work, queue gone.'],
        },
      ],
    },
    {
      type: 'SECURITY',
      severity: [3, 5, 5, 3, 1],
      minutes: 55,
      weight: 4,
      tales: [
        {
          at: ['gate'],
          name: 'Unattended bag at gate {gate}',
          description:
            'A dark {rucksack|suitcase|sports bag} stands at gate {gate} since about {10..30} minutes. Nobody near it. Cordon of {30..100} m is set.',
          work: [
            'Cordon stands, gate {gate} is closed. Police on the way.',
            'Owner called out twice, nobody came.',
            'Dog team is at the bag.',
            'Recording shows the owner at the café; a patrol is with them.',
          ],
          done: ['Bag belongs to a passenger of {flight}. Cordon lifted, gate open.'],
        },
        {
          at: ['arrivals'],
          name: 'Passenger went back through arrivals',
          description: 'One person walked from arrivals into the clean area. Search of the pier is being prepared.',
          work: [
            'Pier is being emptied, {2..6} flights wait.',
            'Person seen on camera near gate {gate}.',
            'Person found, had forgotten a jacket.',
          ],
          done: ['Identified, search ended, pier released.'],
        },
        {
          at: ['stand'],
          name: 'Door alarm on the airside, stand {stand}',
          description:
            'Fire door to stand {stand} opened from the inside. Camera shows one person without a high-visibility vest.',
          work: ['Patrol at the stand.', 'It was a crew member on the way to the bus, escorted back.'],
          done: ['Door sealed, airline informed.'],
        },
      ],
    },
    {
      type: 'SAFETY',
      severity: [4, 5, 4, 3, 1],
      minutes: 70,
      weight: 3,
      tales: [
        {
          at: ['stand'],
          name: 'Fuel spill on stand {stand}',
          description:
            'About {20..200} litres on the ground after the coupling came off. Stand closed, fire service called.',
          work: [
            'Fire service on site, foam laid.',
            'Absorbent is down, disposal firm called.',
            'Stand washed, drain valve closed.',
          ],
          done: ['Stand {stand} cleaned and released.'],
        },
        {
          at: ['runway'],
          name: 'Bird strike reported by {flight}',
          description: 'Crew reports a strike on approach. Runway inspection is under way.',
          work: [
            '{1..4} birds removed, runway open after {6..14} minutes.',
            'Engineer looks at the engine of {flight}.',
          ],
          done: ['Aircraft released, operation is normal.'],
        },
        {
          at: ['gate'],
          name: 'Passenger collapsed at gate {gate}',
          description: 'A person of about {50..80} lies at gate {gate}, a first-aider is there with a defibrillator.',
          work: [
            'Ambulance at the door, crew with the passenger.',
            'Passenger responsive, being carried to the ambulance.',
          ],
          done: ['Passenger is on the way to hospital, family travels along.'],
        },
      ],
    },
    {
      type: 'FACILITY',
      severity: [0, 3, 6, 5, 3],
      minutes: 180,
      weight: 3,
      tales: [
        {
          at: ['carpark', 'arrivals'],
          name: '{lift} stuck with passengers',
          description: '{2..6} people between levels. They are calm, intercom works.',
          work: ['Lift engineer called, {15..40} minutes away.', 'Doors open, all are out and well.'],
          done: ['{lift} in service after a test ride.'],
        },
        {
          at: ['gate'],
          name: 'No heating in pier {pier}',
          description: '{11..15} °C at the gates. Boiler shows a fault after the power dip.',
          work: ['Boiler restarted, it warms up slowly.', 'Blankets handed out at gate {gate}.'],
          done: ['{19..21} °C at all gates.'],
        },
        {
          at: ['gate'],
          name: 'Toilets near gate {gate} flooded',
          description: 'Water comes out of the floor drain, area is taped off.',
          work: ['Plumber on site, blockage further down.', 'Area dried, cleaners on site.'],
          done: ['Drain cleared, toilets open.'],
        },
      ],
    },
    {
      type: 'PERFORMANCE',
      severity: [0, 3, 6, 4, 1],
      minutes: 130,
      weight: 2,
      tales: [
        {
          at: ['lane'],
          name: 'Queue at security above {30..70} minutes',
          description: '{4..8} of 12 lanes are open, two scanners are down. Queue reaches the escalators.',
          work: [
            'Two more lanes opened with staff from terminal 1.',
            'Scanner {3..9} back after recalibration.',
            'Queue at {20..35} minutes and falling.',
            'Fast track opened for departures within the hour.',
          ],
          done: ['Queue below ten minutes.'],
        },
        {
          at: ['arrivals'],
          name: 'Immigration e-gates slow',
          description: 'About {30..60} s a person since the update of the night.',
          work: ['Border force opens manual desks.', 'Supplier takes the update back.'],
          done: ['Eight seconds a person again, all gates open.'],
        },
      ],
    },
    {
      type: 'OTHERS',
      severity: [0, 1, 3, 5, 5],
      minutes: 120,
      tales: [
        {
          at: ['gate'],
          name: 'Lost child at gate {gate}',
          description: 'A {boy|girl} of about {4..9} years looks for the parents and is at the help point.',
          work: ['Announcement made, staff at every exit.'],
          done: ['Parents are there, all are happy.'],
        },
        {
          at: ['stand'],
          name: 'Diversion of {flight} because of fog',
          description: '{flight} lands here with {90..210} passengers; handling has no free stand yet.',
          work: [
            'Stand {stand} assigned, buses on the way.',
            'Coaches ordered, {30..80} passengers want to stay on board.',
          ],
          done: ['Passengers have left by coach.'],
        },
      ],
    },
  ],
}
