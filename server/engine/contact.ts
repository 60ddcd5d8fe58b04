// Whether the store is within reach, and whether this process tells the same time. Called by hub.ts, which looks several times a second.
import type { Store } from "../store/store.ts"

const everyMs = 2_000
const lostAfterMs = 5_000
const mostSkewMs = 2_000

export interface ContactParts {
  store: Pick<Store, "now">
  now(): number
  /** brings this process up to the store: a look counts only once rights are as they were when it began */
  compare(): Promise<void>
}

export class Contact {
  readonly #parts: ContactParts
  readonly #regained = new Set<() => void>()
  #wallMs: number
  #steadyMs = performance.now()
  #skewMs = 0
  #looking = false

  constructor(parts: ContactParts) {
    this.#parts = parts
    this.#wallMs = parts.now()
  }

  /** Looks when the last good look is 2 s old, or failed; one look at a time. */
  async look(): Promise<void> {
    if (this.#looking || (this.held() && this.#age() < everyMs)) return
    this.#looking = true
    try {
      const before = { wallMs: this.#parts.now(), steadyMs: performance.now() }
      const stored = await this.#parts.store.now()
      this.#skewMs = stored - (before.wallMs + this.#parts.now()) / 2
      await this.#parts.compare()
      // Counted from when it began: what happened since is not known.
      this.#wallMs = before.wallMs
      this.#steadyMs = before.steadyMs
    } catch {
      // Counted by its absence.
    } finally {
      this.#looking = false
    }
    if (!this.held()) return
    for (const resolve of this.#regained) resolve()
    this.#regained.clear()
  }

  /** False once nothing was heard for 5 s: then nothing is judged, shown, pushed or opened. [R16] */
  held(): boolean {
    return this.#age() < lostAfterMs
  }

  /** Resolves at the next good look. */
  regained(): Promise<void> {
    return this.held() ? Promise.resolve() : new Promise((resolve) => this.#regained.add(resolve))
  }

  reasons(): string[] {
    const reasons: string[] = []
    if (!this.held()) reasons.push("the store is out of reach")
    if (Math.abs(this.#skewMs) > mostSkewMs)
      reasons.push("this machine's clock differs from the store's by more than 2 s")
    return reasons
  }

  /** By both clocks: one may be set back, the other stands still while the machine sleeps. */
  #age(): number {
    return Math.max(this.#parts.now() - this.#wallMs, performance.now() - this.#steadyMs)
  }
}
