// A long list is drawn a stretch at a time, so that its first screen is there at once and no task is long: the rest follows while the page
// idles. A controller of lists whose rows have no fixed height, of up to some thousand; see windowed-list.ts for longer ones.
import type { ReactiveController, ReactiveControllerHost } from "lit"

const first = 40
const stretch = 80
const latestMs = 250

export class InStretches implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #key = ""
  #shown = first
  #next: number | undefined

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  /** What of the list is to be drawn now; with another `key` it begins anew. `least`: so many at once, because one of them is wanted. */
  of<T>(key: string, list: readonly T[], least = 0): readonly T[] {
    if (key !== this.#key) {
      this.#key = key
      this.#shown = first
    }
    this.#shown = Math.max(this.#shown, least)
    if (this.#shown < list.length) this.#later()
    return this.#shown < list.length ? list.slice(0, this.#shown) : list
  }

  hostDisconnected(): void {
    if (this.#next !== undefined) cancelIdleCallback(this.#next)
    this.#next = undefined
  }

  #later(): void {
    this.#next ??= requestIdleCallback(
      () => {
        this.#next = undefined
        this.#shown += stretch
        this.#host.requestUpdate()
      },
      { timeout: latestMs },
    )
  }
}
