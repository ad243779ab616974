import type { appearance as english } from '../en/appearance.ts'
import type { Translation } from '../translate.ts'

export const appearance: Translation<typeof english> = {}
