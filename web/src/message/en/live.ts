// English texts of the live connection.

export const live = {
  live: 'Live',
  connecting: 'Connecting …',
  lost: 'Connection lost. What you see may be out of date.',
  lost_since: 'Connection lost {since}. What you see may be out of date.',
  back: 'Connected again; everything is up to date.',
} as const
