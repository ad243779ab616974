// Reads and checks a backup file in constant memory.
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip, type Gunzip } from 'node:zlib'
import type { AppError } from '../../errors.ts'
import {
  as,
  badFile,
  End,
  FORMAT_VERSION,
  Header,
  HeaderStart,
  LineSum,
  ROWS_END,
  RowSum,
  TableStart,
  TableSum,
} from './format.ts'

/** What a backup holds, piece by piece, in the order of the file. Rows come as whole lines. */
export type Piece =
  | { kind: 'header'; header: Header }
  | { kind: 'table'; name: string }
  | { kind: 'rows'; bytes: Buffer }
  | { kind: 'sum'; sum: TableSum }
  | { kind: 'end'; end: End }

/** What a file that was read to its end turned out to hold. */
export type Contents = { header: Header; sums: TableSum[]; end: End; bytes: number }

/**
 * Reads a whole backup and checks it: order, row counts, hashes, end marker, nothing behind it. Throws AppError naming the
 * file when it is no backup, cut off, damaged, or of a newer format.
 */
export async function checkBackup(path: string): Promise<Contents> {
  let header: Header | undefined
  let end: End | undefined
  let bytes = 0
  const sums: TableSum[] = []
  for await (const piece of readBackup(path)) {
    if (piece.kind === 'header') header = piece.header
    else if (piece.kind === 'rows') bytes += piece.bytes.length
    else if (piece.kind === 'sum') sums.push(piece.sum)
    else if (piece.kind === 'end') end = piece.end
  }
  if (!header || !end) throw badFile(path, 'is cut off')
  return { header, sums, end, bytes }
}

/** Reads a backup in constant memory (its longest row), checking as it goes; throws as checkBackup, possibly after pieces were given. */
export async function* readBackup(path: string): AsyncGenerator<Piece, void, void> {
  const lines = new LineSum()
  const blocks = new Blocks(path)
  try {
    const first = await blocks.line()
    const header = headerOf(path, first)
    lines.add(first)
    yield { kind: 'header', header }
    let rows = 0
    for (const table of header.tables) {
      const start = await blocks.line()
      if (as(TableStart, parse(start))?.table !== table.name) throw damaged(path, `table ${table.name} is missing`)
      lines.add(start)
      yield { kind: 'table', name: table.name }
      const sum = new RowSum()
      for (let bytes = await blocks.rows(); bytes !== null; bytes = await blocks.rows()) {
        sum.add(bytes)
        yield { kind: 'rows', bytes }
      }
      const last = await blocks.line()
      const found = sum.sum(table.name)
      const said = as(TableSum, parse(last))
      if (said?.table !== found.table || said.rows !== found.rows || said.sha256 !== found.sha256) {
        throw damaged(path, `table ${table.name} is not what was written`)
      }
      lines.add(last)
      rows += found.rows
      yield { kind: 'sum', sum: found }
    }
    const end = as(End, parse(await blocks.line()))
    if (!end || end.tables !== header.tables.length || end.rows !== rows || end.sha256 !== lines.digest()) {
      throw damaged(path, 'its end does not fit what comes before')
    }
    await blocks.finish()
    yield { kind: 'end', end }
  } finally {
    await blocks.close()
  }
}

function headerOf(path: string, line: Buffer): Header {
  const value = parse(line)
  const start = as(HeaderStart, value)
  if (!start) throw badFile(path, 'is no Tocsin backup')
  if (start.version > FORMAT_VERSION) {
    throw badFile(path, `was made by a newer version of Tocsin (${start.tocsin}): restore it with that version`)
  }
  const header = as(Header, value)
  if (!header) throw damaged(path, 'its header is not what was written')
  return header
}

function damaged(path: string, what: string): AppError {
  return badFile(path, `is damaged: ${what}`)
}

function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString())
  } catch {
    return undefined
  }
}

const LINE_FEED = 10
/** How every gzip file begins. */
const GZIP = Buffer.from([0x1f, 0x8b])
/** Longest line outside the rows: a header is a few KB. Whatever is longer is no backup. */
const LONGEST_LINE = 1024 * 1024
const ROWS_END_AFTER_ROW = Buffer.concat([Buffer.from('\n'), ROWS_END])

