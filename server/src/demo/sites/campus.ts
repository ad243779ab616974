import type { Site } from '../site.ts'

/** The safety office of a university in the American Midwest: English, with a little Spanish. */
export const campus: Site = {
  code: 'campus',
  offset: -6,
  weight: 12,
  people: [
    'Denise Kowalczyk',
    'Luis Hernández',
    'Tyrell Jackson',
    'Megan O’Connor',
    'Xochitl Ramírez',
    'Arjun Patel',
    'Grace Nguyen',
    'Walter Lindgren',
  ],
  reporters: [
    'Dispatch',
    'Student at blue-light phone {1..60}',
    'Resident advisor',
    'Professor in {building}',
    'Custodial staff',
    'Anonymous tip line',
  ],
  locations: [
    '{building}, room {101..480}',
    '{building}, main entrance',
    'Parking ramp {A|B|C}, level {1..5}',
    'Library, floor {1..6}',
    '{hall}, floor {1..9}',
    'Quad, north side',
    'Stadium, gate {1..12}',
  ],
  words: {
    building: [
      'Keller Hall',
      'the Chemistry annex',
      'Student Union',
      'Engineering East',
      'the Rec Center',
      'Moreno Library',
      'Fine Arts',
    ],
    hall: ['Prairie Hall', 'Lakeside Tower', 'Harriet Tubman House', 'Cedar Court'],
    car: ['a silver sedan', 'a white pickup', 'a black SUV', 'a red hatchback'],
  },
  remarks: [
    'Parents called twice, referred to the Dean of Students.',
    'Camera clip saved.',
    'Maintenance has the keys.',
    'Hablé con la familia, están tranquilos.',
    'City PD gave us a case number, it is in the file.',
    'Timely-warning decision: not needed, duty officer agrees.',
    'Units 4 and 7 back in service.',
    'Please send a second officer for the crowd.',
    'Shift change at six, briefed {the incoming sergeant|day shift}.',
  ],
  scenarios: [
    {
      type: 'SECURITY',
      severity: [2, 4, 6, 4, 2],
      minutes: 50,
      weight: 5,
      tales: [
        {
          name: 'Bike theft at {building}',
          description: 'Caller says {two|three|four} people are cutting locks at the racks. One wears a gray hoodie.',
          work: ['Two units on scene.', 'Two people stopped near the library, bolt cutter in the bag.'],
          done: ['Two in custody, {2..5} bikes back with their owners.'],
        },
        {
          name: 'Suspicious person at {hall}',
          description: 'A man tries the doors one after the other on floor {1..9}. Not known to the residents.',
          work: [
            'Person located and identified, talking to officers.',
            'He was looking for his brother, who lives in another house.',
          ],
          done: ['Cleared, trespass warning issued.'],
        },
        {
          name: 'Car break-in, parking ramp {A|B|C}',
          description: 'Window of {car} smashed, a bag is missing. Happened between {6..8} and {9..11} p.m.',
          work: ['Statement taken.', 'Access data and video requested for the time in question.'],
          done: ['Report filed, victim has the case number.'],
        },
        {
          name: 'Threatening message reported in {building}',
          description: 'A student showed a message that she took as a threat. She is safe and with us.',
          work: [
            'City PD informed, sender identified.',
            'Sender is at home in another state, talked to by local police.',
          ],
          done: ['No danger on campus, Dean of Students follows up.'],
        },
      ],
    },
    {
      type: 'SAFETY',
      severity: [3, 5, 4, 3, 1],
      minutes: 60,
      weight: 4,
      tales: [
        {
          name: 'Fire alarm in {hall}',
          description: 'Panel shows smoke detectors on floor {1..9}. Residents are leaving the building.',
          work: [
            'Fire department on scene.',
            'Evacuation complete, head count under way.',
            'Source found: burnt popcorn in the kitchen.',
          ],
          done: ['Building released by the fire department.'],
        },
        {
          name: 'Gas smell in {building}',
          description: 'Smell of gas in the stairwell. Building is being evacuated.',
          work: ['Utility shut off the meter, venting the building.', 'Leak at a lab bench found.'],
          done: ['Bench repaired, no reading on two sweeps, all clear.'],
        },
        {
          name: 'Chemical spill in {building}',
          description: 'About {1..5} L of solvent on the floor of a lab, two people with irritated eyes.',
          work: [
            'Lab closed, both people at the eye wash.',
            'EMS checked both, no transport needed.',
            'Hazmat contractor on scene.',
          ],
          done: ['Lab cleaned and reopened.'],
        },
      ],
    },
    {
      type: 'FACILITY',
      severity: [0, 3, 6, 5, 3],
      minutes: 210,
      weight: 3,
      tales: [
        {
          name: 'Power out in {building}',
          description: 'Half of {building} is dark since {7..10}:{10..55}. Emergency lights work.',
          work: [
            'Electricians are at the substation.',
            'Classes moved to the Student Union.',
            'Cable fault found, switching around it.',
          ],
          done: ['Power is back, all panels checked.'],
        },
        {
          name: 'Elevator entrapment, {hall}',
          description: '{1..5} people between floors {1..4} and {5..9}, everybody fine.',
          work: ['Elevator company gives {20..60} minutes.', 'Doors open, everybody out.'],
          done: ['Elevator stays off until inspected.'],
        },
        {
          name: 'Burst pipe in {building}',
          description: 'Water runs from the ceiling of room {101..480}. Shut-off valve not found yet.',
          work: ['Valve closed, clean-up begins.', 'Fans drying the rooms.'],
          done: ['Pipe repaired, rooms usable again.'],
        },
      ],
    },
    {
      type: 'SYSTEM_FAILURE',
      severity: [1, 3, 6, 4, 1],
      minutes: 120,
      weight: 2,
      tales: [
        {
          name: 'Card readers of {building} offline',
          description: 'Doors stay locked for everyone, staff opens by hand.',
          work: ['Guard posted until it works.', 'IT restarted the controller, readers come back one by one.'],
          done: ['All readers online.'],
        },
        {
          name: 'Cameras of ramp {A|B|C} without picture',
          description: 'The recorder does not answer since last night.',
          work: ['Network switch in the closet is dead, spare on the way.'],
          done: ['Pictures are back; {2..14} hours are missing.'],
        },
      ],
    },
    {
      type: 'OTHERS',
      severity: [0, 1, 3, 6, 5],
      minutes: 90,
      tales: [
        {
          name: 'Lost person at the stadium',
          description: 'A grandfather, {70..88}, was separated from his family after the game.',
          work: ['Gate staff have the description.'],
          done: ['Found at gate {1..12}, family is with him.'],
        },
        {
          name: 'Bat in {hall}',
          description: 'Residents of floor {1..9} will not go back to their rooms.',
          work: ['Animal control called.'],
          done: ['Bat left by the window, windows closed.'],
        },
      ],
    },
  ],
}
