// A stretch of what a person wrote, with what was searched for marked. Hidden characters are shown, nothing is made into a link.
import { LitElement, css, html, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { Excerpt } from "../../protocol/search.ts"
import { base } from "../styles/shared.ts"
import { textParts } from "./odd-characters.ts"

@customElement("marked-text")
export class MarkedText extends LitElement {
  static override styles = [
    base,
    css`
      span {
        unicode-bidi: plaintext;
        overflow-wrap: anywhere;
      }
      mark {
        padding-inline: 1px;
        border-radius: 2px;
        background: var(--accent-ground);
        color: var(--accent);
        font-weight: var(--bold);
      }
      .odd {
        unicode-bidi: isolate;
        padding-inline: 3px;
        border: 1px solid currentColor;
        border-radius: 3px;
        color: var(--p2);
        font: 550 0.75em/1 var(--font-mono);
      }
    `,
  ]

  @property({ attribute: false }) excerpt: Excerpt = { text: "", marks: [] }

  #parts(text: string): (TemplateResult | string)[] {
    return textParts(text).map((part) =>
      part.kind === "plain" ? part.text : html`<span class="odd" title=${part.name}>${part.code}</span>`,
    )
  }

  override render(): TemplateResult {
    const { text, marks } = this.excerpt
    let at = 0
    const parts = marks.map(([from, to]) => {
      const before = text.slice(at, from)
      at = to
      return html`${this.#parts(before)}<mark>${this.#parts(text.slice(from, to))}</mark>`
    })
    // prettier-ignore
    return html`<span dir="auto">${parts}${this.#parts(text.slice(at))}</span>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "marked-text": MarkedText
  }
}
