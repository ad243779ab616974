export const catalog = {
  not_assessed: 'Not assessed',
  one: 'Code table',
  event_changed: 'changed a code table',
} as const
