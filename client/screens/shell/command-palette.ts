// All that can be done here and all places, by a few letters of their names: for whoever does not remember the key. Used by hub-shell.ts.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { isBound, press } from "../../keys.ts"
import { keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/key-hint.ts"
import "../../parts/modal-dialog.ts"
import type { ModalDialog } from "../../parts/modal-dialog.ts"
import { boundAs, keyWords } from "./key-words.ts"

export interface Command {
  text: string
  key?: string
  go: () => void
}

/** Steps and this palette itself are no commands. */
const unlisted = new Set(["j", "k", "Home", "End", "PageDown", "Enter", "Space", "1", "Mod+k", "Mod+Enter"])

@customElement("command-palette")
export class CommandPalette extends LitElement {
  static override styles = [
    base,
    texts,
    keys,
    fields,
    css`
      ul {
        block-size: min(22rem, 50vh);
        overflow: auto;
        margin: 8px 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        gap: 12px;
        align-items: center;
        justify-content: space-between;
        min-block-size: 36px;
        padding-inline: 10px;
        border-radius: 6px;
        cursor: pointer;
      }
      bdi {
        display: block;
      }
      bdi::first-letter {
        text-transform: uppercase;
      }
      li[aria-selected="true"] {
        background: var(--accent-ground);
        outline: 1px solid var(--accent);
        outline-offset: -1px;
      }
    `,
  ]

  @property({ attribute: false }) places: readonly Command[] = []
  @state() private text = ""
  @state() private at = 0
  @query("input") private box!: HTMLInputElement
  @query("modal-dialog") private dialog!: ModalDialog
  /** what can be done on the screens below, as they stood when it was opened */
  readonly #acts: readonly Command[] = keyWords.flatMap(([key, text]) =>
    unlisted.has(key) || key.startsWith("g ") || !isBound(boundAs(key))
      ? []
      : [{ text, key, go: () => press(boundAs(key)) }],
  )

  protected override firstUpdated(): void {
    void this.dialog.updateComplete.then(() => this.box.focus())
  }

  get #found(): Command[] {
    const words = this.text.toLowerCase().split(/\s+/).filter(Boolean)
    const places = this.places.map((place) => ({ ...place, text: `Go to ${place.text}` }))
    return [...this.#acts, ...places].filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)))
  }

  #run(command: Command | undefined): void {
    if (!command) return
    this.dispatchEvent(new CustomEvent("dialog-close"))
    // The dialog has to be gone before a screen below opens another.
    setTimeout(() => command.go())
  }

  #pressed(event: KeyboardEvent): void {
    if (event.isComposing) return
    const last = this.#found.length - 1
    if (event.key === "ArrowDown") this.at = Math.min(last, this.at + 1)
    else if (event.key === "ArrowUp") this.at = Math.max(0, this.at - 1)
    else if (event.key === "Enter") this.#run(this.#found[this.at])
    else return
    event.preventDefault()
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }),
    )
  }

  protected override render(): TemplateResult {
    const found = this.#found
    return html`<modal-dialog open heading="What can be done here">
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls="found"
        aria-activedescendant=${found.length > 0 ? `at-${this.at}` : nothing}
        aria-label="A few letters of what you want to do"
        autocomplete="off"
        placeholder="A few letters of its name"
        .value=${this.text}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLInputElement).value
          this.at = 0
        }}
        @keydown=${this.#pressed}
      />
      <ul id="found" role="listbox" aria-label="What can be done here">
        ${found.map(
          (command, index) =>
            html`<li
              id="at-${index}"
              role="option"
              aria-selected=${index === this.at}
              @click=${() => this.#run(command)}
            >
              <bdi>${command.text}</bdi>${command.key ? html`<key-hint .keys=${command.key}></key-hint>` : nothing}
            </li>`,
        )}
      </ul>
      ${found.length === 0 ? html`<p class="small" role="status">Nothing here is called so. Search what was written with <b>/</b>.</p>` : nothing}
    </modal-dialog>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "command-palette": CommandPalette
  }
}
