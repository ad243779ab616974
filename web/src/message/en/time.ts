// English texts of times.

export const time = {
  now: 'just now',
  due_in: 'in {duration}',
  overdue_by: '{duration} overdue',
  own_offset: '{time} where it was reported',
  system_zone: 'As this device ({zone})',
} as const
