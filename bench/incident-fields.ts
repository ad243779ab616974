// Incidents that the benches write.

const places = [
  'Building C, basement',
  'Hall 4',
  'Server room 2',
  'Tunnel km 12.4',
  'Gate B17',
  'Substation North',
  'Platform 3',
  'Control room',
]
const things = [
  'Water on the floor',
  'Power dip',
  'Access badge reader offline',
  'Smoke detector fault',
  'Packet loss to the north ring',
  'Lift stuck',
  'Door forced',
  'Pump pressure low',
]
const words =
  'the raised floor is wet near rack pumps are on their way level falling operator informed camera shows nothing unusual second line called back at noon spare part ordered waiting for clearance'.split(
    ' ',
  )

/** A believable incident, the same for the same number. */
export function incidentFields(n: number) {
  const pick = (list: readonly string[], salt: number): string =>
    list[(n * 7 + salt * 13 + (n >> 3)) % list.length] ?? ''
  const description = Array.from({ length: 30 }, (_, i) => pick(words, i)).join(' ')
  const day = new Date(Date.UTC(2024, 0, 1) + (n % 900) * 86_400_000 + (n % 1440) * 60_000).toISOString().slice(0, 19)
  return {
    name: `${pick(things, 1)} (${n})`,
    description: `${description}.`,
    reported_by: pick(['Night watch', 'Control room', 'Patrol 2', 'Facility desk'], 2),
    status: pick(['NEW', 'OPEN', 'OPEN', 'INVESTIGATING', 'MONITORING'], 3),
    type: pick(['SECURITY', 'SYSTEM_FAILURE', 'SAFETY', 'FACILITY'], 4),
    severity: pick(['', 'MAJOR', 'MODERATE', 'MINOR', 'LOW'], 5),
    date: `${day}+08:00`,
    location: pick(places, 6),
    next_update: 0,
    resolved_date: null,
    backdated: false,
  }
}

/** Custom values of every other incident, by the names that seed.ts defines. */
export function attributesOf(n: number): Record<string, unknown> | null {
  return n % 2 === 0 ? { rack: `R${n % 97}`, count: n % 1000, isPending: n % 3 === 0 } : null
}
