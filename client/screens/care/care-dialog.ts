// One's own care settings, and what was looked at in this shift. Used by hub-shell.ts.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { clock } from "../../parts/times.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/labelled-field.ts"
import "../../parts/modal-dialog.ts"
import { breakMinutes, categories, covers, type Care, type CareSettings } from "./care.ts"

@customElement("care-dialog")
export class CareDialog extends LitElement {
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
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      .categories {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
        gap: 2px 12px;
      }
      .categories span::first-letter {
        text-transform: uppercase;
      }
      .categories span {
        display: inline-block;
      }
    `,
  ]

  @property({ attribute: false }) care!: Care
  @state() private error = ""
  @query("form") private form!: HTMLFormElement

  async #save(event?: Event): Promise<void> {
    event?.preventDefault()
    const data = new FormData(this.form)
    const settings: CareSettings = {
      cover: data.get("cover") as CareSettings["cover"],
      categories: data.getAll("category").map(String),
      breakMinutes: Number(data.get("break")) as CareSettings["breakMinutes"],
    }
    try {
      await this.care.set(settings)
      this.dispatchEvent(new CustomEvent("dialog-close"))
    } catch {
      this.error = "The hub does not answer, so nothing was saved. Try again in a moment."
    }
  }

  protected override render(): TemplateResult {
    const { settings, shift } = this.care
    return html`<modal-dialog open heading="Care">
      <form @submit=${this.#save}>
        <p>
          For you alone: nobody else sees what you choose here, or what you looked at.
          ${shift && shift.items > 0 ? html`In this shift, since ${clock(new Date(shift.from).toISOString())}, you looked at <b>${shift.items}</b> ${shift.items === 1 ? "item" : "items"}.` : "You have looked at no item in this shift."}
        </p>
        <fieldset>
          <legend class="label">Cover what items show</legend>
          ${Object.entries(covers).map(
            ([value, text]) =>
              html`<label class="check"
                ><input type="radio" name="cover" value=${value} .checked=${settings.cover === value} />${text}</label
              >`,
          )}
        </fieldset>
        <fieldset>
          <legend class="label">Cover the whole referral for</legend>
          <div class="categories">
            ${Object.entries(categories).map(
              ([value, text]) =>
                html`<label class="check"
                  ><input
                    type="checkbox"
                    name="category"
                    value=${value}
                    .checked=${settings.categories.includes(value)}
                  /><span>${text}</span></label
                >`,
            )}
          </div>
        </fieldset>
        <labelled-field label="Propose a break"
          ><select name="break">
            ${breakMinutes.map((each) => html`<option value=${each} ?selected=${settings.breakMinutes === each}>${each === 0 ? "Never" : `After ${each} minutes without one`}</option>`)}
          </select></labelled-field
        >
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      </form>
      <button slot="actions" class="button" @click=${() => this.dispatchEvent(new CustomEvent("dialog-close"))}>
        Cancel
      </button>
      <button slot="actions" class="button primary" autofocus @click=${() => void this.#save()}>Save</button>
    </modal-dialog>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "care-dialog": CareDialog
  }
}
