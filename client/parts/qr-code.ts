// A text as a code to scan, black on white in every scheme, because cameras want it so. Used where a device takes over a secret.
import { LitElement, css, html, svg, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import { encode } from "uqr"
import { base } from "../styles/shared.ts"

@customElement("qr-code")
export class QrCode extends LitElement {
  static override styles = [
    base,
    css`
      svg {
        display: block;
        inline-size: var(--qr, 176px);
        block-size: var(--qr, 176px);
        border-radius: var(--radius);
        background: #ffffff;
        forced-color-adjust: none;
      }
    `,
  ]

  @property() text = ""
  /** Said to screen readers; the same text stands beside it in letters. */
  @property() label = ""

  protected override render(): TemplateResult {
    const { size, data } = encode(this.text, { ecc: "M", border: 4 })
    const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])))
    return html`<svg role="img" aria-label=${this.label} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">
      ${svg`<path d=${dark.join("")} fill="#000000"></path>`}
    </svg>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "qr-code": QrCode
  }
}