/** The decompressed file as lines, and as blocks of whole lines where there are many. */
class Blocks {
  readonly #path: string
  #chunks: AsyncIterator<Buffer> | null = null
  #gunzip: Gunzip | null = null
  #size = 0
  /** Bytes read and not given yet. */
  #rest: Buffer = Buffer.alloc(0)
  /** Whether what is left of the table at hand is its end: found together with the rows before it. */
  #ended = false

  constructor(path: string) {
    this.#path = path
  }

  /** The next line, with its line feed. */
  async line(): Promise<Buffer> {
    for (;;) {
      const at = this.#rest.indexOf(LINE_FEED)
      if (at !== -1) {
        const line = this.#rest.subarray(0, at + 1)
        this.#rest = this.#rest.subarray(at + 1)
        return line
      }
      if (this.#rest.length > LONGEST_LINE) throw badFile(this.#path, 'is no Tocsin backup')
      await this.#more()
    }
  }

  /** The next rows, as many whole ones as are at hand; null after the table's last. */
  async rows(): Promise<Buffer | null> {
    if (this.#ended) {
      this.#ended = false
      return null
    }
    for (;;) {
      if (this.#rest.subarray(0, ROWS_END.length).equals(ROWS_END)) {
        this.#rest = this.#rest.subarray(ROWS_END.length)
        return null
      }
      const end = this.#rest.indexOf(ROWS_END_AFTER_ROW)
      const last = end === -1 ? this.#rest.lastIndexOf(LINE_FEED) : end
      if (last !== -1) {
        const rows = this.#rest.subarray(0, last + 1)
        this.#ended = end !== -1
        this.#rest = this.#rest.subarray(last + 1 + (this.#ended ? ROWS_END.length : 0))
        return rows
      }
      await this.#more()
    }
  }

  /** Nothing may follow: neither in the compressed text nor behind it. */
  async finish(): Promise<void> {
    if (this.#rest.length === 0) {
      const next = await this.#next()
      if (next.done && this.#gunzip?.bytesWritten === this.#size) return
    }
    throw damaged(this.#path, 'something follows its end')
  }

  async close(): Promise<void> {
    await this.#chunks?.return?.()
  }

  /** Reads on. A row that is longer than a chunk is put together from as few pieces as doubling needs. */
  async #more(): Promise<void> {
    const pieces = [this.#rest]
    let length = 0
    do {
      const next = await this.#next()
      if (next.done && length > 0) break
      if (next.done) throw badFile(this.#path, 'is cut off: its end is missing')
      pieces.push(next.value)
      length += next.value.length
    } while (length < this.#rest.length)
    this.#rest = this.#rest.length === 0 && pieces.length === 2 ? (pieces[1] ?? this.#rest) : Buffer.concat(pieces)
  }

  async #next(): Promise<IteratorResult<Buffer>> {
    try {
      this.#chunks ??= await this.#open()
      return await this.#chunks.next()
    } catch (error) {
      throw this.#explain(error)
    }
  }

  async #open(): Promise<AsyncIterator<Buffer>> {
    const file = await open(this.#path)
    this.#size = (await file.stat()).size
    const start = await file.read({ buffer: Buffer.alloc(GZIP.length), position: 0 })
    if (!start.buffer.equals(GZIP)) {
      await file.close()
      throw badFile(this.#path, 'is no Tocsin backup')
    }
    this.#gunzip = createGunzip({ chunkSize: 256 * 1024 })
    // Errors reach the reader by way of the iterator.
    pipeline(file.createReadStream({ start: 0, highWaterMark: 256 * 1024 }), this.#gunzip, () => {})
    return this.#gunzip[Symbol.asyncIterator]()
  }

  #explain(error: unknown): unknown {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'Z_BUF_ERROR') return badFile(this.#path, 'is cut off: its end is missing', error)
    if (code.startsWith('Z_')) return damaged(this.#path, 'its compressed data is not what was written')
    if (code === 'ENOENT') return badFile(this.#path, 'does not exist', error)
    if (code === 'EISDIR' || code === 'EACCES' || code === 'EPERM') {
      return badFile(this.#path, `can't be read (${code})`, error)
    }
    return error
  }
}
