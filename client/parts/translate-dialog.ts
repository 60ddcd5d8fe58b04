// Asks a person for a translation: from which language, into which, and the words, with the original before their eyes. Answers with a
// `translate` event. What is typed stays until it is sent or given up. Used by threads and by the narrative.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { languages, type Language } from "../../protocol/vocabulary.ts"
import { buttons, keys } from "../styles/controls.ts"
import { fields } from "../styles/fields.ts"
import { base, texts } from "../styles/shared.ts"
import { guessLanguage } from "./guess-language.ts"
import type { Translated } from "./translated-text.ts"
import "./key-hint.ts"
import "./labelled-field.ts"
import "./modal-dialog.ts"
import "./person-text.ts"

export interface GivenTranslation {
  from: Language
  language: Language
  text: string
}

@customElement("translate-dialog")
export class TranslateDialog extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    keys,
    fields,
    css`
      :host {
        --dialog-width: 720px;
      }
      form {
        display: grid;
        gap: 16px;
      }
      .sides {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
        gap: 16px;
      }
      .side {
        display: grid;
        gap: 8px;
        align-content: start;
      }
      .original {
        max-block-size: 40vh;
        overflow: auto;
        padding: 8px 10px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
      }
      textarea {
        min-block-size: 160px;
        resize: vertical;
      }
    `,
  ]

  @property() text = ""
  /** those that there are: one of the same language is begun from, and replaced */
  @property({ attribute: false }) translations: readonly Translated[] = []
  @state() private from: Language = "en"
  @state() private language: Language = "en"
  @state() private words = ""
  @state() private error = ""
  @query("textarea") private box!: HTMLTextAreaElement

  override connectedCallback(): void {
    super.connectedCallback()
    const last = this.translations.at(-1)
    this.from = last?.from ?? guessLanguage(this.text)
    this.#into(last?.language ?? (this.from === "en" ? "ar" : "en"))
  }

  #into(language: Language): void {
    const known = this.translations.find((each) => each.language === language)
    const own = this.words !== "" && this.translations.every((each) => each.text !== this.words)
    this.language = language
    if (!own) this.words = known?.text ?? ""
  }

  protected override updated(): void {
    if (this.box.value !== this.words) this.box.value = this.words
  }

  #give(event: Event): void {
    event.preventDefault()
    const { from, language } = this
    const text = this.words.trim()
    if (from === language) this.error = "Choose two different languages."
    else if (text === "") this.error = "Write the translation."
    else this.dispatchEvent(new CustomEvent<GivenTranslation>("translate", { detail: { from, language, text } }))
  }

  protected override render(): TemplateResult {
    const replaces = this.translations.find((each) => each.language === this.language)
    return html`<modal-dialog
      open
      heading="Translate"
      @keydown=${(event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.#give(event)}
    >
      <form @submit=${this.#give}>
        <div class="sides">
          <div class="side">
            <labelled-field label="From"
              >${this.#choice("from", this.from, (language) => (this.from = language))}</labelled-field
            >
            <div class="original" tabindex="0" role="group" aria-label="Original">
              <person-text .text=${this.text} .lang=${this.from}></person-text>
            </div>
          </div>
          <div class="side">
            <labelled-field label="Into"
              >${this.#choice("into", this.language, (language) => this.#into(language))}</labelled-field
            >
            <labelled-field label="Translation">
              <textarea
                name="text"
                rows="6"
                maxlength="8000"
                dir="auto"
                autofocus
                lang=${this.language}
                @input=${() => (this.words = this.box.value)}
              ></textarea>
            </labelled-field>
          </div>
        </div>
        <p class="small">
          ${replaces ? html`It takes the place of <bdi>${replaces.by.name}</bdi>’s; that one stays in the history. ` : nothing}Your
          name stands beside it.
        </p>
        ${this.error ? html`<p class="bad" role="alert">${this.error}</p>` : nothing}
      </form>
      <button slot="actions" class="button" @click=${() => this.dispatchEvent(new CustomEvent("dialog-close"))}>
        Cancel<key-hint keys="Esc"></key-hint>
      </button>
      <button slot="actions" class="button primary" @click=${this.#give}>
        Save translation<key-hint keys="Mod+Enter"></key-hint>
      </button>
    </modal-dialog>`
  }

  #choice(name: string, value: Language, choose: (language: Language) => void): TemplateResult {
    return html`<select
      name=${name}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as Language)}
    >
      ${Object.entries(languages).map(([id, text]) => html`<option value=${id} ?selected=${id === value}>${text}</option>`)}
    </select>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "translate-dialog": TranslateDialog
  }
}
