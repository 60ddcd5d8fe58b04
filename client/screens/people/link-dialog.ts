// A one-time link, shown this once, to be handed over by the administrator. Used by people-screen.ts. [R183]
import { LitElement, css, html, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { buttons } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/modal-dialog.ts"

@customElement("link-dialog")
export class LinkDialog extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    css`
      .link {
        margin-block: 12px;
        padding: 8px 12px;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--raised);
        font: 0.8125rem/1.25rem var(--font-mono);
        overflow-wrap: anywhere;
        user-select: all;
      }
    `,
  ]

  @property() name = ""
  /** the address; empty for somebody who signs in already */
  @property() link = ""
  @state() private copied = ""

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(this.link).then(
      () => (this.copied = "Copied."),
      () => (this.copied = "The browser did not allow it. Mark the link and copy it."),
    )
  }

  protected override render(): TemplateResult {
    const close = () => this.dispatchEvent(new CustomEvent("dialog-close"))
    if (!this.link)
      return html`<modal-dialog open heading="${this.name} was added">
        <p>They have an account already, and sign in as before.</p>
        <button slot="actions" class="button primary" autofocus @click=${close}>Close</button>
      </modal-dialog>`
    return html`<modal-dialog open heading="One-time link for ${this.name}">
      <p>
        With it they choose a password. It works once, for 72 hours, and is shown only now. Hand it over on a way that
        you trust, to them alone.
      </p>
      <p class="link">${this.link}</p>
      <p class="small" role="status">${this.copied}</p>
      <button slot="actions" class="button" @click=${close}>Close</button>
      <button slot="actions" class="button primary" autofocus @click=${this.#copy}>Copy the link</button>
    </modal-dialog>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "link-dialog": LinkDialog
  }
}
