import type { comment as english } from '../en/comment.ts'
import type { Translation } from '../translate.ts'

export const comment: Translation<typeof english> = {}
