import type { webhook as english } from '../en/webhook.ts'
import type { Translation } from '../translate.ts'

export const webhook: Translation<typeof english> = {}
