import type { report as english } from '../en/report.ts'
import type { Translation } from '../translate.ts'

export const report: Translation<typeof english> = {}
