// A long list of rows of one height, of which only those in sight are there. It renders into its host's own tree, so that rows look as the host
// says. Used by the alert form's items and by previews.
import { LitElement, html, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"

const spare = 6

@customElement("windowed-list")
export class WindowedList<T = unknown> extends LitElement {
  @property({ attribute: false }) items: readonly T[] = []
  @property({ attribute: false }) row!: (item: T, index: number) => TemplateResult
  @property() label = ""
  /** height of a row, in rem: it grows with the text */
  @property({ type: Number }) rem = 2.25
  /** its own height at most, as CSS has it */
  @property() most = "60vh"
  #rowPx = 36
  #first = 0
  /** the row with the focus stays, so that scrolling never loses it */
  #held = -1
  #observer = new ResizeObserver(() => this.#measure())

  protected override createRenderRoot(): HTMLElement {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.setAttribute("role", "list")
    this.tabIndex = 0
    this.addEventListener("scroll", this.#scrolled, { passive: true })
    this.addEventListener("focusin", this.#focused)
    this.#observer.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#observer.disconnect()
  }

  #measure(): void {
    this.#rowPx = this.rem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    this.requestUpdate()
  }

  #scrolled = (): void => {
    const first = Math.floor(this.scrollTop / this.#rowPx)
    if (first === this.#first) return
    this.#first = first
    this.requestUpdate()
  }

  #focused = (event: FocusEvent): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-at]") : null
    this.#held = row ? Number(row.dataset["at"]) : -1
  }

  protected override updated(): void {
    this.setAttribute("aria-label", this.label)
    Object.assign(this.style, {
      display: "block",
      overflow: "auto",
      overscrollBehavior: "contain",
      blockSize: `min(${this.most}, ${this.items.length * this.#rowPx}px)`,
    })
  }

  protected override render(): TemplateResult {
    const { items } = this
    const seen = Math.ceil((this.clientHeight || 800) / this.#rowPx)
    const first = Math.max(0, Math.min(this.#first, items.length - seen) - spare)
    const last = Math.min(items.length, first + seen + spare * 2 + 1)
    const shown = Array.from({ length: Math.max(0, last - first) }, (_none, index) => first + index)
    if (this.#held >= 0 && this.#held < items.length && !shown.includes(this.#held)) shown.push(this.#held)
    return html`<div .style=${`position: relative; block-size: ${items.length * this.#rowPx}px`}>
      ${shown
        .sort((one, other) => one - other)
        .map(
          (at) =>
            html`<div
              role="listitem"
              class="window-row"
              data-at=${at}
              aria-posinset=${at + 1}
              aria-setsize=${items.length}
              .style=${`position: absolute; inset-inline: 0; inset-block-start: ${at * this.#rowPx}px; block-size: ${this.#rowPx}px`}
            >
              ${this.row(items[at]!, at)}
            </div>`,
        )}
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "windowed-list": WindowedList
  }
}
