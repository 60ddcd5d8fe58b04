// How much one connection may do: a bucket of tokens, for its calls and for whatever it sends. Used by sockets.ts.

export class Allowance {
  readonly #perSecond: number
  readonly #atOnce: number
  #tokens: number
  #lastMs = 0

  constructor(perSecond: number, atOnce: number) {
    this.#perSecond = perSecond
    this.#atOnce = atOnce
    this.#tokens = atOnce
  }

  /** Takes one; answers how long to wait, 0 for "go on". */
  take(now: number): number {
    const since = Math.max(0, now - this.#lastMs) / 1_000
    this.#tokens = Math.min(this.#atOnce, this.#tokens + since * this.#perSecond)
    this.#lastMs = now
    if (this.#tokens < 1) return Math.ceil(((1 - this.#tokens) / this.#perSecond) * 1_000)
    this.#tokens -= 1
    return 0
  }
}
