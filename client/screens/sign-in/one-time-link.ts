// Who comes with a one-time link chooses a password, then goes on through the door. Used by sign-in-screen.ts. Rule R183.
import { LitElement, html, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import type { Hub } from "../../hub/hub.ts"
import { buttons } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/labelled-field.ts"
import { doorStyles } from "./door-styles.ts"
import { failure } from "./failure.ts"
import "./password-door.ts"

const spent = "This link was used already, or is older than 72 hours. Ask your administrator for a new one."
const leastCharacters = 15

/** Answers `spent` once the password is chosen: the link opens nothing any more. */
@customElement("one-time-link")
export class OneTimeLink extends LitElement {
  static override styles = [base, texts, buttons, fields, doorStyles]

  @property({ attribute: false }) hub!: Hub
  @property() link = ""
  @state() private person: { login: string; name: string } | undefined
  @state() private known: { login: string; password: string } | undefined
  @state() private error = ""
  @state() private busy = false

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  async #load(): Promise<void> {
    this.error = ""
    try {
      this.person = await this.hub.session.welcome(this.link)
      await this.updateComplete
      await this.renderRoot.querySelector("labelled-field")?.updateComplete
      this.renderRoot.querySelector<HTMLElement>("input[name=password]")?.focus()
    } catch (error) {
      this.error = failure(error, spent)
    }
  }

  async #choose(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const data = new FormData(event.target as HTMLFormElement)
    const [password, again] = [String(data.get("password") ?? ""), String(data.get("again") ?? "")]
    if (password !== again) return void (this.error = "The two are not the same. Type the password again.")
    this.busy = true
    try {
      const { login } = await this.hub.session.choosePassword(this.link, password)
      this.known = { login, password }
      this.dispatchEvent(new CustomEvent("spent", { bubbles: true, composed: true }))
    } catch (error) {
      this.error = failure(error, spent)
    } finally {
      this.busy = false
    }
  }

  protected override render(): TemplateResult {
    if (this.known) return html`<password-door .hub=${this.hub} .known=${this.known}></password-door>`
    if (!this.person)
      return this.error
        ? html`<div class="panel">
            <p role="alert">${this.error}</p>
            <div class="acts">
              <button class="button" @click=${this.#load}>Try again</button>
              <a class="button quiet" href="/">Sign in</a>
            </div>
          </div>`
        : html`<p role="status">Connecting …</p>`
    const { name, login } = this.person
    return html`<form @submit=${this.#choose}>
      <h2>Welcome, <bdi>${name}</bdi></h2>
      <p>Choose the password with which you sign in as <bdi class="strong">${login}</bdi>.</p>
      <input hidden name="login" autocomplete="username" .value=${login} />
      <labelled-field label="Password" hint="At least ${leastCharacters} characters, for example five words"
        ><input
          name="password"
          type="password"
          autocomplete="new-password"
          required
          minlength=${leastCharacters}
          maxlength="256"
      /></labelled-field>
      <labelled-field label="The same again"
        ><input name="again" type="password" autocomplete="new-password" required maxlength="256"
      /></labelled-field>
      <p class="error" role="alert">${this.error}</p>
      <button class="button primary" ?disabled=${this.busy}>Go on</button>
    </form>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "one-time-link": OneTimeLink
  }
}
