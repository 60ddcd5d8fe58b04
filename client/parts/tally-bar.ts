// How much of something is done: "2 of 7" over a thin bar. Used by boards and lists of items.
import { LitElement, css, html, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { base } from "../styles/shared.ts"

@customElement("tally-bar")
export class TallyBar extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
        min-inline-size: 48px;
        text-align: end;
        white-space: nowrap;
      }
      .words {
        font: var(--small);
        color: var(--muted);
      }
      b {
        color: var(--text);
        font-weight: var(--bold);
      }
      .bar {
        display: block;
        inline-size: 100%;
        block-size: var(--bar-height, 3px);
        margin-block-start: 4px;
        border-radius: 2px;
        background: var(--track);
        overflow: hidden;
        forced-color-adjust: none;
      }
      .bare {
        margin-block-start: 0;
      }
      .fill {
        display: block;
        block-size: 100%;
        inline-size: calc(var(--share) * 100%);
        background: var(--accent);
      }
    `,
  ]

  @property({ type: Number }) done = 0
  @property({ type: Number }) all = 0
  /** What is counted, for screen readers: "items decided". */
  @property() label = ""
  /** The bar alone; the numbers stand beside it. */
  @property({ type: Boolean }) bare = false

  override render() {
    const share = this.all > 0 ? Math.min(1, this.done / this.all) : 0
    return html`<bdi class=${this.bare ? "visually-hidden" : "words"}
        ><b>${this.done}</b> of
        ${this.all}${this.label ? html`<span class="visually-hidden"> ${this.label}</span>` : nothing}</bdi
      ><span class="bar ${this.bare ? "bare" : ""}" aria-hidden="true"
        ><span class="fill" .style=${`--share: ${share}`}></span
      ></span>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tally-bar": TallyBar
  }
}
