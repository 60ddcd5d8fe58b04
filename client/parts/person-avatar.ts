// Initials on a soft colour that stays with the person. Decorative: the name stands beside it, or is given as a label. Used by rows, threads, rail.
import { LitElement, css, html, nothing } from "lit"
import { customElement, property } from "lit/decorators.js"
import { base } from "../styles/shared.ts"

/** First letters of the first and the last word, as whole characters. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const first = words[0] ?? "?"
  const last = words.length > 1 ? words[words.length - 1]! : ""
  return `${firstOf(first)}${firstOf(last)}`.toLocaleUpperCase("en")
}

function firstOf(word: string): string {
  return /^.\p{M}*/su.exec(word)?.[0] ?? ""
}

/** One of twelve hues, always the same for an id: ids that differ in little have other hues too. */
export function hueOf(id: string): number {
  let hash = 2166136261
  for (const character of id) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (((hash ^ (hash >>> 16)) >>> 0) % 12) * 30
}

@customElement("person-avatar")
export class PersonAvatar extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        flex: none;
        vertical-align: middle;
      }
      span {
        display: grid;
        place-items: center;
        inline-size: var(--size, 26px);
        block-size: var(--size, 26px);
        border-radius: 50%;
        background: light-dark(oklch(0.885 0.058 var(--hue)), oklch(0.36 0.058 var(--hue)));
        color: light-dark(oklch(0.34 0.08 var(--hue)), oklch(0.93 0.05 var(--hue)));
        font: 650 max(9.5px, calc(var(--size, 26px) * 0.42)) / 1 var(--font-text);
        user-select: none;
      }
      @media (forced-colors: active) {
        span {
          border: 1px solid CanvasText;
        }
      }
    `,
  ]

  @property({ attribute: "person-id" }) personId = ""
  @property() name = ""
  /** Pixels: 20 in rows, 26 in threads, 32 in the rail. */
  @property({ type: Number }) size = 26
  /** Said to screen readers where no name stands beside it ("Ana Rahimi has it"). */
  @property() label = ""

  override render() {
    return html`<span
      .style=${`--size: ${this.size}px; --hue: ${hueOf(this.personId || this.name)}`}
      role=${this.label ? "img" : nothing}
      aria-label=${this.label || nothing}
      aria-hidden=${this.label ? nothing : "true"}
      title=${this.label || this.name}
      >${initials(this.name)}</span
    >`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "person-avatar": PersonAvatar
  }
}
