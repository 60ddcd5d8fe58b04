// Which rows of a long list are in sight: rows have one height, so that a hundred thousand are placed by their number. Keeps how far its
// place was scrolled, over other lists and back. A controller of feed-list.ts. [R154]
import type { ReactiveController, ReactiveControllerHost } from "lit"
import type { Place } from "./feed-place.ts"

const rowRems = { comfortable: 5.75, compact: 3.25 }
/** rows beyond the edges that are there too */
export const spare = 5
export const nearTop = 8

/** The list: `.rows` scrolls, `.stage` is the room that it has. */
interface Host extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment
}

export class RowWindow implements ReactiveController {
  rowPx = rowRems.comfortable * 16
  height = 800
  /** number of the first row in sight */
  first = 0
  readonly #host: Host
  readonly #compact: () => boolean
  #place: Pick<Place, "scrollTop"> = { scrollTop: 0 }
  #restore = true
  #observer = new ResizeObserver(() => this.measure())

  constructor(host: Host, compact: () => boolean) {
    this.#host = host
    this.#compact = compact
    host.addController(this)
  }

  /** Another list, where it was left. */
  enter(place: Place): void {
    this.#place = place
    this.#restore = true
    this.first = Math.floor(place.scrollTop / this.rowPx)
  }

  hostConnected(): void {
    this.#observer.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#observer.disconnect()
  }

  hostUpdated(): void {
    const scroller = this.#scroller
    // Only when asked to: in between, the browser may have scrolled further than it has told.
    if (!scroller || !this.#restore || this.height === 0) return
    this.#restore = false
    scroller.scrollTop = this.#place.scrollTop
  }

  /** Sizes of text are in rem: rows grow with them. */
  measure(): void {
    const height = this.#host.renderRoot.querySelector(".stage")?.clientHeight ?? 0
    if (this.height === 0) this.#restore = true
    this.height = height
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    this.rowPx = rowRems[this.#compact() ? "compact" : "comfortable"] * rem
    this.#host.requestUpdate()
  }

  /** Rows have got another height: what was on top stays there. */
  resize(): void {
    const at = this.#place.scrollTop / this.rowPx
    this.measure()
    this.#place.scrollTop = at * this.rowPx
    this.#restore = true
  }

  readonly scrolled = (): void => {
    const scroller = this.#scroller
    // A pane that is not shown has no height and is thrown back to its top: that is not the reader's doing.
    if (!scroller || scroller.clientHeight === 0) return
    const top = scroller.scrollTop
    const first = Math.floor(top / this.rowPx)
    const looked = top <= nearTop && this.#place.scrollTop > nearTop
    this.#place.scrollTop = top
    if (first === this.first && !looked) return
    this.first = first
    this.#host.requestUpdate()
  }

  reveal(index: number): void {
    if (index < 0 || this.height === 0) return
    const top = index * this.rowPx
    const { scrollTop } = this.#place
    if (top < scrollTop) this.#scrollTo(top)
    else if (top + this.rowPx > scrollTop + this.height) this.#scrollTo(top + this.rowPx - this.height)
  }

  toTop(): void {
    this.#place.scrollTop = 0
    this.first = 0
    this.#restore = true
    this.#host.requestUpdate()
  }

  /** Numbers of the rows that are there, of so many; `also` in any case. */
  numbers(count: number, also: number): number[] {
    const last = Math.min(count, this.first + Math.ceil(this.height / this.rowPx) + 1 + spare)
    const shown = new Set<number>()
    for (let index = Math.max(0, this.first - spare); index < last; index += 1) shown.add(index)
    if (also >= 0) shown.add(also)
    return [...shown].sort((one, other) => one - other)
  }

  /** How many rows come after those in sight, of so many. */
  below(count: number): number {
    return this.height === 0 ? Infinity : count - this.first - this.height / this.rowPx
  }

  get #scroller(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(".rows")
  }

  #scrollTo(top: number): void {
    this.#scroller!.scrollTop = top
    this.scrolled()
  }
}
