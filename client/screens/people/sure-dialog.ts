// Asks before what cannot be taken back. Used by people-screen.ts; answers with a `sure` event.
import { LitElement, html, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import { buttons } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base } from "../../styles/shared.ts"
import "../../parts/key-hint.ts"
import "../../parts/modal-dialog.ts"

@customElement("sure-dialog")
export class SureDialog extends LitElement {
  static override styles = [base, buttons, fields]

  @property() heading = ""
  @property() tells = ""
  @property() act = ""
  @property() error = ""
  @property({ type: Boolean }) busy = false

  protected override render(): TemplateResult {
    const send = (name: string) => this.dispatchEvent(new CustomEvent(name))
    return html`<modal-dialog open heading=${this.heading}>
      <p>${this.tells}</p>
      <p class="error" role="alert">${this.error}</p>
      <button slot="actions" class="button" autofocus @click=${() => send("dialog-close")}>
        Cancel<key-hint keys="Esc"></key-hint>
      </button>
      <button slot="actions" class="button danger" ?disabled=${this.busy} @click=${() => send("sure")}>
        ${this.act}
      </button>
    </modal-dialog>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sure-dialog": SureDialog
  }
}
