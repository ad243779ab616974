// English texts of keyboard shortcuts.

export const keys = {
  title: 'Keyboard shortcuts',
  everywhere: 'Everywhere',
  this_page: 'On this page',
  followed_by: 'then',
} as const
