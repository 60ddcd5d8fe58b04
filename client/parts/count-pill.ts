// What waits above or below: one pill, one press. "3 new referrals, one P1". Used by the feed and the threads.
import { LitElement, css, html, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { buttons } from "../styles/controls.ts"
import { base } from "../styles/shared.ts"
import "./hub-icon.ts"

@customElement("count-pill")
export class CountPill extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
        inline-size: fit-content;
      }
      button {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-block-size: 26px;
        padding: 4px 12px;
        border-radius: var(--radius-full);
        background: var(--accent);
        color: var(--on-accent);
        font: 650 0.75rem/1.125rem var(--font-text);
        white-space: nowrap;
        box-shadow: 0 1px 3px #0003;
        animation: arrive var(--quick) var(--ease);
      }
      button:hover {
        background: var(--accent-strong);
      }
      .urgent {
        background: var(--p1);
        color: var(--on-p1);
      }
      .urgent:hover {
        background: color-mix(in srgb, var(--p1) 88%, var(--text));
      }
      @keyframes arrive {
        from {
          opacity: 0;
          translate: 0 -6px;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        button {
          animation: none;
        }
      }
      @media (forced-colors: active) {
        button {
          forced-color-adjust: none; /* or a backplate hides the text on Highlight */
        }
      }
    `,
  ]

  /** The whole text; nothing is shown while it is empty. */
  @property() text = ""
  /** Which way the new things are. */
  @property() towards: "up" | "down" = "up"
  @property({ type: Boolean }) urgent = false

  private press() {
    this.dispatchEvent(new CustomEvent("pill-press", { bubbles: true, composed: true }))
  }

  override render() {
    if (!this.text) return nothing
    return html`<button type="button" class=${this.urgent ? "urgent" : ""} @click=${this.press}>
      <hub-icon name=${this.towards === "up" ? "arrow-up" : "arrow-down"}></hub-icon><bdi>${this.text}</bdi>
    </button>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "count-pill": CountPill
  }
}
