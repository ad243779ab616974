// German texts of saved views.
import type { view as english } from '../en/view.ts'
import type { Translation } from '../translate.ts'

export const view: Translation<typeof english> = {}
