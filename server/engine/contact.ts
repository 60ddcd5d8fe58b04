// Whether the store is within reach, and whether this process tells the same time. Called by hub.ts, once every 2 s.
import type { Store } from "../store/store.ts"

const lostAfterMs = 5_000
const mostSkewMs = 2_000

export class Contact {
  readonly #store: Store
  readonly #now: () => number
  #lastMs: number
  #skewMs = 0

  constructor(store: Store, now: () => number) {
    this.#store = store
    this.#now = now
    this.#lastMs = now()
  }

  async look(): Promise<void> {
    try {
      const before = this.#now()
      const stored = await this.#store.now()
      this.#lastMs = this.#now()
      this.#skewMs = stored - (before + this.#lastMs) / 2
    } catch {
      // Counted by its absence.
    }
  }

  /** False once nothing was heard for 5 s: then nothing is pushed or opened. */
  held(): boolean {
    return this.#now() - this.#lastMs < lostAfterMs
  }

  reasons(): string[] {
    const reasons: string[] = []
    if (!this.held()) reasons.push("the store is out of reach")
    if (Math.abs(this.#skewMs) > mostSkewMs)
      reasons.push("this machine's clock differs from the store's by more than 2 s")
    return reasons
  }
}
