// The preview of many alerts released in one act: each with its verdict, each warning confirmed by itself. Used by release-bar.ts; answers with
// a `give` event of what is confirmed. [R124]
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { reference } from "../../../protocol/entries/brief.ts"
import { waiting } from "../../../protocol/topics/version.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import { warningText } from "./desk.ts"
import { confirmKey, isIn, type ReleaseLine } from "./release-many.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "../../parts/modal-dialog.ts"
import type { ModalDialog } from "../../parts/modal-dialog.ts"
import "../../parts/priority-badge.ts"

@customElement("release-dialog")
export class ReleaseDialog extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    keys,
    fields,
    scrolling,
    css`
      :host {
        --dialog-width: 560px;
      }
      ul {
        max-block-size: 50vh;
        margin: 12px 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 44px 4.75rem minmax(0, 1fr);
        gap: 2px 10px;
        align-items: center;
        padding-block: 6px;
        border-block-end: 1px solid var(--line);
      }
      .below {
        grid-column: 2 / -1;
        display: flex;
        gap: 6px;
        align-items: center;
      }
      .below hub-icon {
        flex: none;
      }
      .left .clip {
        color: var(--muted);
      }
    `,
  ]

  @property({ attribute: false }) lines: readonly ReleaseLine[] = []
  @property({ type: Boolean }) busy = false
  @state() private confirmed: ReadonlySet<string> = new Set()
  @query("modal-dialog") private dialog!: ModalDialog

  protected override firstUpdated(): void {
    const first = this.renderRoot.querySelector<HTMLElement>("[autofocus]")
    void this.dialog.updateComplete.then(() => first?.focus())
  }

  get #count(): number {
    return this.lines.filter((line) => isIn(line, this.confirmed)).length
  }

  #submit(): void {
    if (this.busy || this.#count === 0) return
    this.dispatchEvent(new CustomEvent("give", { detail: { confirmed: this.confirmed } }))
  }

  #confirm(key: string): void {
    const next = new Set(this.confirmed)
    if (!next.delete(key)) next.add(key)
    this.confirmed = next
  }

  protected override render(): TemplateResult {
    const out = this.lines.length - this.#count
    return html`<modal-dialog
      open
      heading="Release ${this.#count} of ${this.lines.length} alerts"
      @keydown=${(event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.#submit()}
    >
      <p role="status">
        ${out === 0 ? "Each goes to its own platforms, in the version that is named." : `${out === 1 ? "One is" : `${out} are`} left out, with the reason.`}
      </p>
      <ul class="scroll" aria-label="What happens to each" tabindex="0">
        ${this.lines.map((line) => this.#line(line))}
      </ul>
      <button slot="actions" class="button" @click=${() => this.dispatchEvent(new CustomEvent("dialog-close"))}>
        Cancel<key-hint keys="Esc"></key-hint>
      </button>
      <button
        slot="actions"
        class="button primary"
        autofocus
        ?disabled=${this.busy || this.#count === 0}
        @click=${() => this.#submit()}
      >
        Release ${this.#count}<key-hint keys="Mod+Enter"></key-hint>
      </button>
    </modal-dialog>`
  }

  #line(line: ReleaseLine): TemplateResult {
    const { alert, left, warnings, will } = line
    const version = waiting(alert) ?? alert
    return html`<li class=${left ? "left" : ""}>
      <priority-badge .priority=${version.brief.priority}></priority-badge
      ><span class="mono">${reference("A", alert.number)}</span><bdi class="clip">${version.words.title}</bdi>
      ${left ? html`<span class="below small"><hub-icon name="ban"></hub-icon>Left out: ${left}</span>` : html`<span class="below small"><hub-icon name="check"></hub-icon>Version ${line.version}, ${will}</span>`}
      ${warnings.map((warning) => {
        const key = confirmKey(line, warning)
        return html`<label class="below check"
          ><input
            type="checkbox"
            .checked=${this.confirmed.has(key)}
            @change=${() => this.#confirm(key)}
          />${warningText(warning)}, and it may say so</label
        >`
      })}
      ${warnings.length > 0 && !isIn(line, this.confirmed) ? html`<span class="below small warn">Left out until ${warnings.length === 1 ? "this is" : "each of these is"} confirmed</span>` : nothing}
    </li>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "release-dialog": ReleaseDialog
  }
}
