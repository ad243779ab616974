/** The package has no types of its own; this is the part of it that is used. */
declare module 'pg-copy-streams' {
  import type { Readable, Writable } from 'node:stream'
  import type { Submittable } from 'pg'

  /** What the server sends for `copy … to stdout`; its chunks need not end with a row. */
  export function to(text: string): Readable & Submittable & { readonly rowCount: number }
  /** What is sent to the server for `copy … from stdin`; finished once the server has taken it all. */
  export function from(text: string): Writable & Submittable & { readonly rowCount: number }
}
