import type { attribute as english } from '../en/attribute.ts'
import type { Translation } from '../translate.ts'

export const attribute: Translation<typeof english> = {}
