// Setting up the device that makes codes, and the recovery codes that are shown once. Loaded when it is needed, by password-door.ts
// and own-second-factor.ts. Rules R180, R182.
import { LitElement, css, html, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { buttons } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, links, texts } from "../../styles/shared.ts"
import "../../parts/labelled-field.ts"
import "../../parts/qr-code.ts"
import { doorStyles } from "./door-styles.ts"

/** Answers `code` with what was typed, and `leave`. */
@customElement("second-factor")
export class SecondFactor extends LitElement {
  static override styles = [
    base,
    texts,
    links,
    buttons,
    fields,
    doorStyles,
    css`
      ol {
        display: grid;
        gap: 12px;
        padding-inline-start: 20px;
        list-style: decimal;
      }
      qr-code {
        margin-block: 8px;
      }
    `,
  ]

  @property({ attribute: false }) offer!: { secret: string; address: string }
  @property() error = ""
  @property({ type: Boolean }) busy = false

  #submit(event: SubmitEvent): void {
    event.preventDefault()
    const code = new FormData(event.target as HTMLFormElement).get("code")
    this.dispatchEvent(new CustomEvent("code", { detail: String(code ?? "") }))
  }

  protected override firstUpdated(): void {
    void this.#focus()
  }

  async #focus(): Promise<void> {
    await this.renderRoot.querySelector("labelled-field")?.updateComplete
    this.renderRoot.querySelector("input")?.focus()
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("error") && this.error) this.renderRoot.querySelector("input")?.select()
  }

  protected override render(): TemplateResult {
    return html`<form @submit=${this.#submit}>
      <h2>Set up your second factor</h2>
      <p>
        Besides your password you sign in with a code that an authenticator app makes, so that a stolen password alone
        opens nothing.
      </p>
      <ol>
        <li>
          Scan this with the app, or
          <a href=${otpauth(this.offer.address)}>open it on this device</a>.
          <qr-code
            .text=${this.offer.address}
            label="The secret below, to be scanned by an authenticator app"
          ></qr-code>
          <p class="small">Or type the secret:</p>
          <p class="secret">${this.offer.secret}</p>
        </li>
        <li>
          <labelled-field label="Type the six digits that the app shows now"
            ><input class="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="7"
          /></labelled-field>
        </li>
      </ol>
      <p class="error" role="alert">${this.error}</p>
      <div class="acts">
        <button class="button primary" ?disabled=${this.busy}>Confirm</button>
        <button type="button" class="button quiet" @click=${() => this.dispatchEvent(new CustomEvent("leave"))}>
          Not now
        </button>
      </div>
    </form>`
  }
}

/** Only what the hub makes: an address for an app, never a page. */
const otpauth = (address: string): string => (address.startsWith("otpauth://totp/") ? address : "#")

/** Answers `kept` once the person says that they have them. */
@customElement("recovery-codes")
export class RecoveryCodes extends LitElement {
  static override styles = [base, texts, buttons, fields, doorStyles]

  @property({ attribute: false }) codes: readonly string[] = []
  @state() private copied = false

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(this.codes.join("\n")).then(
      () => (this.copied = true),
      () => (this.copied = false),
    )
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault()
    this.dispatchEvent(new CustomEvent("kept"))
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus()
  }

  protected override render(): TemplateResult {
    return html`<form @submit=${this.#submit}>
      <h2 tabindex="-1">Your recovery codes</h2>
      <p>
        Each signs you in once instead of a code, when your device is lost. They are shown only now: keep them where you
        keep your passwords.
      </p>
      <ul class="codes" aria-label="Recovery codes">
        ${this.codes.map((code) => html`<li>${code}</li>`)}
      </ul>
      <button type="button" class="button" @click=${this.#copy}>Copy all</button>
      <p class="small" role="status">${this.copied ? "Copied." : ""}</p>
      <label class="check"><input type="checkbox" name="kept" required />I have kept them</label>
      <button class="button primary">Go on</button>
    </form>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "second-factor": SecondFactor
    "recovery-codes": RecoveryCodes
  }
}
