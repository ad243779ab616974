import type { bin as english } from '../en/bin.ts'
import type { Translation } from '../translate.ts'

export const bin: Translation<typeof english> = {}
