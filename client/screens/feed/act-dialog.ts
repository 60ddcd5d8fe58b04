// Asks what an act needs to be told: items, words, a person, an end, a finding, and to be sure. What is typed stays when the act is refused.
// Used by acting.ts, lead-acting.ts and alert-acting.ts.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import type { ReferralItem } from "../../../protocol/entries/item.ts"
import type { By } from "../../../protocol/event.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import type { Act, Ask, Given } from "./act.ts"
import { localInput } from "../../parts/times.ts"
import "../../parts/defanged-address.ts"
import "../../parts/key-hint.ts"
import "../../parts/labelled-field.ts"
import "../../parts/modal-dialog.ts"
import type { ModalDialog } from "../../parts/modal-dialog.ts"

@customElement("act-dialog")
export class ActDialog extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    keys,
    fields,
    css`
      form {
        display: grid;
        gap: 16px;
      }
      .items {
        display: grid;
        gap: 2px;
        max-block-size: 30vh;
        overflow: auto;
        margin: 0;
        padding: 0;
        border: 0;
      }
    `,
  ]

  @property({ attribute: false }) act!: Act
  @property({ attribute: false }) items: readonly ReferralItem[] = []
  /** to whom it can be handed */
  @property({ attribute: false }) people: readonly By[] = []
  /** who the person is, for "owner" */
  @property() me = ""
  @property({ attribute: false }) now = 0
  @property() error = ""
  /** what is typed so far, where something is to be confirmed of it */
  @state() private text = ""
  @query("form") private form!: HTMLFormElement
  @query("modal-dialog") private dialog!: ModalDialog

  /** The first thing to fill in has the focus; where nothing is, the button. */
  protected override firstUpdated(): void {
    const first = this.renderRoot.querySelector<HTMLElement>("[autofocus]")
    void this.dialog.updateComplete.then(() => first?.focus())
  }

  get #ask(): Ask {
    return this.act.ask!
  }

  #submit(event?: Event): void {
    event?.preventDefault()
    if (!this.form.reportValidity()) return
    const data = new FormData(this.form)
    const text = (name: string) => String(data.get(name) ?? "").trim()
    const until = new Date(text("until"))
    const given: Given = {
      items: data.getAll("item").map(Number),
      text: text("text"),
      owner: text("owner"),
      until: Number.isNaN(until.getTime()) ? "" : until.toISOString(),
      person: this.people.find((each) => each.id === text("person")),
      choice: text("choice"),
    }
    if (this.#ask.items && given.items.length === 0) this.error = "Choose at least one item."
    else this.dispatchEvent(new CustomEvent("give", { detail: given }))
  }

  protected override render(): TemplateResult {
    const ask = this.#ask
    const { text, choice, untilHours } = ask
    return html`<modal-dialog
      open
      heading=${ask.heading}
      @keydown=${(event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.#submit()}
    >
      <form @submit=${this.#submit}>
        <p>${ask.tells}</p>
        ${ask.items ? this.#items(ask.items) : nothing}
        ${
          choice
            ? html`<labelled-field label=${choice.label}
                ><select name="choice" required autofocus>
                  <option value="">Choose</option>
                  ${Object.entries(choice.of).map(([value, word]) => html`<option value=${value}>${word}</option>`)}
                </select></labelled-field
              >`
            : nothing
        }
        ${
          ask.person
            ? html`<labelled-field label="To"
                ><select name="person" required autofocus>
                  <option value="">${this.people.length > 0 ? "Choose" : "Nobody else is a moderator here"}</option>
                  ${this.people.map((each) => html`<option value=${each.id}>${each.name}</option>`)}
                </select></labelled-field
              >`
            : nothing
        }
        ${
          text
            ? html`<labelled-field label=${text.needed ? text.label : `${text.label}, if any`}>
                <textarea
                  name="text"
                  rows="2"
                  maxlength=${text.most}
                  ?required=${text.needed}
                  dir="auto"
                  autofocus
                  @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
                ></textarea>
              </labelled-field>`
            : nothing
        }
        ${
          ask.owner
            ? html`<labelled-field label="Owner at the NCA"
                ><input name="owner" maxlength="120" required .value=${this.me} dir="auto"
              /></labelled-field>`
            : nothing
        }
        ${
          untilHours
            ? html`<labelled-field label="Until" hint=${`within ${untilHours} hours; it ends by itself`}
                ><input
                  type="datetime-local"
                  name="until"
                  required
                  .value=${localInput(this.now + 24 * 3_600_000)}
                  min=${localInput(this.now + 60_000)}
                  max=${localInput(this.now + untilHours * 3_600_000 - 60_000)}
              /></labelled-field>`
            : nothing
        }
        ${(ask.confirms?.(this.text) ?? []).map((each) => html`<label class="check"><input type="checkbox" required />${each}</label>`)}
        ${
          ask.typed
            ? html`<labelled-field label="To be sure, type “${ask.typed}”"
                ><input
                  name="typed"
                  required
                  pattern=${ask.typed}
                  autocomplete="off"
                  spellcheck="false"
                  title="Type: ${ask.typed}"
              /></labelled-field>`
            : nothing
        }
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        <button class="visually-hidden" tabindex="-1">${ask.send}</button>
      </form>
      <button slot="actions" class="button" @click=${() => this.dispatchEvent(new CustomEvent("dialog-close"))}>
        Cancel<key-hint keys="Esc"></key-hint>
      </button>
      <button slot="actions" class="button primary" ?autofocus=${!text && !choice} @click=${() => this.#submit()}>
        ${ask.send}<key-hint keys="Mod+Enter"></key-hint>
      </button>
    </modal-dialog>`
  }

  #items(numbers: readonly number[]): TemplateResult {
    const items = this.items.filter((item) => numbers.includes(item.n))
    return html`<fieldset class="items">
      <legend class="label">${items.length === 1 ? "Item" : "Items"}</legend>
      ${items.map(
        (item) =>
          html`<label class="check"
            ><input type="checkbox" name="item" value=${item.n} checked /><defanged-address
              .address=${item.address}
              clip
            ></defanged-address
          ></label>`,
      )}
    </fieldset>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "act-dialog": ActDialog
  }
}
