// What people who have left one organisation had not finished: of what kind, how old, to hand on or to delete; nobody reads it here.
// Used by people-screen.ts; says with `work-done` what was done. [R261]
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { refusalSentence } from "../../../protocol/errors.ts"
import type { AdministeredPerson, Leaver, People } from "../../hub/people.ts"
import { Refused } from "../../hub/session.ts"
import { buttons } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/key-hint.ts"
import "../../parts/labelled-field.ts"
import "../../parts/modal-dialog.ts"
import "../../parts/person-avatar.ts"
import "../../parts/time-text.ts"
import "./sure-dialog.ts"
import { countsOf } from "./work-words.ts"

@customElement("left-work")
export class LeftWork extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    fields,
    css`
      h3 {
        padding: 10px 16px;
        border-block-start: 1px solid var(--line);
        font: var(--secondary);
        color: var(--muted);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
        align-items: center;
        padding: 8px 16px;
        border-block-start: 1px solid var(--line);
      }
      .what {
        flex: 1 1 240px;
        min-inline-size: 0;
      }
      labelled-field {
        margin-block-start: 12px;
      }
      .what > * {
        display: block;
        overflow-wrap: anywhere;
        text-align: match-parent;
      }
    `,
  ]

  @property({ attribute: false }) people!: People
  @property({ attribute: false }) left: readonly Leaver[] = []
  /** of the organisation, and at work there: one of them may receive it */
  @property({ attribute: false }) members: readonly AdministeredPerson[] = []
  @state() private asks: { kind: "hand-over" | "delete"; leaver: Leaver } | undefined
  @state() private to = ""
  @state() private error = ""
  @state() private busy = false

  #ask(kind: "hand-over" | "delete", leaver: Leaver): void {
    this.to = this.members[0]?.id ?? ""
    this.error = ""
    this.asks = { kind, leaver }
  }

  async #do(): Promise<void> {
    const { asks, to, people } = this
    if (!asks || this.busy) return
    this.busy = true
    try {
      await (asks.kind === "delete" ? people.deleteWork(asks.leaver) : people.handOver(asks.leaver, to))
      this.asks = undefined
      const said = asks.kind === "delete" ? "It was deleted unread." : "It was handed over."
      this.dispatchEvent(new CustomEvent("work-done", { detail: said }))
    } catch (error) {
      this.error =
        error instanceof Refused ? refusalSentence(error.refusal) : "The hub does not answer. Try again in a moment."
    } finally {
      this.busy = false
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.left.length === 0) return nothing
    return html`<h3>Left unfinished</h3>
      <ul>
        ${this.left.map((leaver) => this.#row(leaver))}
      </ul>
      ${this.#dialog()}`
  }

  #row(leaver: Leaver): TemplateResult {
    return html`<li data-leaver=${leaver.person}>
      <person-avatar .personId=${leaver.person} .name=${leaver.name} .size=${32}></person-avatar>
      <div class="what">
        <bdi class="strong">${leaver.name}</bdi>
        <span class="small"
          >${countsOf(leaver.work)}; left on <time-text .at=${leaver.leftAt} show="date"></time-text>, deleted on
          <time-text .at=${leaver.until} show="date"></time-text
        ></span>
      </div>
      <button
        class="button small"
        ?disabled=${this.members.length === 0}
        @click=${() => this.#ask("hand-over", leaver)}
      >
        Hand over
      </button>
      <button class="button small danger" @click=${() => this.#ask("delete", leaver)}>Delete</button>
    </li>`
  }

  #dialog(): TemplateResult | typeof nothing {
    const { asks, error, busy } = this
    if (!asks) return nothing
    const { kind, leaver } = asks
    const close = () => (this.asks = undefined)
    const tells = `${countsOf(leaver.work)} of ${leaver.name}. Nobody has read it, and nobody can afterwards.`
    if (kind === "delete")
      return html`<sure-dialog
        data-dialog
        heading="Delete what ${leaver.name} left unfinished"
        tells=${tells}
        act="Delete unread"
        .error=${error}
        .busy=${busy}
        @dialog-close=${close}
        @sure=${() => void this.#do()}
      ></sure-dialog>`
    return html`<modal-dialog
      data-dialog
      open
      heading="Hand over what ${leaver.name} left unfinished"
      @dialog-close=${close}
    >
      <p>${countsOf(leaver.work)}. Whoever receives it finds it in their inbox, beside their own.</p>
      <labelled-field label="To"
        ><select autofocus @change=${({ target }: Event) => (this.to = (target as HTMLSelectElement).value)}>
          ${this.members.map(({ id, name }) => html`<option value=${id} ?selected=${id === this.to}>${name}</option>`)}
        </select></labelled-field
      >
      <p class="error" role="alert">${error}</p>
      <button slot="actions" class="button" @click=${close}>Cancel<key-hint keys="Esc"></key-hint></button>
      <button slot="actions" class="button primary" ?disabled=${busy} @click=${() => void this.#do()}>Hand over</button>
    </modal-dialog>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "left-work": LeftWork
  }
}
