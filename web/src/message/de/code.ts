import type { code as english } from '../en/code.ts'
import type { Translation } from '../translate.ts'

export const code: Translation<typeof english> = {}
