// English texts of alarms.

export const alarm = {
  critical: '{severity}: {reference}',
  missed: 'Missed update: {reference}',
  more: { one: '{n} more', other: '{n} more' },
  dismiss: 'Dismiss',
  title: 'Alarms in this browser',
  text: 'An incident of the highest severity and a missed update are shown at the top, in the tab’s title and on its icon. What you do yourself raises no alarm.',
  sound: 'Sound',
  sound_hint: 'Three short tones, from one tab only.',
  notification: 'Desktop notification',
  notification_hint: 'Also while another window is in front.',
  notification_refused: 'This browser blocks notifications for this address. Allow them in its site settings.',
  notification_missing: 'This browser offers no notifications here',
  try: 'Play the sound',
} as const
