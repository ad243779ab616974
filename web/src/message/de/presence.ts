import type { presence as english } from '../en/presence.ts'
import type { Translation } from '../translate.ts'

export const presence: Translation<typeof english> = {}
