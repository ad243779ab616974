// English texts of the appearance settings.

export const appearance = {
  title: 'Appearance and language',
  text: 'Kept in this browser, for you alone.',
  look: 'Appearance',
  theme: 'Theme',
  theme_hint: 'Dark is easier on the eyes at night.',
  density: 'Density',
  density_hint: 'Compact shows more at once, as control rooms like it.',
  comfortable: 'Comfortable',
  compact: 'Compact',
  words: 'Language and time',
  language: 'Language',
  language_system: 'Browser language',
  zone: 'Time zone',
  zone_hint: 'Times are shown in it: it is {time} there now. An incident keeps the offset it was reported with.',
  zone_search: 'Search a place, such as Europe/Berlin',
} as const
