// How many calls one connection may make: a bucket of tokens. Used by sockets.ts.
const callsPerSecond = 40
const callsAtOnce = 120

export class Allowance {
  #tokens = callsAtOnce
  #lastMs = 0

  /** Takes one call; answers how long to wait, 0 for "go on". */
  take(now: number): number {
    this.#tokens = Math.min(callsAtOnce, this.#tokens + (Math.max(0, now - this.#lastMs) / 1_000) * callsPerSecond)
    this.#lastMs = now
    if (this.#tokens < 1) return Math.ceil(((1 - this.#tokens) / callsPerSecond) * 1_000)
    this.#tokens -= 1
    return 0
  }
}
