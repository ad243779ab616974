import type { notification as english } from '../en/notification.ts'
import type { Translation } from '../translate.ts'

export const notification: Translation<typeof english> = {}
