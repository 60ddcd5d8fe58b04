// Where somebody stands who opens no room: what their roles let them do here, and nothing that is not so. Used by app.ts.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { Role } from "../../../protocol/event.ts"
import type { OwnAccount } from "../../hub/session.ts"
import { roleNames } from "../../parts/role-names.ts"
import { go, writeRoute } from "../../route.ts"
import { buttons } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/hub-icon.ts"

/** Roles that open no room, and what is true of them. */
const tells: Partial<Record<Role, string>> = {
  admin:
    "You look after people: you add them, give and take roles, hand out one-time links and end sessions. You read no referrals and no alerts.",
  observer: "No room is open to observers at present. You read no referrals and no alerts.",
}

@customElement("home-screen")
export class HomeScreen extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    css`
      :host {
        block-size: 100%;
        overflow: auto;
        background: var(--ground);
        padding: 48px 24px;
      }
      div {
        display: grid;
        gap: 16px;
        max-inline-size: 620px;
        margin-inline: auto;
      }
      h1 {
        font: var(--title);
      }
      section {
        display: grid;
        gap: 8px;
        justify-items: start;
        padding: 16px 20px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--panel);
      }
      h2 {
        font: var(--pane-title);
      }
      p {
        text-wrap: pretty;
      }
    `,
  ]

  @property() name = ""
  /** undefined until the hub has answered */
  @property({ attribute: false }) account: OwnAccount | undefined

  protected override render(): TemplateResult {
    const { account } = this
    if (!account) return html`<div><p class="muted" role="status">Loading …</p></div>`
    return html`<div>
      <h1>Signed in as <bdi>${this.name}</bdi></h1>
      ${account.memberships.map(
        ({ organisation, roles }) =>
          html`<section>
            <h2><bdi>${organisation}</bdi>: ${roles.map((role) => roleNames[role]).join(", ")}</h2>
            ${roles.map((role) => (tells[role] ? html`<p>${tells[role]}</p>` : nothing))}
            ${
              account.administers && roles.includes("admin")
                ? html`<a class="button primary" href=${writeRoute({ screen: "people" })} @click=${this.#people}
                    ><hub-icon name="users-round"></hub-icon>People</a
                  >`
                : nothing
            }
          </section>`,
      )}
      ${
        account.memberships.length === 0
          ? html`<p>You are in no organisation any more. An administrator of your organisation can give you a role.</p>`
          : nothing
      }
    </div>`
  }

  #people(event: Event): void {
    event.preventDefault()
    go(this, { screen: "people" })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "home-screen": HomeScreen
  }
}
