import type { list as english } from '../en/list.ts'
import type { Translation } from '../translate.ts'

export const list: Translation<typeof english> = {}
