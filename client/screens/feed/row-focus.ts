// Which row keys act on, and where the focus is among rows that come and go: it follows Page Up and Down, Home and End, and is never lost
// by scrolling. A controller of feed-list.ts. [R154]
import { focusIsFree } from "../../parts/deep-active.ts"
import type { ReactiveController, ReactiveControllerHost } from "lit"

/** The list: each row has its key as `data-key`. */
interface Host extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment
  readonly shadowRoot: ShadowRoot | null
  readonly items: readonly { key: string }[]
}

export class RowFocus implements ReactiveController {
  readonly #host: Host
  readonly #reveal: (index: number) => void
  /** the key of the row that had the focus before an update */
  #focused = ""
  #at = ""

  constructor(host: Host, reveal: (index: number) => void) {
    this.#host = host
    this.#reveal = reveal
    host.addController(this)
  }

  /** key of the row that keys act on; empty: none yet */
  get at(): string {
    return this.#at
  }

  set at(key: string) {
    if (this.#at === key) return
    this.#at = key
    this.#host.requestUpdate()
  }

  /** A row has the focus, or nothing has: steps by key take it along. */
  get follows(): boolean {
    return (this.#host.shadowRoot?.activeElement?.matches("[role=article]") ?? false) || focusIsFree()
  }

  hostUpdate(): void {
    const element = this.#host.shadowRoot?.activeElement
    this.#focused = (element instanceof HTMLElement && element.dataset["key"]) || ""
  }

  hostUpdated(): void {
    // Rows that come and go above it may move the element that has the focus, and an element that is moved loses it.
    if (this.#focused && !this.#host.shadowRoot?.activeElement)
      this.#element(this.#focused)?.focus({ preventScroll: true })
  }

  async to(key: string): Promise<void> {
    this.at = key
    this.#reveal(this.#host.items.findIndex((item) => item.key === key))
    await this.#host.updateComplete
    this.#element(key)?.focus({ preventScroll: true })
  }

  /** Moves as the keys of a feed do; whether it was one of them. */
  move(key: string): boolean {
    const { items } = this.#host
    const at = items.findIndex((item) => item.key === this.#at)
    const to = { PageDown: at + 1, PageUp: at - 1, Home: 0, End: items.length - 1 }[key]
    if (to === undefined || items.length === 0) return false
    void this.to(items[Math.max(0, Math.min(items.length - 1, to))]!.key)
    return true
  }

  #element(key: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector(`[data-key="${CSS.escape(key)}"]`)
  }
}
