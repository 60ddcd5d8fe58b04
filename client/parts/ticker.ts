// The client's one clock: server-corrected time, and one timer a second for everything that counts.
// Elements use TickController; the app sets the offset after each answer of the server; tests pass a clock of their own.
import type { ReactiveController, ReactiveControllerHost } from "lit"

export class Ticker {
  private offsetMs = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly listeners = new Set<() => void>()
  private clock: () => number

  constructor(clock: () => number = Date.now) {
    this.clock = clock
  }

  /** Server-corrected time in milliseconds. */
  now(): number {
    return this.clock() + this.offsetMs
  }

  /** Takes the difference between the server's clock and this machine's: serverNowMs - Date.now(). */
  setOffset(offsetMs: number): void {
    // Told after every answer: only another offset is news.
    if (offsetMs === this.offsetMs) return
    this.offsetMs = offsetMs
    this.tick()
  }

  /** Replaces the clock: a fixed moment in tests and pictures. */
  useClock(clock: () => number): void {
    this.clock = clock
    this.tick()
  }

  /** Calls every listener now; also what the timer does. */
  tick(): void {
    for (const listener of this.listeners) listener()
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener)
    if (this.listeners.size === 1) this.start()
    return () => {
      this.listeners.delete(listener)
      if (this.listeners.size === 0) this.stop()
    }
  }

  private start(): void {
    // aligned to the second, so that all counts change together and 0:00 is on time
    const wait = 1000 - (this.now() % 1000)
    this.timer = setTimeout(() => {
      this.start()
      this.tick()
    }, wait)
  }

  private stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }
}

/** Shared by all elements of the page. */
export const ticker = new Ticker()

/** Asks its element for an update when `shown` answers something new: at most once a second. */
export class TickController implements ReactiveController {
  private stop: (() => void) | undefined
  private last: string | undefined
  private readonly host: ReactiveControllerHost
  private readonly shown: (nowMs: number) => string
  private readonly source: Ticker

  constructor(host: ReactiveControllerHost, shown: (nowMs: number) => string, source: Ticker = ticker) {
    this.host = host
    this.shown = shown
    this.source = source
    host.addController(this)
  }

  get now(): number {
    return this.source.now()
  }

  hostConnected(): void {
    this.stop = this.source.listen(() => this.look())
    this.look()
  }

  hostDisconnected(): void {
    this.stop?.()
  }

  private look(): void {
    const next = this.shown(this.source.now())
    if (next === this.last) return
    this.last = next
    this.host.requestUpdate()
  }
}
