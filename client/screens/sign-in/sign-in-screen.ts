// Signing in: by password, or in evaluation mode as one of the invented people. Used by app.ts.
import { LitElement, css, html, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { refusalSentence } from "../../../protocol/errors.ts"
import type { Hub } from "../../hub/hub.ts"
import { Refused, type SignInPage, type SignInPerson } from "../../hub/session.ts"
import { buttons } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/hub-icon.ts"
import "../../parts/labelled-field.ts"
import "../../parts/person-avatar.ts"

const roleNames: Record<string, string> = { duty: "duty officer", admin: "administrator" }

@customElement("sign-in-screen")
export class SignInScreen extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    fields,
    css`
      :host {
        block-size: 100%;
        overflow: auto;
        padding: 48px 24px;
      }
      main {
        max-inline-size: 1120px;
        margin-inline: auto;
      }
      header {
        display: flex;
        gap: 12px;
        align-items: center;
        margin-block-end: 8px;
      }
      h1 {
        font: 650 1.5rem/2rem var(--font-text);
      }
      .lead {
        color: var(--muted);
        max-inline-size: 62ch;
        margin-block-end: 32px;
      }
      .groups {
        columns: 3 300px;
        column-gap: 24px;
      }
      section {
        break-inside: avoid;
        background: var(--panel);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        margin-block-end: 16px;
      }
      h2 {
        font: var(--pane-title);
        font-weight: 650;
        padding: 12px 16px 8px;
      }
      .person {
        display: flex;
        gap: 12px;
        align-items: center;
        inline-size: 100%;
        padding: 8px 16px;
        text-align: start;
        border-block-start: 1px solid var(--line);
        cursor: pointer;
      }
      .person:hover {
        background: var(--accent-ground);
      }
      .person:last-child {
        border-end-start-radius: var(--radius);
        border-end-end-radius: var(--radius);
      }
      .person span {
        display: block;
      }
      form {
        display: grid;
        gap: 16px;
        max-inline-size: 360px;
        background: var(--panel);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        padding: 24px;
      }
      .error {
        color: var(--p1);
        margin-block-end: 16px;
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  @state() private page: SignInPage | undefined
  @state() private error = ""
  @state() private busy = false

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  async #load(): Promise<void> {
    try {
      this.page = await this.hub.signInPage()
    } catch {
      this.error = "The hub does not answer. This page tries again by itself."
      setTimeout(() => void (this.isConnected && this.#load()), 2_000)
      return
    }
    this.error = ""
  }

  async #signIn(who: { person: string } | { login: string; password: string }): Promise<void> {
    this.busy = true
    try {
      await this.hub.signIn(who)
    } catch (error) {
      this.error =
        error instanceof Refused && error.refusal.code === "signed-out"
          ? "Name or password is not right. Try again, or ask your administrator."
          : error instanceof Refused
            ? refusalSentence(error.refusal)
            : "The hub does not answer. Try again in a moment."
    } finally {
      this.busy = false
    }
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault()
    const data = new FormData(event.target as HTMLFormElement)
    void this.#signIn({ login: String(data.get("login") ?? ""), password: String(data.get("password") ?? "") })
  }

  protected override render(): TemplateResult {
    return html`<main>
      <header>
        <hub-icon name="waves" .style=${"--icon: 28px"}></hub-icon>
        <h1>Joint Action Hub</h1>
      </header>
      ${this.page?.people ? this.#people(this.page.people) : this.page ? this.#password() : html`<p class="lead">Connecting …</p>`}
      <p class="error" role="alert">${this.error}</p>
    </main>`
  }

  #people(people: SignInPerson[]): TemplateResult {
    const groups = new Map<string, SignInPerson[]>()
    for (const person of people) {
      const name = person.memberships.map((each) => each.organisation).join(" and ")
      groups.set(name, [...(groups.get(name) ?? []), person])
    }
    return html`<p class="lead">
        This is an evaluation: everybody and everything here is invented. Choose who you want to be. Open a second
        window to be somebody else at the same time, for example an analyst of the NCA in one and a moderator of TikTok
        in the other.
      </p>
      <div class="groups">
        ${[...groups].map(
          ([name, members]) =>
            html`<section>
              <h2>${name}</h2>
              ${members.map(
                (person) =>
                  html`<button
                    class="person"
                    ?disabled=${this.busy}
                    @click=${() => this.#signIn({ person: person.id })}
                  >
                    <person-avatar .personId=${person.id} .name=${person.name}></person-avatar>
                    <span><span class="strong">${person.name}</span><span class="small">${rolesOf(person)}</span></span>
                  </button>`,
              )}
            </section>`,
        )}
      </div>`
  }

  #password(): TemplateResult {
    return html`<form @submit=${this.#submit}>
      <labelled-field label="Name"
        ><input name="login" autocomplete="username" required maxlength="128"
      /></labelled-field>
      <labelled-field label="Password"
        ><input name="password" type="password" autocomplete="current-password" required maxlength="256"
      /></labelled-field>
      <button class="button primary" ?disabled=${this.busy}>Sign in</button>
    </form>`
  }
}

const rolesOf = (person: SignInPerson): string =>
  [...new Set(person.memberships.flatMap((each) => each.roles.map((role) => roleNames[role] ?? role)))].join(", ")

declare global {
  interface HTMLElementTagNameMap {
    "sign-in-screen": SignInScreen
  }
}
