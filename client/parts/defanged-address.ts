// A reported address, made harmless: never a link, host quiet and broken by [.], what follows it strong. Copying the real one is the screen's act (y).
// Used by lists of items, verdict tables, heads of outcome forms.
import { LitElement, css, html, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { defang } from "../../protocol/addresses.ts"
import { base } from "../styles/shared.ts"
import { iconOfKind } from "./item-kinds.ts"
import { textParts } from "./odd-characters.ts"
import "./hub-icon.ts"

/** Host with its separator, and the rest: "tiktok[.]com/" and "@demo". Phone numbers, hashtags and hashes have no host. */
export function splitAddress(shown: string): [host: string, rest: string] {
  const match = /^((?:h..ps?(?:\[:\]|:)\/\/)?[^/\s]*\[\.\][^/?#\s]*\/?)(.*)$/su.exec(shown)
  return match?.[2] ? [match[1]!, match[2]] : ["", shown]
}

@customElement("defanged-address")
export class DefangedAddress extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        align-items: baseline;
        gap: 6px;
        min-inline-size: 0;
        max-inline-size: 100%;
        font: 400 0.8125rem/1.125rem var(--font-mono);
        letter-spacing: -0.02em;
        color: var(--text);
      }
      hub-icon {
        align-self: center;
        color: var(--muted);
      }
      bdi {
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      :host([clip]) bdi {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .host {
        color: var(--muted);
      }
      .rest {
        font-weight: 550;
      }
      .odd {
        padding-inline: 2px;
        border: 1px solid currentColor;
        border-radius: 3px;
        color: var(--p2);
        font-size: 0.85em;
      }
    `,
  ]

  /** As it was sent or in its canonical form; shown defanged in any case. */
  @property() address = ""
  /** Kind of the item: draws its icon. */
  @property() kind = ""
  /** One line with an ellipsis; the whole stands in the title. */
  @property({ type: Boolean, reflect: true }) clip = false

  /** Without its host, where all are of one platform and an account or a path follows; the whole stands in the title. */
  @property({ type: Boolean }) bare = false

  /** Hidden characters shown, and room to break after each "/": also where lines do not wrap, so none of it in one line. */
  private shown(text: string) {
    return textParts(text).map((part) =>
      part.kind === "plain"
        ? this.clip
          ? part.text
          : part.text.split(/(?<=\/)/).map((piece) => html`${piece}<wbr />`)
        : html`<span class="odd" title=${part.name}>${part.code}</span>`,
    )
  }

  override render() {
    const shown = defang(this.address)
    const [whole, rest] = splitAddress(shown)
    const host = this.bare && rest ? "" : whole
    return html`${this.kind ? html`<hub-icon name=${iconOfKind(this.kind)}></hub-icon>` : nothing}<bdi
        dir="ltr"
        translate="no"
        title=${this.clip || this.bare ? shown : nothing}
        >${host ? html`<span class="host">${this.shown(host)}</span>` : nothing}<span class="rest"
          >${this.shown(rest)}</span
        ></bdi
      >`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "defanged-address": DefangedAddress
  }
}
