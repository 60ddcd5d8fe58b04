// The door: a one-time link, name and password, or in evaluation mode one of the invented people. Used by app.ts.
import { LitElement, css, html, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import type { Hub } from "../../hub/hub.ts"
import type { SignInPage, SignInPerson } from "../../hub/session.ts"
import { roleNames } from "../../parts/role-names.ts"
import { buttons } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/hub-icon.ts"
import "../../parts/person-avatar.ts"
import { failure } from "./failure.ts"
import "./one-time-link.ts"
import "./password-door.ts"

@customElement("sign-in-screen")
export class SignInScreen extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
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
      main.door {
        max-inline-size: 400px;
      }
      header {
        display: flex;
        gap: 12px;
        align-items: center;
        margin-block-end: 16px;
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
      .error {
        color: var(--p1);
        margin-block-end: 16px;
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  /** the secret of the one-time link with which somebody came */
  @property() link = ""
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

  async #signIn(person: string): Promise<void> {
    this.busy = true
    try {
      await this.hub.signIn({ person })
    } catch (error) {
      this.error = failure(error, "This person is in no organisation any more. Choose somebody else.")
    } finally {
      this.busy = false
    }
  }

  protected override render(): TemplateResult {
    const people = !this.link && this.page?.people
    return html`<main class=${people ? "" : "door"}>
      <header>
        <hub-icon name="waves" .style=${"--icon: 28px"}></hub-icon>
        <h1>Joint Action Hub</h1>
      </header>
      ${this.#door()}
      <p class="error" role="alert">${this.error}</p>
    </main>`
  }

  #door(): TemplateResult {
    if (this.link) return html`<one-time-link .hub=${this.hub} .link=${this.link}></one-time-link>`
    if (!this.page) return html`<p class="lead">Connecting …</p>`
    return this.page.people ? this.#people(this.page.people) : html`<password-door .hub=${this.hub}></password-door>`
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
                  html`<button class="person" ?disabled=${this.busy} @click=${() => this.#signIn(person.id)}>
                    <person-avatar .personId=${person.id} .name=${person.name}></person-avatar>
                    <span><span class="strong">${person.name}</span><span class="small">${rolesOf(person)}</span></span>
                  </button>`,
              )}
            </section>`,
        )}
      </div>`
  }
}

const rolesOf = (person: SignInPerson): string =>
  [...new Set(person.memberships.flatMap((each) => each.roles.map((role) => roleNames[role])))].join(", ")

declare global {
  interface HTMLElementTagNameMap {
    "sign-in-screen": SignInScreen
  }
}
