import type { incident as english } from '../en/incident.ts'
import type { Translation } from '../translate.ts'

export const incident: Translation<typeof english> = {}
