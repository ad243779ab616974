// English texts of code tables, on every page.

export const catalog = {
  not_assessed: 'No severity',
  one: 'Code table',
  event_changed: 'changed a code table',
} as const
