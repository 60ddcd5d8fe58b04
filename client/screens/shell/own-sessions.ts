// Where a person is signed in, each of which they can end. Used by hub-shell.ts.
import { LitElement, css, html, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import type { OwnSession, Session } from "../../hub/session.ts"
import { moment } from "../../parts/times.ts"
import { ticker } from "../../parts/ticker.ts"
import { buttons } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/modal-dialog.ts"

@customElement("own-sessions")
export class OwnSessions extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    css`
      li {
        display: flex;
        gap: 16px;
        align-items: center;
        justify-content: space-between;
        padding-block: 8px;
        border-block-end: 1px solid var(--line);
      }
      .what > * {
        display: block;
      }
    `,
  ]

  @property({ attribute: false }) session!: Session
  @property() mode: "evaluation" | "production" = "evaluation"
  @state() private all: OwnSession[] = []
  @state() private error = ""

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
    // Invented people have no password, so nothing to add to it.
    if (this.mode === "production") void import("./own-second-factor.ts")
  }

  async #load(): Promise<void> {
    try {
      this.all = await this.session.all()
      this.error = ""
    } catch {
      this.error = "The hub does not answer. Close this and try again in a moment."
    }
  }

  async #end(id: string): Promise<void> {
    await this.session.endOther(id).catch(() => undefined)
    await this.#load()
  }

  protected override render(): TemplateResult {
    return html`<modal-dialog open heading="Where you are signed in">
      <p class="bad" role="alert">${this.error}</p>
      <ul>
        ${this.all.map(
          (each) =>
            html`<li>
              <span class="what"
                ><span class="strong">${each.device}${each.this ? ", this window" : ""}</span
                ><span class="small"
                  >since ${moment(each.createdAt, ticker.now())}, last used
                  ${moment(each.lastUsedAt, ticker.now())}</span
                ></span
              >
              ${each.this ? "" : html`<button class="button small" @click=${() => this.#end(each.id)}>End it</button>`}
            </li>`,
        )}
      </ul>
      ${this.mode === "production" ? html`<own-second-factor .session=${this.session}></own-second-factor>` : ""}
    </modal-dialog>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "own-sessions": OwnSessions
  }
}
