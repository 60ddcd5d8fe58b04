// Other roles for a person in one organisation. Used by people-screen.ts; answers with a `roles` event.
import { LitElement, css, html, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import type { AdministeredOrganisation, AdministeredPerson } from "../../hub/people.ts"
import { buttons } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/key-hint.ts"
import "../../parts/modal-dialog.ts"
import { roleChoice, rolesOf } from "./role-choice.ts"

@customElement("roles-dialog")
export class RolesDialog extends LitElement {
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

  @property({ attribute: false }) person!: AdministeredPerson
  @property({ attribute: false }) organisation!: AdministeredOrganisation
  @property() error = ""
  @property({ type: Boolean }) busy = false
  @state() private own = ""
  @query("form") private form!: HTMLFormElement

  #submit(event?: Event): void {
    event?.preventDefault()
    if (this.busy) return
    const roles = rolesOf(this.form)
    this.own = typeof roles === "string" ? roles : ""
    if (typeof roles !== "string") this.dispatchEvent(new CustomEvent("roles", { detail: roles }))
  }

  protected override render(): TemplateResult {
    const before = this.person.memberships.find((each) => each.organisation === this.organisation.id)?.roles ?? []
    return html`<modal-dialog open heading="Roles of ${this.person.name} at ${this.organisation.name}">
      <form @submit=${this.#submit}>
        ${roleChoice(this.organisation, before)}
        <p class="small">They count at once, also where the person is signed in now.</p>
        <p class="error" role="alert">${this.own || this.error}</p>
        <button class="visually-hidden" tabindex="-1">Save</button>
      </form>
      <button slot="actions" class="button" @click=${() => this.dispatchEvent(new CustomEvent("dialog-close"))}>
        Cancel<key-hint keys="Esc"></key-hint>
      </button>
      <button slot="actions" class="button primary" ?disabled=${this.busy} @click=${() => this.#submit()}>
        Save<key-hint keys="Enter"></key-hint>
      </button>
    </modal-dialog>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "roles-dialog": RolesDialog
  }
}
