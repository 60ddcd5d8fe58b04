// A challenged decision is decided again, by somebody else than before: the whole form of an outcome, with the reason for the NCA. Used by
// feed-screen.ts. What is given is a `give` event with the proposal's body.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { itemClass } from "../../../protocol/addresses.ts"
import type { ReferralItem } from "../../../protocol/entries/item.ts"
import { buttons, chips, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import { bodyOf, complete, emptyChoice, type Choice } from "./choice.ts"
import { outcomeFields } from "./outcome-fields.ts"
import "../../parts/defanged-address.ts"
import "../../parts/key-hint.ts"
import "../../parts/labelled-field.ts"
import "../../parts/modal-dialog.ts"

@customElement("change-dialog")
export class ChangeDialog extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    chips,
    keys,
    fields,
    css`
      modal-dialog {
        --dialog-width: 640px;
      }
      .content {
        display: grid;
        gap: 14px;
      }
      fieldset {
        display: grid;
        gap: 2px;
        margin: 0;
        padding: 0;
        border: 0;
      }
    `,
  ]

  /** the challenged items that this person may decide again */
  @property({ attribute: false }) items: readonly ReferralItem[] = []
  @property({ attribute: false }) rules: readonly string[] = []
  @property({ attribute: false }) now = 0
  /** why it was refused; what was filled in stays */
  @property() error = ""
  @state() private choice: Choice = emptyChoice
  @state() private chosen: readonly number[] = []
  @state() private missing = ""
  @query("textarea") private reason!: HTMLTextAreaElement

  protected override willUpdate(): void {
    if (this.hasUpdated) return
    this.chosen = this.items.map((item) => item.n)
    const before = this.items[0]?.outcome
    this.choice = { ...emptyChoice, rule: before?.rule || this.rules[0] || "", preserved: before?.preserved ?? "" }
  }

  get #picked(): ReferralItem[] {
    return this.items.filter((item) => this.chosen.includes(item.n))
  }

  #submit(): void {
    const items = this.#picked
    const reason = this.reason.value.trim()
    this.missing =
      items.length === 0
        ? "Choose at least one item."
        : (items.map((item) => complete(this.choice, itemClass(item.kind), this.now)).find(Boolean) ??
          (reason ? "" : "Give the reason: the NCA reads it."))
    if (this.missing) return
    const { facts, words } = bodyOf(
      items.map((item) => ({ item, choice: this.choice })),
      new Date(this.now).toISOString(),
      new Map(),
    )
    this.dispatchEvent(
      new CustomEvent("give", {
        detail: { type: "challenge.changed", facts, words: { ...words, reason }, rule: this.choice.rule },
      }),
    )
  }

  #toggle(n: number): void {
    this.chosen = this.chosen.includes(n) ? this.chosen.filter((each) => each !== n) : [...this.chosen, n]
  }

  protected override render(): TemplateResult {
    const kinds = [...new Set(this.#picked.map((item) => itemClass(item.kind)))]
    const error = this.missing || this.error
    return html`<modal-dialog
      open
      heading="Change the decision"
      @keydown=${(event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.#submit()}
    >
      <div class="content">
        <p>What was decided before stays in each item’s history.</p>
        <datalist id="rules">${this.rules.map((rule) => html`<option value=${rule}></option>`)}</datalist>
        <fieldset>
          <legend class="label">${this.items.length === 1 ? "Item" : "Items"}</legend>
          ${this.items.map(
            (item) =>
              html`<label class="check"
                ><input
                  type="checkbox"
                  .checked=${this.chosen.includes(item.n)}
                  @change=${() => this.#toggle(item.n)} /><defanged-address
                  .address=${item.address}
                  clip
                ></defanged-address
              ></label>`,
          )}
        </fieldset>
        ${outcomeFields(this.choice, kinds, this.rules, (change) => (this.choice = { ...this.choice, ...change }))}
        <labelled-field label="Reason, for the NCA">
          <textarea rows="2" maxlength="1000" dir="auto"></textarea>
        </labelled-field>
        ${error ? html`<p class="error" role="alert">${error}</p>` : nothing}
      </div>
      <button slot="actions" class="button" @click=${() => this.dispatchEvent(new CustomEvent("dialog-close"))}>
        Cancel<key-hint keys="Esc"></key-hint>
      </button>
      <button slot="actions" class="button primary" @click=${() => this.#submit()}>
        Change<key-hint keys="Mod+Enter"></key-hint>
      </button>
    </modal-dialog>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "change-dialog": ChangeDialog
  }
}
