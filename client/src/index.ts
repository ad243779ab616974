// What users of the package can import.

export { eventTypes } from './calls.ts'
export { CommentConflictError, ConflictError, RecordConflictError, TocsinError, UnreachableError } from './errors.ts'
export type * from './schema.d.ts'
export type { StreamItem, StreamOptions } from './stream.ts'
export { createTocsin, type Tocsin, type TocsinOptions } from './tocsin.ts'
export type * from './types.ts'
