// English texts of filters.

export const filter = {} as const
