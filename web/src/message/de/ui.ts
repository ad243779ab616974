import type { ui as english } from '../en/ui.ts'
import type { Translation } from '../translate.ts'

export const ui: Translation<typeof english> = {}
