// A site of the demo: a data centre in Hong Kong.
import type { Site } from '../site.ts'

/** A data centre in Hong Kong: English, with a little Chinese. */
export const dataCentre: Site = {
  code: 'dc',
  offset: 8,
  weight: 16,
  people: [
    'Chan Tai Man',
    'Priya Raman',
    '李詠琪',
    'Marcus Oyelaran',
    'Ho Wing Yan',
    'Tomasz Zieliński',
    '張家豪',
    'Sarah Lindqvist',
  ],
  reporters: [
    'Night watch',
    'Building management system',
    'Customer {customer}',
    'Morning round',
    'NOC monitoring',
    'Contractor on site',
  ],
  locations: {
    row: 'Hall {hall}, row {row}',
    basement: 'Building C, basement',
    yard: 'Generator yard',
    rack: 'Hall {hall}, rack {rack}',
    meet_me: 'Meet-me room {1..3}',
    server_room: '機房{1..6}樓',
    roof: 'Roof, chiller deck',
    dock: 'Loading dock',
    door: 'Hall {hall}, main door',
  },
  words: {
    hall: ['A1', 'A2', 'B1', 'B2', 'C1', 'C4'],
    row: ['{1..24}'],
    rack: ['{A|B|C|D}{1..24}'],
    customer: ['Lantau Cloud', 'Pearl River Bank', 'Kwun Tong Media', 'Blue Junk Logistics', 'Sai Kung Analytics'],
    chiller: ['CH-{1..8}'],
    ups: ['UPS-{A|B}{1..6}'],
    carrier: ['PacLink', 'East Sea Cable', 'Harbour Fibre'],
    service: [
      'object storage',
      'the order queue',
      'single sign-on',
      'the billing API',
      'DNS resolvers',
      'the tenant portal',
      'backup replication',
    ],
  },
  remarks: [
    { text: 'Same rack as last month, I am pulling up the old ticket.', at: ['rack'] },
    'Customer {customer} asked for an update, told them the next one comes on time.',
    '已通知當值主管。',
    'Photos are on the shared drive, folder of today.',
    { text: 'Please keep the row clear, vendor is on the way with a trolley.', at: ['row'] },
    {
      text: 'Do we have a spare on the shelf? I only see two in the store list.',
      at: ['rack', 'row', 'roof', 'meet_me'],
    },
    'I have the runbook open, we are at step {4..9}.',
    'Handed over to the night shift, everything is written down here.',
    { text: '備件明早到。', at: ['rack', 'row', 'roof', 'meet_me'] },
    { text: 'Adding the graph from the power meter to the folder.', at: ['row', 'basement', 'yard'] },
  ],
  scenarios: [
    {
      type: 'FACILITY',
      severity: [2, 5, 6, 2, 1],
      minutes: 150,
      weight: 3,
      tales: [
        {
          at: ['row'],
          name: 'Water on the floor of hall {hall}',
          description:
            'The raised floor is wet near rack {rack}, about {2..12} tiles. No rack is affected so far. Pumps are on their way.',
          work: [
            'Tiles are up, water about {5..30} mm deep, no cable trays touched.',
            'Pumps are running, level falling.',
            'Valve of the chilled water loop closed, no more inflow.',
            'Drying; humidity in the hall at {55..68} %.',
            'Facility management has found the joint that failed, part ordered.',
          ],
          done: [
            'Dry, tiles are back, leak rope silent for an hour.',
            'Joint replaced, pressure test passed. Hall {hall} released.',
          ],
        },
        {
          at: ['row'],
          name: 'Leak alarm under the raised floor, hall {hall}',
          description: 'The leak rope under row {row} reports water. Nothing to see from above.',
          work: [
            'Three tiles up: condensate from the air handler.',
            'Drain of the drip tray was blocked, it runs again.',
            'Rope dried, waiting for the alarm to clear.',
          ],
          done: ['Alarm cleared, drain added to the monthly round.'],
        },
      ],
    },
    {
      type: 'FACILITY',
      severity: [3, 6, 4, 1, 0],
      minutes: 95,
      weight: 3,
      tales: [
        {
          at: ['roof'],
          name: '{chiller} tripped',
          description:
            '{chiller} went off with a high-pressure alarm. Redundancy in hall {hall} is gone, temperature rises by about 1 °C in {4..9} minutes.',
          work: [
            'Standby chiller started by hand, temperature stands still.',
            'Mobile fans placed at both ends of row {row}.',
            'Vendor reached, engineer expected in {30..90} minutes.',
            'Temperature falls, {24..27} °C at the warmest sensor.',
          ],
          done: ['Pressure sensor replaced, {chiller} carries its load again.'],
        },
        {
          at: ['row'],
          name: 'Cold aisle above {28..31} °C, hall {hall}',
          description: 'Sensors of row {row} read {28..33} °C. Two fans of the air handler do not turn.',
          work: [
            'Containment doors were open, closed now.',
            'Fans turn again after a reset of the controller.',
            'Temperature at {25..27} °C, still falling.',
          ],
          done: ['All sensors below 25 °C for thirty minutes.'],
        },
      ],
    },
    {
      type: 'SYSTEM_FAILURE',
      severity: [2, 5, 5, 3, 1],
      minutes: 80,
      weight: 4,
      tales: [
        {
          at: ['rack', 'server_room'],
          name: '{service} not reachable',
          description:
            'Failed checks from {3..5} of 6 probes since {8..20}:{10..55}. {customer} and others are affected.',
          work: [
            'One of three nodes is out of memory, taken out of the balancer.',
            'Second node restarted, no more errors from it.',
            'Probes are green from two of three places.',
            'Cause suspected in the connection pool; watching.',
          ],
          done: ['No failed check for thirty minutes.', 'Memory limit raised, fixed release planned for Thursday.'],
        },
        {
          at: ['rack', 'server_room'],
          name: 'Error rate of {service} above {3..20} %',
          description:
            'Since the deployment of {10..18}:{10..55} every {third|fourth|tenth} request fails with a timeout.',
          work: [
            'Rollback of the release has begun.',
            'Error rate down to {1..3} %, queue is draining.',
            'Rollback done on all nodes.',
          ],
          done: ['Error rate is zero, release withdrawn.'],
        },
        {
          at: ['row'],
          name: 'Power path {A|B} lost in hall {hall}',
          description: '{ups} went to bypass and then off. Row {row} runs on one path. No load is down.',
          work: [
            'Electricians are at the switchboard.',
            'Fuse of the output blown, cause not known yet.',
            '{ups} isolated, path is fed from the sister unit.',
            'Infrared picture shows nothing unusual.',
          ],
          done: ['{ups} back after replacement of the inverter, both paths carry load.'],
        },
      ],
    },
    {
      type: 'PERFORMANCE',
      severity: [0, 2, 6, 5, 3],
      minutes: 240,
      weight: 3,
      tales: [
        {
          at: ['rack', 'server_room'],
          name: 'Slow answers from {service}',
          description: 'The 95th percentile is at {2..9} s instead of 300 ms. No errors, but {customer} complains.',
          work: [
            'A report that runs at the top of the hour holds the locks; it has been paused.',
            'Added two nodes, queue length goes down.',
            '95th percentile at {500..900} ms.',
          ],
          done: ['Latency normal for two hours. Report moved to the night.'],
        },
        {
          at: ['meet_me'],
          name: 'Packet loss of {1..8} % on the link of {carrier}',
          description: 'The link loses packets in the direction of Tokyo. Traffic can be moved to the other carrier.',
          work: [
            'Traffic moved to the second carrier, latency is back to normal there.',
            '{carrier} has opened a ticket on its side.',
            '{carrier} suspects an optic, technician on the way.',
          ],
          done: ['{carrier} has replaced the optic, loss is zero. Traffic is back.'],
        },
      ],
    },
    {
      type: 'SECURITY',
      severity: [1, 3, 5, 4, 2],
      minutes: 60,
      weight: 2,
      tales: [
        {
          at: ['door'],
          name: 'Door of hall {hall} held open',
          description: 'Door contact has been open for {6..25} minutes. Camera shows a delivery in progress.',
          work: [
            'Guard on site, person identified as a contractor of {customer}.',
            'Recording saved under the number of this incident.',
          ],
          done: ['Contractor briefed, door closed, no access to the racks.'],
        },
        {
          at: ['dock'],
          name: 'Badge of a leaver used at the loading dock',
          description:
            'A badge that was to be locked last Friday opened the loading dock at {1..5}:{10..59}. Guard is on the way.',
          work: [
            'Badge locked. Camera shows a former driver who brought back a pallet jack.',
            'List of leavers is being compared with the badges.',
          ],
          done: ['All badges of leavers checked, one more locked.'],
        },
      ],
    },
    {
      type: 'MAINTENANCE',
      severity: [0, 1, 3, 6, 5],
      minutes: 320,
      weight: 2,
      tales: [
        {
          at: ['yard'],
          name: 'Load test of generator {1..6}',
          description: 'Planned work, announced to all customers. During it there is no redundancy on path {A|B}.',
          work: ['Generator takes the load of path {A|B}.', 'Half done, no deviation.'],
          done: ['Finished within the window, redundancy is back.'],
        },
        {
          at: ['basement'],
          name: 'Battery replacement at {ups}',
          description: 'Planned between {1..3}:00 and {5..6}:00, {2..4} strings.',
          work: [
            '{ups} on bypass, first string out.',
            'One string took longer than planned; we stay within the window.',
          ],
          done: ['Done. Discharge test passed, report filed.'],
        },
      ],
    },
  ],
}
