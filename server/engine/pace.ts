// How a room shares the loop: after each turn it leaves the loop to others for as long as the turn held it. Used by room.ts alone.
import { setTimeout as pause } from "node:timers/promises"

const mostPauseMs = 20

export class Pace {
  #startedMs = 0
  #storeMs = 0

  begin(): void {
    this.#startedMs = performance.now()
    this.#storeMs = 0
  }

  /** Waits for the store, during which the loop is the others' already; answers what it answers and for how long it was waited, in ms. */
  async store<T>(asked: Promise<T>): Promise<{ answer: T; tookMs: number }> {
    const startedMs = performance.now()
    const answer = await asked
    this.#storeMs = performance.now() - startedMs
    return { answer, tookMs: this.#storeMs }
  }

  /** Sockets are written to after a turn's ticks, and that is most of its cost in a full room: one hot room must not starve the others. */
  async rest(): Promise<void> {
    await new Promise<void>((resolve) => process.nextTick(resolve))
    const heldMs = performance.now() - this.#startedMs - this.#storeMs
    const oweMs = Math.min(heldMs - this.#storeMs, mostPauseMs)
    await (oweMs >= 1 ? pause(oweMs) : new Promise(setImmediate))
  }
}
