// How this browser announces alarms: sound, notifications.

/** How this browser tells of an alarm, beside the bar, the title and the icon: kept in it, and following its other tabs. */
export type AlarmChoice = { sound: boolean; notification: boolean }

const place = 'tocsin.alarm'
const usual: AlarmChoice = { sound: false, notification: false }

let choice: AlarmChoice = $state.raw(read())

addEventListener('storage', (event) => {
  if (event.key === place || event.key === null) choice = read()
})

export const alarmChoice = {
  get sound(): boolean {
    return choice.sound
  },
  get notification(): boolean {
    return choice.notification
  },
  set(part: Partial<AlarmChoice>): void {
    choice = { ...choice, ...part }
    try {
      localStorage.setItem(place, JSON.stringify(choice))
    } catch {
      // Storage is full or forbidden: the choice holds until the page is left.
    }
  },
}

function read(): AlarmChoice {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}')
    const has = (name: keyof AlarmChoice): boolean =>
      typeof kept === 'object' && kept !== null && name in kept && kept[name as keyof typeof kept] === true
    return { sound: has('sound'), notification: has('notification') }
  } catch {
    return usual
  }
}
