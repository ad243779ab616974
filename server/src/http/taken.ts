// Large answers are counted until their readers have taken them; a reader that takes nothing while others wait is dropped.
import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Budgets, LARGE_ANSWER } from '../admission/budgets.ts'
import { hold } from './request.ts'

/** A reader that took nothing for so long makes room for those that wait. */
const STALL_MS = 5000
const LOOK_MS = 500

type Answers = Budgets['answers']

/** Large answers on their way, by what was left of each when it last moved. */
type Reader = { response: ServerResponse; left: number; movedAt: number }

/** Watches the readers of large answers. */
export class Takers {
  readonly #answers: Answers
  readonly #readers = new Set<Reader>()
  #timer: NodeJS.Timeout | null = null

  constructor(answers: Answers) {
    this.#answers = answers
  }

  /** Waits until a large answer may be sent; it is counted until it is taken or its reader is gone. Throws as FairShare.take(). */
  async admit(request: FastifyRequest, reply: FastifyReply, bytes: number): Promise<void> {
    hold(request, await this.count(request, reply, bytes))
  }

  /** The same for a piece of an answer; gives what ends its counting, which may be called more than once. */
  async count(request: FastifyRequest, reply: FastifyReply, bytes: number): Promise<() => void> {
    if (bytes <= LARGE_ANSWER) return () => undefined
    const leave = await this.#answers.take(request.actor?.tenantId ?? '', bytes)
    const reader = { response: reply.raw, left: -1, movedAt: performance.now() }
    this.#readers.add(reader)
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS).unref()
    return () => {
      this.#readers.delete(reader)
      leave()
    }
  }

  #look(): void {
    if (this.#readers.size === 0 && this.#timer) {
      clearInterval(this.#timer)
      this.#timer = null
    }
    const now = performance.now()
    const wanted = this.#answers.all().waiting > 0
    for (const reader of this.#readers) {
      const left = reader.response.writableLength
      // Where nothing waits to be taken, it is not the reader that stands still.
      if (left === 0 || left !== reader.left) {
        reader.left = left
        reader.movedAt = now
      } else if (wanted && now - reader.movedAt > STALL_MS) reader.response.destroy()
    }
  }
}
