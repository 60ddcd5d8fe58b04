// "I own this": the estimated time, filled in with the deadline so that one key is enough, and perhaps a comment. Used by acting.ts and lead-acting.ts.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import { buttons, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import { localInput } from "../../parts/times.ts"
import "../../parts/key-hint.ts"
import "../../parts/labelled-field.ts"
import "../../parts/modal-dialog.ts"
import type { ModalDialog } from "../../parts/modal-dialog.ts"

@customElement("acknowledge-dialog")
export class AcknowledgeDialog extends LitElement {
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
    `,
  ]

  @property() deadline = ""
  /** who reads it */
  @property() shownTo = "the NCA"
  /** why it was refused; what was filled in stays */
  @property() error = ""
  @query("form") private form!: HTMLFormElement
  @query("modal-dialog") private dialog!: ModalDialog
  @query(".primary") private button!: HTMLButtonElement

  /** One key is enough: the button has the focus, the time is filled in. */
  protected override firstUpdated(): void {
    void this.dialog.updateComplete.then(() => this.button.focus())
  }

  #submit(event?: Event): void {
    event?.preventDefault()
    const data = new FormData(this.form)
    const given = new Date(String(data.get("estimate")))
    const deadline = Date.parse(this.deadline)
    // The field knows minutes only: the deadline's own minute means the deadline.
    const same = Math.floor(given.getTime() / 60_000) === Math.floor(deadline / 60_000)
    const estimate = Number.isNaN(given.getTime()) || same ? this.deadline : given.toISOString()
    this.dispatchEvent(
      new CustomEvent("acknowledge", { detail: { estimate, comment: String(data.get("comment") ?? "").trim() } }),
    )
  }

  protected override render(): TemplateResult {
    return html`<modal-dialog
      open
      heading="Acknowledge"
      @keydown=${(event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.#submit()}
    >
      <form id="acknowledge" @submit=${this.#submit}>
        <p>Your name and the time are shown to ${this.shownTo}: you own this now.</p>
        <labelled-field label="Decided by, as you expect"
          ><input type="datetime-local" name="estimate" .value=${localInput(Date.parse(this.deadline))} required
        /></labelled-field>
        <labelled-field label="Comment, if any"
          ><input name="comment" maxlength="500" dir="auto" autocomplete="off"
        /></labelled-field>
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
        <button class="visually-hidden" tabindex="-1">Acknowledge</button>
      </form>
      <button slot="actions" class="button" @click=${() => this.dispatchEvent(new CustomEvent("dialog-close"))}>
        Cancel<key-hint keys="Esc"></key-hint>
      </button>
      <button slot="actions" class="button primary" autofocus @click=${() => this.#submit()}>
        Acknowledge<key-hint keys="Enter"></key-hint>
      </button>
    </modal-dialog>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "acknowledge-dialog": AcknowledgeDialog
  }
}
