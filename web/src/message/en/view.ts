// English texts of saved views.

export const view = {} as const
