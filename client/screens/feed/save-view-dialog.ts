// A name for what the feed shows now, and who else sees it. Used by feed-screen.ts; answers with a `save` event.
import { LitElement, css, html, type TemplateResult } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import type { RoomInfo } from "../../../protocol/wire.ts"
import { buttons } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/key-hint.ts"
import "../../parts/labelled-field.ts"
import "../../parts/modal-dialog.ts"

@customElement("save-view-dialog")
export class SaveViewDialog extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    fields,
    css`
      form {
        display: grid;
        gap: 16px;
      }
    `,
  ]

  /** a first idea for its name */
  @property() suggestion = ""
  /** the organisations' rooms in which it may be shared */
  @property({ attribute: false }) rooms: readonly RoomInfo[] = []
  @property() error = ""
  @query("form") private form!: HTMLFormElement

  #submit(event?: Event): void {
    event?.preventDefault()
    if (!this.form.reportValidity()) return
    const data = new FormData(this.form)
    const detail = { name: String(data.get("name") ?? "").trim(), room: String(data.get("room") ?? "") }
    if (detail.name) this.dispatchEvent(new CustomEvent("save", { detail }))
  }

  protected override render(): TemplateResult {
    return html`<modal-dialog open heading="Save this view">
      <form id="view" @submit=${this.#submit}>
        <labelled-field label="Name"
          ><input name="name" maxlength="40" required autofocus dir="auto" autocomplete="off" .value=${this.suggestion}
        /></labelled-field>
        <fieldset>
          <legend class="label">Who sees it</legend>
          <label class="check"><input type="radio" name="room" value="" checked />Only you</label>
          ${this.rooms.map(
            ({ room, organisation }) =>
              html`<label class="check"
                ><input type="radio" name="room" value=${room} /><span
                  >Everybody at <bdi>${organisation.name}</bdi></span
                ></label
              >`,
          )}
        </fieldset>
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : ""}
        <button class="visually-hidden" tabindex="-1">Save</button>
      </form>
      <button slot="actions" class="button" @click=${() => this.dispatchEvent(new CustomEvent("dialog-close"))}>
        Cancel<key-hint keys="Esc"></key-hint>
      </button>
      <button slot="actions" class="button primary" @click=${() => this.#submit()}>
        Save<key-hint keys="Enter"></key-hint>
      </button>
    </modal-dialog>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "save-view-dialog": SaveViewDialog
  }
}
