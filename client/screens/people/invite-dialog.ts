// A new person of an organisation: name, sign-in name, roles. Used by people-screen.ts; answers with an `invite` event.
import { LitElement, css, html, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import type { AdministeredOrganisation } from "../../hub/people.ts"
import { buttons } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/key-hint.ts"
import "../../parts/labelled-field.ts"
import "../../parts/modal-dialog.ts"
import { roleChoice, rolesOf } from "./role-choice.ts"

@customElement("invite-dialog")
export class InviteDialog extends LitElement {
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

  @property({ attribute: false }) organisation!: AdministeredOrganisation
  /** whether sign-in names are given as they are typed, as the agency does [R184] */
  @property({ type: Boolean }) free = false
  @property() error = ""
  @property({ type: Boolean }) busy = false
  @state() private own = ""
  @query("form") private form!: HTMLFormElement

  #submit(event?: Event): void {
    event?.preventDefault()
    if (this.busy || !this.form.reportValidity()) return
    const roles = rolesOf(this.form)
    this.own = typeof roles === "string" ? roles : ""
    if (typeof roles === "string") return
    const data = new FormData(this.form)
    const text = (name: string) => String(data.get(name) ?? "").trim()
    this.dispatchEvent(new CustomEvent("invite", { detail: { name: text("name"), login: text("login"), roles } }))
  }

  protected override render(): TemplateResult {
    return html`<modal-dialog open heading="Add a person to ${this.organisation.name}">
      <form @submit=${this.#submit}>
        <labelled-field label="Name"
          ><input name="name" maxlength="80" required autofocus dir="auto" autocomplete="off"
        /></labelled-field>
        <labelled-field
          label="Sign-in name"
          hint=${
            this.free
              ? "Their e-mail address. It never changes."
              : `One word, for example ana.rahimi: it becomes ana.rahimi@${this.organisation.id}. It never changes.`
          }
          ><input name="login" maxlength="128" required autocapitalize="none" spellcheck="false" autocomplete="off"
        /></labelled-field>
        ${roleChoice(this.organisation, [])}
        <p class="error" role="alert">${this.own || this.error}</p>
        <button class="visually-hidden" tabindex="-1">Add</button>
      </form>
      <button slot="actions" class="button" @click=${() => this.dispatchEvent(new CustomEvent("dialog-close"))}>
        Cancel<key-hint keys="Esc"></key-hint>
      </button>
      <button slot="actions" class="button primary" ?disabled=${this.busy} @click=${() => this.#submit()}>
        Add<key-hint keys="Enter"></key-hint>
      </button>
    </modal-dialog>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "invite-dialog": InviteDialog
  }
}
