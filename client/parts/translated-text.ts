// A text beside what people say that it says in other languages: two columns where there is room, one under the other where there is
// not. Each in its own language and direction, and each translation with its author's name. A `redact` event names the translation that is to
// be taken back. Used by threads and by the narrative.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { Stamp } from "../../protocol/entries/stamp.ts"
import { languages, type Language } from "../../protocol/vocabulary.ts"
import { buttons } from "../styles/controls.ts"
import { base, links, texts } from "../styles/shared.ts"
import { spokenIn } from "./guess-language.ts"
import "./person-text.ts"

export interface Translated extends Stamp {
  seq: number
  from: Language
  language: Language
  text: string
  /** what to say of one that is of an earlier wording; empty where it is of this one */
  of: string
  /** the reader may take it back for everybody */
  redactable: boolean
}

@customElement("translated-text")
export class TranslatedText extends LitElement {
  static override styles = [
    base,
    texts,
    links,
    buttons,
    css`
      :host {
        container-type: inline-size;
      }
      .pair {
        display: grid;
        gap: 6px;
      }
      .translation {
        padding-inline-start: 10px;
        border-inline-start: 2px solid var(--line);
      }
      .small bdi {
        white-space: nowrap;
      }
      .translations {
        display: grid;
        gap: 8px;
        align-content: start;
      }
      @container (min-width: 440px) {
        .pair.both {
          grid-template-columns: 1fr 1fr;
          gap: 24px;
        }
      }
    `,
  ]

  @property() text = ""
  /** something stands before the words, on their line */
  @property({ type: Boolean }) tagged = false
  @property({ attribute: false }) mentions: readonly { at: number; length: number; own: boolean }[] = []
  @property({ attribute: false }) translations: readonly Translated[] = []

  protected override render(): TemplateResult {
    const from = this.translations.at(-1)?.from ?? spokenIn(this.text)
    return html`<div class="pair ${this.translations.length > 0 ? "both" : ""}">
      <div>
        <slot></slot
        ><person-text .text=${this.text} .lang=${from} .mentions=${this.mentions} ?inline=${this.tagged}></person-text>
      </div>
      ${
        this.translations.length > 0
          ? html`<div class="translations">${this.translations.map((each) => this.#translation(each))}</div>`
          : nothing
      }
    </div>`
  }

  #redact(seq: number): void {
    this.dispatchEvent(new CustomEvent("redact", { detail: { seq }, bubbles: true, composed: true }))
  }

  #translation({ seq, text, from, language, by, of, redactable }: Translated): TemplateResult {
    return html`<div class="translation">
      ${text ? html`<person-text .text=${text} .lang=${language}></person-text>` : html`<span class="faint">Redacted</span>`}
      <p class="small">
        ${languages[language]}, translated from ${languages[from]} by <bdi>${by.name}</bdi>${of ? `, ${of}` : nothing}
        ${text && redactable ? html`<button class="link small" aria-label="Redact the translation" title="For everybody; the original stays" @click=${() => this.#redact(seq)}>Redact</button>` : nothing}
      </p>
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "translated-text": TranslatedText
  }
}
