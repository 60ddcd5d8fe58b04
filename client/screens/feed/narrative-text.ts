// The narrative of a referral beside its translations, and the way to translate it. Answers with a `translate` event. Used by
// referral-pane.ts. Rules R229, R230.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import type { ReferralEntry } from "../../../protocol/entries/referral.ts"
import type { By } from "../../../protocol/event.ts"
import type { GivenTranslation } from "../../parts/translate-dialog.ts"
import type { Translated } from "../../parts/translated-text.ts"
import { buttons } from "../../styles/controls.ts"
import { base } from "../../styles/shared.ts"
import "../../parts/hub-icon.ts"
import "../../parts/translated-text.ts"

@customElement("narrative-text")
export class NarrativeText extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: flex;
        gap: 8px;
        align-items: start;
      }
      translated-text {
        flex: 1;
        min-inline-size: 0;
        line-height: 1.375rem;
      }
      .one {
        max-inline-size: 76ch;
      }
      .button {
        flex: none;
        margin-block: -2px;
        margin-inline: auto -6px;
      }
    `,
  ]

  @property({ attribute: false }) entry!: Pick<ReferralEntry, "words" | "version" | "thread">
  @property({ type: Boolean }) translatable = false
  /** whether the reader may take back what that person wrote: a `redact` event names the translation */
  @property({ attribute: false }) mayRedact: (by: By) => boolean = () => false
  @state() private translating = false

  get #translations(): Translated[] {
    const { thread, version } = this.entry
    return thread.translations.map((each) => ({
      ...each,
      of: each.version < version ? `of version ${each.version}` : "",
      redactable: this.mayRedact(each.by),
    }))
  }

  #translate({ detail }: CustomEvent<GivenTranslation>): void {
    this.translating = false
    this.dispatchEvent(new CustomEvent("translate", { detail }))
  }

  protected override render(): TemplateResult {
    const text = this.entry.words.narrative
    const translations = this.#translations
    return html`<translated-text
        class=${translations.length > 0 ? "" : "one"}
        .text=${text}
        .translations=${translations}
      ></translated-text>
      ${this.translatable ? html`<button class="button quiet icon small" aria-label="Translate" title="Translate" @click=${() => (this.translating = true)}><hub-icon name="languages"></hub-icon></button>` : nothing}
      ${
        this.translating
          ? html`<translate-dialog
              .text=${text}
              .translations=${translations}
              @translate=${this.#translate}
              @dialog-close=${() => (this.translating = false)}
            ></translate-dialog>`
          : nothing
      }`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "narrative-text": NarrativeText
  }
}
