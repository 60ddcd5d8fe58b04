// The preview of one act on many referrals: each with its verdict, and what the act asks once for all. Used by many-bar.ts.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import type { By } from "../../../protocol/event.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import type { Line, ManyAct, ManyGiven } from "./many.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "../../parts/labelled-field.ts"
import "../../parts/modal-dialog.ts"
import type { ModalDialog } from "../../parts/modal-dialog.ts"
import "../../parts/priority-badge.ts"

@customElement("many-dialog")
export class ManyDialog extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    keys,
    fields,
    css`
      form {
        display: grid;
        gap: 16px;
      }
      ul {
        display: grid;
        gap: 2px;
        max-block-size: 40vh;
        overflow: auto;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 44px 4.75rem minmax(0, 1fr);
        gap: 2px 10px;
        align-items: center;
        padding-block: 4px;
        border-block-end: 1px solid var(--line);
      }
      .what {
        justify-self: start;
        max-inline-size: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .verdict {
        grid-column: 2 / -1;
        display: flex;
        gap: 6px;
        align-items: center;
      }
      .left .what {
        color: var(--muted);
      }
    `,
  ]

  @property({ attribute: false }) act!: ManyAct
  @property({ attribute: false }) lines: readonly Line[] = []
  /** to whom can be handed over */
  @property({ attribute: false }) people: readonly By[] = []
  @property({ type: Boolean }) busy = false
  @query("form") private form!: HTMLFormElement
  @query("modal-dialog") private dialog!: ModalDialog

  protected override firstUpdated(): void {
    const first = this.renderRoot.querySelector<HTMLElement>("[autofocus]")
    void this.dialog.updateComplete.then(() => first?.focus())
  }

  #submit(event?: Event): void {
    event?.preventDefault()
    if (this.busy || this.#count === 0 || !this.form.reportValidity()) return
    const data = new FormData(this.form)
    const given: ManyGiven = {
      comment: String(data.get("comment") ?? "").trim(),
      person: this.people.find((each) => each.id === data.get("person")),
    }
    this.dispatchEvent(new CustomEvent("give", { detail: given }))
  }

  get #count(): number {
    return this.lines.filter((line) => !line.left).length
  }

  protected override render(): TemplateResult {
    const { act, lines } = this
    const out = lines.length - this.#count
    return html`<modal-dialog
      open
      heading="${act.text} ${this.#count} ${this.#count === 1 ? "referral" : "referrals"}"
      @keydown=${(event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.#submit()}
    >
      <form @submit=${this.#submit}>
        ${out > 0 ? html`<p>${out === 1 ? "One is" : `${out} are`} left out, with the reason.</p>` : nothing}
        <ul aria-label="What happens to each" tabindex="0">
          ${lines.map((line) => this.#line(line))}
        </ul>
        ${this.#fields()}
        <button class="visually-hidden" tabindex="-1">${act.text}</button>
      </form>
      <button slot="actions" class="button" @click=${() => this.dispatchEvent(new CustomEvent("dialog-close"))}>
        Cancel<key-hint keys="Esc"></key-hint>
      </button>
      <button
        slot="actions"
        class="button primary"
        ?autofocus=${act.id !== "hand-over"}
        ?disabled=${this.busy || this.#count === 0}
        @click=${() => this.#submit()}
      >
        ${act.text} ${this.#count}<key-hint keys=${act.id === "hand-over" ? "Mod+Enter" : "Enter"}></key-hint>
      </button>
    </modal-dialog>`
  }

  #line({ entry, reference, left, will }: Line): TemplateResult {
    return html`<li class=${left ? "left" : ""}>
      <priority-badge .priority=${entry.brief.priority}></priority-badge><span class="mono">${reference}</span
      ><bdi class="what">${entry.words.title}</bdi>
      ${left || will ? html`<span class="verdict small"><hub-icon name=${left ? "ban" : "check"}></hub-icon>${left ? `Left out: ${left}` : will}</span>` : nothing}
    </li>`
  }

  #fields(): TemplateResult | typeof nothing {
    switch (this.act.id) {
      case "acknowledge":
        return html`<labelled-field label="Comment for each, if any"
          ><input name="comment" maxlength="500" dir="auto" autocomplete="off"
        /></labelled-field>`
      case "hand-over":
        return html`<labelled-field label="To"
            ><select name="person" required autofocus>
              <option value="">${this.people.length > 0 ? "Choose" : "Nobody else is a moderator here"}</option>
              ${this.people.map((each) => html`<option value=${each.id}>${each.name}</option>`)}
            </select></labelled-field
          ><labelled-field label="Note">
            <textarea name="comment" rows="2" maxlength="500" required dir="auto"></textarea>
          </labelled-field>`
      default:
        return nothing
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "many-dialog": ManyDialog
  }
}
