// English texts of edit conflicts.

export const conflict = {
  news_title: { one: 'Changed by others while you edit', other: '{n} changes by others while you edit' },
  news_one: '{name} changed {field}: {from} → {to}',
  news_unknown: '{field} changed: {from} → {to}',
  news_text: '{name} changed {field}',
  dismiss: 'Dismiss',

  title: '{name} changed {field} while you edited it',
  title_unknown: '{field} was changed while you edited it',
  text: 'Nothing is lost: choose one, or edit yours and save that.',
  before: 'Before',
  theirs: '{name}',
  theirs_unknown: 'Now',
  theirs_hint: 'saved {ago}',
  yours: 'Yours',
  yours_hint: 'not saved yet',
  take_theirs: 'Take theirs',
  keep_yours: 'Save yours',
  empty: 'empty',
  light: '{name} changed this to: {value}',
  light_unknown: 'Changed meanwhile to: {value}',
  use_it: 'Use it',
} as const
