// German texts of filters.
import type { filter as english } from '../en/filter.ts'
import type { Translation } from '../translate.ts'

export const filter: Translation<typeof english> = {}
