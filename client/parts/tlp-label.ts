// A TLP 2.0 label, spelled out, in its colour on black in both schemes. Used wherever handling is shown.
import { LitElement, css, html } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { Handling } from "../../protocol/vocabulary.ts"
import { base } from "../styles/shared.ts"

@customElement("tlp-label")
export class TlpLabel extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        vertical-align: middle;
      }
      span {
        display: inline-block;
        padding: 0 6px;
        border: 1px solid light-dark(var(--tlp-ground), var(--edge));
        border-radius: 3px;
        background: var(--tlp-ground);
        color: var(--tlp-clear);
        font: 650 0.75rem/1rem var(--font-mono);
        white-space: nowrap;
        forced-color-adjust: none; /* the standard fixes these colours */
      }
      .RED {
        color: var(--tlp-red);
      }
      .AMBER {
        color: var(--tlp-amber);
      }
      .GREEN {
        color: var(--tlp-green);
      }
    `,
  ]

  @property() handling: Handling = "AMBER"

  override render() {
    return html`<span class=${this.handling.replace("+STRICT", "")} dir="ltr">TLP:${this.handling}</span>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tlp-label": TlpLabel
  }
}
