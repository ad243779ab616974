// English texts of presence.

export const presence = {
  here: { one: '{n} other person is here', other: '{n} other people are here' },
  looks: 'is looking at this',
  edits: 'is editing: {field}',
} as const
