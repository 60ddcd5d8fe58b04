// Three panes with two separators that pointer and keys move; sizes are remembered on this machine. Used by the main screens.
// Too narrow for three it shows two, and under 900 px one: `pane` says which. An empty slot takes no room.
import { LitElement, css, html, nothing } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { base } from "../styles/shared.ts"

export type Pane = "start" | "middle" | "end"
type Side = "start" | "end"

const step = 16

@customElement("resizable-panes")
export class ResizablePanes extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        block-size: 100%;
        min-block-size: 0;
        overflow: hidden;
      }
      .panes {
        display: flex;
        block-size: 100%;
      }
      section {
        position: relative;
        flex: 1 1 0;
        min-inline-size: 0;
        overflow: hidden;
      }
      .sized {
        flex: 0 0 var(--size);
      }
      .end {
        background: var(--raised);
      }
      [role="separator"] {
        position: relative;
        z-index: 1;
        flex: 0 0 1px;
        background: var(--line);
        cursor: col-resize;
        touch-action: none;
      }
      [role="separator"]::before {
        content: "";
        position: absolute;
        inset-block: 0;
        inset-inline: -5px;
      }
      [role="separator"]::after {
        content: "";
        position: absolute;
        inset-block: 0;
        inset-inline: -1px;
        background: transparent;
        transition: background-color var(--quick) var(--ease);
      }
      [role="separator"]:is(:hover, :focus-visible, .moving)::after {
        background: var(--accent);
      }
      [role="separator"]:focus-visible {
        outline-offset: 1px;
      }
      @media (forced-colors: active) {
        [role="separator"] {
          background: CanvasText;
        }
      }
    `,
  ]

  /** Where sizes are kept in localStorage; without it they are not. */
  @property({ attribute: "store-key" }) storeKey = ""
  /** What is shown when not all fit. */
  @property({ reflect: true }) pane: Pane = "middle"
  @property({ type: Number, attribute: "start-size" }) startSize = 372
  @property({ type: Number, attribute: "end-size" }) endSize = 316
  @property({ type: Number, attribute: "min-start" }) minStart = 300
  @property({ type: Number, attribute: "min-middle" }) minMiddle = 480
  @property({ type: Number, attribute: "min-end" }) minEnd = 260
  @property({ attribute: "start-label" }) startLabel = "List"
  @property({ attribute: "middle-label" }) middleLabel = "Content"
  @property({ attribute: "end-label" }) endLabel = "Thread"

  @state() private sizes: Partial<Record<Side, number>> = {}
  @state() private width = 0
  @state() private filled: Record<Pane, boolean> = { start: true, middle: true, end: true }
  @state() private moving: Side | undefined
  @state() private narrow = false

  private readonly media = matchMedia("(max-width: 899px)")
  private readonly observer = new ResizeObserver(([entry]) => (this.width = entry!.contentRect.width))
  private readonly onMedia = () => (this.narrow = this.media.matches)
  private lastCount = 0

  override connectedCallback() {
    super.connectedCallback()
    this.observer.observe(this)
    this.media.addEventListener("change", this.onMedia)
    this.onMedia()
    this.width = this.getBoundingClientRect().width
    this.sizes = this.read()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.observer.disconnect()
    this.media.removeEventListener("change", this.onMedia)
  }

  override updated() {
    const count = this.shown.length
    if (count === this.lastCount) return
    this.lastCount = count
    this.dataset.shown = String(count)
    this.dispatchEvent(new CustomEvent("panes-change", { detail: { shown: this.shown } }))
  }

  /** The panes on screen now, in their order. */
  get shown(): Pane[] {
    const order: Pane[] = ["start", "middle", "end"]
    const wanted = order.filter((pane) => this.filled[pane])
    if (this.narrow) return [wanted.includes(this.pane) ? this.pane : (wanted[0] ?? "middle")]
    const needed = wanted.reduce(
      (sum, pane) => sum + { start: this.minStart, middle: this.minMiddle, end: this.minEnd }[pane],
      0,
    )
    if (wanted.length < 3 || this.width >= needed) return wanted
    return wanted.filter((pane) => pane !== (this.pane === "end" ? "start" : "end"))
  }

  private read(): Partial<Record<Side, number>> {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.storeKey) ?? "{}")
      const size = (side: Side) => {
        const value: unknown = kept instanceof Object ? Reflect.get(kept, side) : undefined
        return typeof value === "number" && value > 0 ? value : undefined
      }
      return { start: size("start"), end: size("end") }
    } catch {
      return {} // storage may be closed to us; the defaults do
    }
  }

  private keep() {
    if (!this.storeKey) return
    try {
      localStorage.setItem(this.storeKey, JSON.stringify(this.sizes))
    } catch {
      // as above: not kept
    }
  }

  private min(side: Side): number {
    return side === "start" ? this.minStart : this.minEnd
  }

  private wish(side: Side): number {
    return this.sizes[side] ?? (side === "start" ? this.startSize : this.endSize)
  }

  /** As far as a side may grow without pressing the middle under its least. */
  private max(side: Side): number {
    const other = side === "start" ? "end" : "start"
    const taken = this.shown.includes(other) ? Math.max(this.min(other), Math.min(this.wish(other), this.width / 3)) : 0
    return Math.max(this.min(side), this.width - taken - (this.shown.includes("middle") ? this.minMiddle : 0))
  }

  private size(side: Side): number {
    return Math.round(Math.min(this.max(side), Math.max(this.min(side), this.wish(side))))
  }

  private resize(side: Side, size: number) {
    this.sizes = { ...this.sizes, [side]: Math.round(Math.min(this.max(side), Math.max(this.min(side), size))) }
  }

  /** +1 where moving right makes the side larger. */
  private direction(side: Side): number {
    return (getComputedStyle(this).direction === "rtl" ? -1 : 1) * (side === "start" ? 1 : -1)
  }

  private grab(event: PointerEvent, side: Side) {
    const handle = event.currentTarget
    if (event.button !== 0 || !(handle instanceof HTMLElement)) return
    const from = { x: event.clientX, size: this.size(side) }
    this.moving = side
    handle.setPointerCapture(event.pointerId)
    const move = (moved: PointerEvent) => this.resize(side, from.size + (moved.clientX - from.x) * this.direction(side))
    const stop = () => {
      handle.removeEventListener("pointermove", move)
      this.moving = undefined
      this.keep()
    }
    handle.addEventListener("pointermove", move)
    handle.addEventListener("lostpointercapture", stop, { once: true })
  }

  private press(event: KeyboardEvent, side: Side) {
    const by = { ArrowRight: step, ArrowLeft: -step }[event.key]
    if (by !== undefined) this.resize(side, this.size(side) + by * this.direction(side))
    else if (event.key === "Home") this.resize(side, this.min(side))
    else if (event.key === "End") this.resize(side, this.max(side))
    else if (event.key === "Enter") this.reset(side)
    else return
    event.preventDefault()
    event.stopPropagation()
    this.keep()
  }

  private reset(side: Side) {
    this.sizes = { ...this.sizes, [side]: undefined }
    this.keep()
  }

  private look(event: Event, pane: Pane) {
    if (!(event.target instanceof HTMLSlotElement)) return
    const filled = event.target.assignedElements().length > 0
    if (filled !== this.filled[pane]) this.filled = { ...this.filled, [pane]: filled }
  }

  private separator(side: Side) {
    const shown = this.shown
    if (!shown.includes(side) || shown.length < 2) return nothing
    return html`<div
      role="separator"
      tabindex="0"
      aria-orientation="vertical"
      aria-label="Width of ${side === "start" ? this.startLabel : this.endLabel}"
      aria-controls=${side}
      aria-valuenow=${this.size(side)}
      aria-valuemin=${this.min(side)}
      aria-valuemax=${Math.round(this.max(side))}
      class=${this.moving === side ? "moving" : ""}
      @pointerdown=${(event: PointerEvent) => this.grab(event, side)}
      @keydown=${(event: KeyboardEvent) => this.press(event, side)}
      @dblclick=${() => this.reset(side)}
    ></div>`
  }

  private section(pane: Pane, label: string) {
    const shown = this.shown
    const sized = pane !== "middle" && shown.length > 1
    return html`<section
      id=${pane}
      class="${pane} ${sized ? "sized" : ""}"
      aria-label=${label}
      ?hidden=${!shown.includes(pane)}
      .style=${sized ? `--size: ${this.size(pane)}px` : ""}
    >
      <slot name=${pane} @slotchange=${(event: Event) => this.look(event, pane)}></slot>
    </section>`
  }

  override render() {
    return html`<div class="panes">
      ${this.section("start", this.startLabel)}${this.separator("start")}${this.section("middle", this.middleLabel)}${this.separator(
        "end",
      )}${this.section("end", this.endLabel)}
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "resizable-panes": ResizablePanes
  }
}
