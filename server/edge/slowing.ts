// Attempts that get slower: so many in so many seconds, then a wait. Used by sign-in.ts, per account and per address. [R63]
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible"

export class Slowing {
  readonly #limiter: RateLimiterMemory

  constructor(attempts: number, seconds: number) {
    this.#limiter = new RateLimiterMemory({ points: attempts, duration: seconds })
  }

  /** Takes an attempt before it is judged, so that many at once count too; answers how long to wait in ms, 0 for "go on". */
  async take(key: string): Promise<number> {
    try {
      await this.#limiter.consume(key)
      return 0
    } catch (error) {
      if (error instanceof RateLimiterRes) return Math.max(1, error.msBeforeNext)
      throw error
    }
  }

  /** It was right: it does not count. */
  async giveBack(key: string): Promise<void> {
    await this.#limiter.reward(key)
  }
}
