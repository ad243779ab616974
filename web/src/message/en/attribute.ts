export const attribute = {
  not_set: 'Not set',
  yes: 'Yes',
  no: 'No',
} as const
