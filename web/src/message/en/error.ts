// English texts of errors.

export const error = {
  unreachable: 'The service cannot be reached.',
  forbidden: 'You may not do this.',
  not_found: 'This does not exist, or no longer.',
  too_many: 'Too many requests. Try again in a moment.',
  unavailable: 'The service is busy or about to restart. Try again in a moment.',
  internal: 'Something went wrong on our side.',
  unknown: 'Something went wrong.',
} as const
