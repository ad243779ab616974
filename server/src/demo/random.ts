// Random numbers of the demo: the same for the same seed.

/** Numbers that look random and are the same for the same seed: sfc32, seeded through splitmix32. */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  /** `seed` and `stream` are whole numbers; each pair has a sequence of its own. */
  constructor(seed: number, stream = 0) {
    let state = (seed ^ Math.imul(stream + 1, 0x9e3779b1)) | 0
    const next = (): number => {
      state = (state + 0x9e3779b9) | 0
      let mixed = state ^ (state >>> 16)
      mixed = Math.imul(mixed, 0x21f0aaad)
      mixed ^= mixed >>> 15
      mixed = Math.imul(mixed, 0x735a2d97)
      return mixed ^ (mixed >>> 15)
    }
    this.#a = next()
    this.#b = next() ^ seed
    this.#c = next() ^ stream
    for (let i = 0; i < 12; i++) this.next()
  }

  /** From 0, below 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return (sum >>> 0) / 0x1_0000_0000
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  /** A number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + this.next() * (most - least)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    const found = list[Math.floor(this.next() * list.length)]
    if (found === undefined) throw new Error('nothing to pick from')
    return found
  }

  /** The place in a list of weights, each drawn as often as it is heavy. */
  weighted(weights: readonly number[]): number {
    let rest = this.next() * weights.reduce((sum, weight) => sum + weight, 0)
    for (let at = 0; at < weights.length; at++) {
      rest -= weights[at] ?? 0
      if (rest < 0) return at
    }
    return weights.length - 1
  }

  /** A length of time around `typical`, most of them shorter, a few much longer: from a quarter to twelve times of it. */
  around(typical: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
    return typical * Math.min(12, Math.max(0.25, Math.exp(0.8 * normal)))
  }
}
