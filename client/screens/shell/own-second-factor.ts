// A person adds a second factor to their own account: password again, then a code. Used by own-sessions.ts, in production. [R180]
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { Refused, type Session, type SignInStep } from "../../hub/session.ts"
import { buttons } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/labelled-field.ts"
import { doorStyles } from "../sign-in/door-styles.ts"
import { failure } from "../sign-in/failure.ts"
import "../sign-in/second-factor.ts"

type Step =
  { step: "closed" | "password" | "done" } | Extract<SignInStep, { step: "enrol" }> | { step: "codes"; codes: string[] }

@customElement("own-second-factor")
export class OwnSecondFactor extends LitElement {
  static override styles = [base, texts, buttons, fields, doorStyles]

  @property({ attribute: false }) session!: Session
  @state() private step: Step | undefined
  @state() private error = ""
  @state() private busy = false
  #password = ""

  // Loaded late, an element has its properties only from its first update on.
  protected override firstUpdated(): void {
    void this.session.account().then(
      ({ secondFactor }) => (this.step = { step: secondFactor ? "done" : "closed" }),
      () => undefined,
    )
  }

  async #send(password: string, code?: string): Promise<void> {
    this.#password = password
    this.busy = true
    try {
      const next = await this.session.addSecondFactor(password, code)
      this.error = ""
      if ("recoveryCodes" in next && !("step" in next)) this.step = { step: "codes", codes: next.recoveryCodes }
      else if (next.step === "enrol") this.step = next
    } catch (error) {
      const coded = error instanceof Refused && error.refusal.code === "malformed" && error.refusal.field === "code"
      this.error = coded
        ? "That code is not right. Type the one that the app shows now."
        : failure(error, "You are signed out. Sign in again.")
    } finally {
      this.busy = false
    }
  }

  #to(step: Step): void {
    this.#password = ""
    this.error = ""
    this.step = step
    void this.#focus()
  }

  /** What had the focus is gone with its step. */
  async #focus(): Promise<void> {
    await this.updateComplete
    await this.renderRoot.querySelector("labelled-field")?.updateComplete
    this.renderRoot.querySelector<HTMLElement>("input, button, [tabindex]")?.focus()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { step } = this
    switch (step?.step) {
      case undefined:
        return nothing
      case "done":
        return html`<p class="small" tabindex="-1">Your account has a second factor.</p>`
      case "closed":
        return html`<button class="button small" @click=${() => this.#to({ step: "password" })}>
          Add a second factor
        </button>`
      case "password":
        return html`<form
          @submit=${(event: SubmitEvent) => {
            event.preventDefault()
            void this.#send(String(new FormData(event.target as HTMLFormElement).get("password") ?? ""))
          }}
        >
          <labelled-field label="Your password, once more" .error=${this.error}
            ><input name="password" type="password" autocomplete="current-password" required maxlength="256"
          /></labelled-field>
          <button class="button primary" ?disabled=${this.busy}>Go on</button>
        </form>`
      case "enrol":
        return html`<second-factor
          .offer=${step}
          .error=${this.error}
          .busy=${this.busy}
          @code=${({ detail }: CustomEvent<string>) => this.#send(this.#password, detail)}
          @leave=${() => this.#to({ step: "closed" })}
        ></second-factor>`
      case "codes":
        return html`<recovery-codes .codes=${step.codes} @kept=${() => this.#to({ step: "done" })}></recovery-codes>`
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "own-second-factor": OwnSecondFactor
  }
}
