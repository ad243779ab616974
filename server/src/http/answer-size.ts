// Answers are bounded in bytes: how many records of a page fit, and what is said where none may be left out.
import { LARGEST_ANSWER } from '../admission/budgets.ts'
import { type AppError, refusal } from '../errors.ts'

/** Bytes of records in one answer; the rest is for the envelope. */
export const MOST_RECORD_BYTES = LARGEST_ANSWER - 65_536
/** A code unit of JavaScript's strings is at most so many bytes of UTF-8. */
const MOST_BYTES_OF_UNIT = 3

/** How many of the first of these records fit into one answer; one at least. */
export function fitting(records: readonly string[]): number {
  let units = 0
  for (const record of records) units += record.length
  if (units * MOST_BYTES_OF_UNIT <= MOST_RECORD_BYTES) return records.length
  let bytes = 0
  for (const [i, record] of records.entries()) {
    bytes += Buffer.byteLength(record) + 1
    if (bytes > MOST_RECORD_BYTES && i > 0) return i
  }
  return records.length
}

/** The refusal of a page by number whose records are too large for one answer. */
export function pageTooLarge(): AppError {
  const message = `The records of this page are larger than ${LARGEST_ANSWER / 1_048_576} MiB. Ask for fewer by size, or read on by cursor.`
  return refusal('invalid', 'PAGE_TOO_LARGE', message, 'size')
}
