import type { settings as english } from '../en/settings.ts'
import type { Translation } from '../translate.ts'

export const settings: Translation<typeof english> = {}
