// Any text that a person wrote: its own direction, line ends kept, hidden characters shown, nothing made into a link. Used for titles,
// narratives, messages, reasons, names of files. Everything that came from outside passes through here or through <bdi>.
import { LitElement, css, html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import { base } from "../styles/shared.ts"
import { textParts } from "./odd-characters.ts"

// letters that Atkinson lacks and only Vietnamese uses: the whole text then takes one face
const vietnamese = /[\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef1]/

@customElement("person-text")
export class PersonText extends LitElement {
  static override styles = [
    base,
    css`
      :host([inline]) {
        display: inline;
      }
      .text {
        display: block;
        text-align: start;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        unicode-bidi: plaintext;
      }
      :host([inline]) .text {
        display: inline;
      }
      .clamped {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: var(--lines);
        overflow: hidden;
        text-wrap: balance;
      }
      .vietnamese {
        font-family: var(--font-vi);
      }
      .odd {
        unicode-bidi: isolate;
        direction: ltr;
        margin-inline: 1px;
        padding-inline: 3px;
        border: 1px solid currentColor;
        border-radius: 3px;
        background: var(--p2-ground);
        color: var(--p2);
        font: 550 0.75em/1 var(--font-mono);
      }
      .mention {
        padding-inline: 2px;
        border-radius: 3px;
        color: var(--accent);
        font-weight: var(--medium);
      }
      .mention.own {
        background: var(--accent);
        color: var(--on-accent);
        font-weight: var(--bold);
      }
      @media (forced-colors: active) {
        .mention.own {
          outline: 1px solid Highlight;
        }
      }
      mark {
        background: var(--p2-ground);
        color: var(--p2);
        font-weight: var(--bold);
        text-decoration: underline wavy 1px;
        text-underline-offset: 3px;
      }
    `,
  ]

  @property() text = ""
  /** Language of the text, when it is known: chooses face, voice and hyphens. */
  @property() override lang = ""
  /** Within a line of other text. */
  @property({ type: Boolean, reflect: true }) inline = false
  /** Lines at most; 0 for all. */
  @property({ type: Number }) lines = 0
  /** Words to point at (a text that names another platform). */
  @property({ attribute: false }) marks: string[] = []
  /** Where people are mentioned, in the order of the text; `own`: the reader. */
  @property({ attribute: false }) mentions: readonly { at: number; length: number; own: boolean }[] = []

  private marked(text: string): TemplateResult | string | (TemplateResult | string)[] {
    const words = this.marks.filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    if (words.length === 0) return text
    return text
      .split(new RegExp(`(${words.join("|")})`, "giu"))
      .map((part, index) => (index % 2 ? html`<mark>${part}</mark>` : part))
  }

  override render() {
    const face = !this.lang && vietnamese.test(this.text) ? "vietnamese" : ""
    return html`<span
      class="text ${face} ${this.lines > 0 ? "clamped" : ""}"
      dir="auto"
      lang=${this.lang || nothing}
      .style=${this.lines > 0 ? `--lines: ${this.lines}` : ""}
      >${this.pieces()}</span
    >`
  }

  private parts(text: string) {
    return textParts(text).map((part) =>
      part.kind === "plain" ? this.marked(part.text) : html`<span class="odd" title=${part.name}>${part.code}</span>`,
    )
  }

  private pieces(): unknown[] {
    const pieces: unknown[] = []
    let from = 0
    for (const { at, length, own } of this.mentions) {
      const name = this.text.slice(at, at + length)
      pieces.push(this.parts(this.text.slice(from, at)), html`<bdi class="mention ${own ? "own" : ""}">${name}</bdi>`)
      from = at + length
    }
    return [...pieces, this.parts(this.text.slice(from))]
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "person-text": PersonText
  }
}
