export const catalog = {
  not_assessed: 'Not assessed',
} as const
