// Another version was submitted while this one is written: what it changes, each change taken over or not, and what the author made of the same.
// A dialog, so that nothing moves under the author's hands. Used by alert-form.ts; answers with `take`: `{ chosen }`. [R216][R217]
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import type { AlertVersion } from "../../../protocol/entries/alert.ts"
import { clock } from "../../parts/times.ts"
import { buttons, chips, keys } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import type { Meanwhile, PieceName } from "./rebase.ts"
import "../../parts/defanged-address.ts"
import "../../parts/key-hint.ts"
import "../../parts/modal-dialog.ts"

const shownRows = 20

@customElement("version-meanwhile")
export class VersionMeanwhile extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    chips,
    keys,
    css`
      :host {
        --dialog-width: 640px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 4px 12px;
        align-items: center;
        padding-block: 10px;
        border-block-end: 1px solid var(--line);
      }
      dl {
        grid-column: 1 / -1;
        display: grid;
        grid-template-columns: minmax(72px, auto) minmax(0, 1fr);
        gap: 2px 12px;
        margin: 0;
      }
      dt {
        font: var(--small);
        color: var(--muted);
      }
      dd {
        margin: 0;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .before {
        color: var(--muted);
      }
      .choice {
        display: flex;
        gap: 4px;
      }
      @media (max-width: 499px) {
        li,
        dl {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ]

  @property({ attribute: false }) version!: AlertVersion
  @property({ attribute: false }) changes: readonly Meanwhile[] = []
  /** whether it was the author of this draft, at another machine */
  @property({ type: Boolean }) own = false
  /** what the author chose otherwise than is proposed */
  @state() private otherwise: ReadonlySet<PieceName> = new Set()

  /** Proposed: what the author left alone is taken over, what both changed stays the author's. */
  #takes({ piece, mine }: Meanwhile): boolean {
    return (mine === undefined) !== this.otherwise.has(piece)
  }

  #choose(change: Meanwhile, take: boolean): void {
    if (this.#takes(change) === take) return
    const otherwise = new Set(this.otherwise)
    if (!otherwise.delete(change.piece)) otherwise.add(change.piece)
    this.otherwise = otherwise
  }

  #go(): void {
    const chosen = new Set(this.changes.filter((each) => this.#takes(each)).map(({ piece }) => piece))
    this.dispatchEvent(new CustomEvent("take", { detail: { chosen } }))
  }

  protected override render(): TemplateResult {
    const { version, changes, own } = this
    const who = own ? "you, elsewhere," : version.author.name
    return html`<modal-dialog
      open
      heading="Version ${version.version} was submitted by ${who} at ${clock(version.submittedAt ?? "")}"
      @keydown=${(event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.#go()}
    >
      <p>
        ${
          changes.length === 0
            ? "It changes nothing that your draft does not say already. Go on from it: yours follows it."
            : "Choose what to take over of it; all else of your draft stays as it is. What you typed and give up is set aside, not deleted."
        }
      </p>
      <ul>
        ${changes.map((change) => this.#change(change))}
      </ul>
      <button slot="actions" class="button" @click=${() => this.dispatchEvent(new CustomEvent("dialog-close"))}>
        Not now<key-hint keys="Esc"></key-hint>
      </button>
      <button slot="actions" class="button primary" autofocus @click=${() => this.#go()}>
        Go on from version ${version.version}<key-hint keys="Mod+Enter"></key-hint>
      </button>
    </modal-dialog>`
  }

  #change(change: Meanwhile): TemplateResult {
    const { what, before, theirs, mine } = change
    const takes = this.#takes(change)
    return html`<li>
      <span class="strong">${what}</span>
      <span class="choice" role="group" aria-label=${what}
        ><button class="chip" aria-pressed=${takes} @click=${() => this.#choose(change, true)}>Take over</button
        ><button class="chip" aria-pressed=${!takes} @click=${() => this.#choose(change, false)}>
          Keep mine
        </button></span
      >
      <dl>
        ${
          change.piece === "items"
            ? nothing
            : html`<dt>It was</dt>
                <dd class="before" dir="auto">${before || "nothing"}</dd>`
        }
        <dt>Now</dt>
        <dd dir="auto">${theirs || "nothing"}</dd>
        ${
          mine === undefined
            ? nothing
            : html`<dt>Yours</dt>
                <dd class="strong" dir="auto">${mine || "nothing"}</dd>`
        }
        ${(change.rows ?? []).slice(0, shownRows).map(
          ({ how, raw }) =>
            html`<dt>${how}</dt>
              <dd><defanged-address .address=${raw} clip></defanged-address></dd>`,
        )}
        ${
          (change.rows?.length ?? 0) > shownRows
            ? html`<dt></dt>
                <dd class="small">and ${change.rows!.length - shownRows} more</dd>`
            : nothing
        }
      </dl>
    </li>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "version-meanwhile": VersionMeanwhile
  }
}
