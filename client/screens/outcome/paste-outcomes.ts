// Paste outcomes: a preview with a verdict per line before anything is taken into the form. Used by outcome-screen.ts; what is taken is a
// `take` event with the lines.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { itemClass } from "../../../protocol/addresses.ts"
import type { ReferralItem } from "../../../protocol/entries/item.ts"
import { actions, noActionReasons } from "../../../protocol/vocabulary.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/defanged-address.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "../../parts/labelled-field.ts"
import "../../parts/modal-dialog.ts"
import type { ModalDialog } from "../../parts/modal-dialog.ts"
import type { Choice } from "./choice.ts"
import { ticker } from "../../parts/ticker.ts"
import { readPasted, type PastedLine } from "./pasted.ts"

/** so many lines are drawn; those that are not taken come first */
const shown = 200

@customElement("paste-outcomes")
export class PasteOutcomes extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    keys,
    fields,
    css`
      .content {
        display: grid;
        gap: 12px;
      }
      textarea {
        min-block-size: 8rem;
      }
      ul {
        display: grid;
        max-block-size: 34vh;
        overflow: auto;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 1.25rem 2.5rem minmax(0, 1fr);
        gap: 0 6px;
        align-items: start;
        padding-block: 4px;
        border-block-end: 1px solid var(--line);
      }
      li hub-icon {
        color: var(--good);
      }
      .refused hub-icon {
        color: var(--p1);
      }
      li > span:last-child {
        grid-column: 3;
      }
    `,
  ]

  @property({ attribute: false }) items: readonly ReferralItem[] = []
  @property({ attribute: false }) common!: Choice
  @state() private text = ""
  @query("textarea") private box!: HTMLTextAreaElement
  @query("modal-dialog") private dialog!: ModalDialog

  protected override firstUpdated(): void {
    void this.dialog.updateComplete.then(() => this.box.focus())
  }

  get #lines(): PastedLine[] {
    return readPasted(this.text, this.items, this.common, ticker.now())
  }

  #take(): void {
    const lines = this.#lines.filter((line) => line.choice)
    if (lines.length > 0) this.dispatchEvent(new CustomEvent("take", { detail: { lines } }))
  }

  protected override render(): TemplateResult {
    const lines = this.#lines
    const good = lines.filter((line) => line.choice).length
    const sorted = lines.toSorted((one, other) => Number(Boolean(one.choice)) - Number(Boolean(other.choice)))
    return html`<modal-dialog
      open
      heading="Paste outcomes"
      @keydown=${(event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.#take()}
    >
      <div class="content">
        <labelled-field label="One line an item: address, outcome, and the rule if it differs">
          <textarea
            class="mono"
            rows="6"
            dir="ltr"
            spellcheck="false"
            placeholder="https://…/@name	removed	4.2"
            .value=${this.text}
            @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
          ></textarea>
        </labelled-field>
        ${
          lines.length > 0
            ? html`<p class="small" role="status">
                  ${lines.length} ${lines.length === 1 ? "line" : "lines"}: ${good} taken, ${lines.length - good}
                  not${lines.length > shown ? `. The first ${shown} are shown, those not taken first` : ""}
                </p>
                <ul aria-label="Verdict per line" tabindex="0">
                  ${sorted.slice(0, shown).map((line) => this.#line(line))}
                </ul>`
            : nothing
        }
      </div>
      <button slot="actions" class="button" @click=${() => this.dispatchEvent(new CustomEvent("dialog-close"))}>
        Cancel<key-hint keys="Esc"></key-hint>
      </button>
      <button slot="actions" class="button primary" ?disabled=${good === 0} @click=${() => this.#take()}>
        Take ${good} into the form<key-hint keys="Mod+Enter"></key-hint>
      </button>
    </modal-dialog>`
  }

  #line({ line, raw, item, choice, why, still }: PastedLine): TemplateResult {
    return html`<li class=${choice ? "" : "refused"}>
      <hub-icon name=${choice ? "check" : "x"}></hub-icon
      ><span class="small">${line}</span
      >${item ? html`<defanged-address .address=${item.address} clip></defanged-address>` : html`<bdi class="mono small">${raw.slice(0, 120)}</bdi>`}
      <span class="small"
        >${item && choice ? said(item, choice) : why}${still ? html` · <i>${still}</i>` : nothing}</span
      >
    </li>`
  }
}

/** "Removed · terms · 4.2". */
function said(item: ReferralItem, choice: Choice): string {
  const kind = itemClass(item.kind)
  const names: Record<string, string> = actions[kind]
  const action = choice.actions[kind]!
  if (action === "none") return `No action · ${noActionReasons[choice.reason!]}`
  return [names[action], choice.ground, choice.rule].filter(Boolean).join(" · ")
}

declare global {
  interface HTMLElementTagNameMap {
    "paste-outcomes": PasteOutcomes
  }
}
