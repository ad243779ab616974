import type { token as english } from '../en/token.ts'
import type { Translation } from '../translate.ts'

export const token: Translation<typeof english> = {}
