export const attribute = {} as const
