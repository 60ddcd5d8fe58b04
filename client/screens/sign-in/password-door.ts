// Signing in by name and password, then by a code, or by setting up the device that makes codes. Used by sign-in-screen.ts and one-time-link.ts.
// The hub keeps nothing between the steps: name and password stay in this element until the person is in. Rules R63, R180-R182.
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import type { Hub } from "../../hub/hub.ts"
import { Refused, type SignInStep } from "../../hub/session.ts"
import { buttons } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/labelled-field.ts"
import { doorStyles } from "./door-styles.ts"
import { failure } from "./failure.ts"

const wrongPassword = "Name or password is not right. Try again, or ask your administrator for a new one-time link."
const wrongCode = "That code is not right, or was used already. Wait for the next one."

@customElement("password-door")
export class PasswordDoor extends LitElement {
  static override styles = [base, texts, buttons, fields, doorStyles]

  @property({ attribute: false }) hub!: Hub
  /** Name and password, when they were just chosen with a one-time link: the door begins with them. */
  @property({ attribute: false }) known: { login: string; password: string } | undefined
  @state() private step: SignInStep | { step: "password" } = { step: "password" }
  @state() private error = ""
  @state() private busy = false
  #given = { login: "", password: "" }

  protected override firstUpdated(): void {
    if (this.known) void this.#enter(this.known)
    else void this.#focus()
  }

  /** The first field that waits for something. */
  async #focus(): Promise<void> {
    for (const field of this.renderRoot.querySelectorAll("labelled-field")) await field.updateComplete
    const empty = [...this.renderRoot.querySelectorAll("input")].find((input) => input.value === "")
    empty?.focus()
  }

  async #enter(given: { login: string; password: string; code?: string }): Promise<void> {
    this.#given = { login: given.login, password: given.password }
    this.busy = true
    try {
      const next = await this.hub.signIn(given)
      this.error = ""
      if (next.step === "in") this.#given.password = ""
      if (next.step === "enrol" || next.step === "in") await import("./second-factor.ts")
      this.step = next
    } catch (error) {
      const coded = error instanceof Refused && error.refusal.code === "malformed" && error.refusal.field === "code"
      this.error = coded ? wrongCode : failure(error, wrongPassword)
      this.renderRoot.querySelector<HTMLInputElement>("input[name=code]")?.select()
    } finally {
      this.busy = false
    }
    await this.updateComplete
    await this.#focus()
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault()
    const data = new FormData(event.target as HTMLFormElement)
    const text = (name: string) => String(data.get(name) ?? "")
    if (this.step.step === "password") void this.#enter({ login: text("login"), password: text("password") })
    else void this.#enter({ ...this.#given, code: text("code") })
  }

  #again(): void {
    this.#given = { login: "", password: "" }
    this.error = ""
    this.step = { step: "password" }
  }

  protected override render(): TemplateResult {
    const { step } = this
    switch (step.step) {
      case "password":
        return this.#password()
      case "code":
        return this.#code()
      case "enrol":
        return html`<second-factor
          .offer=${step}
          .error=${this.error}
          .busy=${this.busy}
          @code=${({ detail }: CustomEvent<string>) => this.#enter({ ...this.#given, code: detail })}
          @leave=${this.#again}
        ></second-factor>`
      case "in":
        return step.recoveryCodes
          ? html`<recovery-codes .codes=${step.recoveryCodes} @kept=${() => void this.hub.resume()}></recovery-codes>`
          : html`<p role="status">Connecting …</p>`
    }
  }

  #password(): TemplateResult {
    return html`<form @submit=${this.#submit}>
      <labelled-field label="Sign-in name"
        ><input
          name="login"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          maxlength="128"
          .value=${this.#given.login}
      /></labelled-field>
      <labelled-field label="Password"
        ><input name="password" type="password" autocomplete="current-password" required maxlength="256"
      /></labelled-field>
      <p class="error" role="alert">${this.error}</p>
      <button class="button primary" ?disabled=${this.busy}>Sign in</button>
      <p class="small">
        No account, or the password is forgotten? The administrator of your organisation gives you a one-time link.
      </p>
    </form>`
  }

  #code(): TemplateResult {
    return html`<form @submit=${this.#submit}>
      <h2>Your code</h2>
      <labelled-field label="Code" hint="Six digits from your authenticator app, or one of your recovery codes"
        ><input
          class="code"
          name="code"
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck="false"
          required
          maxlength="64"
      /></labelled-field>
      <p class="error" role="alert">${this.error}</p>
      <div class="acts">
        <button class="button primary" ?disabled=${this.busy}>Sign in</button>
        <button type="button" class="button quiet" @click=${this.#again}>Somebody else</button>
      </div>
      ${this.busy ? html`<p class="visually-hidden" role="status">Checking</p>` : nothing}
    </form>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "password-door": PasswordDoor
  }
}
