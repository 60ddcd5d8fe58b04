// The bar of chosen alerts: how many, releasing them in one act, and what came of it with those left out named. Used by alert-list.ts, which
// holds what is chosen; `clear` asks it to choose nothing. [R124]
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { reference } from "../../../protocol/entries.ts"
import { waiting } from "../../../protocol/topics/version.ts"
import type { Hub } from "../../hub/hub.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import { agencyRoomOf, alertsOf, releaseOf } from "./desk.ts"
import {
  isIn,
  releasePlan,
  releaseResult,
  type ChosenVersions,
  type ReleaseLine,
  type ReleaseResult,
} from "./release-many.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "./release-dialog.ts"

@customElement("release-bar")
export class ReleaseBar extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    keys,
    css`
      :host {
        display: block;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 8px;
        align-items: center;
        padding: 8px 16px;
        border-block-start: 1px solid var(--edge);
        background: var(--panel);
        box-shadow: var(--shadow);
      }
      .end {
        margin-inline-start: auto;
      }
      ul {
        flex-basis: 100%;
        display: grid;
        gap: 2px;
        max-block-size: 9rem;
        overflow: auto;
        margin: 0;
        padding: 0;
        list-style: none;
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property({ attribute: false }) chosen: ChosenVersions = new Map()
  @state() private lines: ReleaseLine[] | undefined
  @state() private result: ReleaseResult | undefined
  @state() private busy = false

  /** Asks with a preview; nothing when nothing is chosen. */
  ask(chosen: ChosenVersions = this.chosen): void {
    const lines = releasePlan(alertsOf(this.hub), chosen, this.hub.person?.id ?? "")
    if (lines.length > 0) this.lines = lines
  }

  async #given({ detail: { confirmed } }: CustomEvent<{ confirmed: ReadonlySet<string> }>): Promise<void> {
    const lines = this.lines ?? []
    // Of the version that was read in the preview: the hub refuses another one. [R123]
    const drafts = lines
      .filter((line) => isIn(line, confirmed))
      .map(({ alert, warnings }) => releaseOf(alert, waiting(alert)!, warnings))
    this.busy = true
    const answers = await this.hub.propose(agencyRoomOf(this.hub), drafts).finally(() => (this.busy = false))
    this.result = releaseResult(lines, confirmed, answers)
    this.lines = undefined
    this.dispatchEvent(new CustomEvent("clear"))
  }

  protected override render(): TemplateResult {
    return html`${this.chosen.size > 0 ? this.#bar() : this.result ? this.#outcome(this.result) : nothing}
    ${
      this.lines
        ? html`<release-dialog
            .lines=${this.lines}
            ?busy=${this.busy}
            @give=${this.#given}
            @dialog-close=${() => (this.lines = undefined)}
          ></release-dialog>`
        : nothing
    }`
  }

  #bar(): TemplateResult {
    return html`<div class="bar" role="group" aria-label="What is chosen">
      <span class="strong">${this.chosen.size} chosen</span>
      <button class="button small" aria-keyshortcuts="l" @click=${() => this.ask()}>
        Release<key-hint keys="l"></key-hint>
      </button>
      <button
        class="button quiet icon small end"
        aria-label="Choose none"
        title="Choose none (Esc)"
        @click=${() => this.dispatchEvent(new CustomEvent("clear"))}
      >
        <hub-icon name="x"></hub-icon>
      </button>
    </div>`
  }

  #outcome({ released, left }: ReleaseResult): TemplateResult {
    return html`<div class="bar" role="status">
      <span class="strong">${released.length} released.</span>
      ${left.length > 0 ? html`<span class="error small">${left.length} left out:</span>` : nothing}
      <button class="button quiet icon small end" aria-label="Close" @click=${() => (this.result = undefined)}>
        <hub-icon name="x"></hub-icon>
      </button>
      ${
        left.length > 0
          ? html`<ul class="small">
              ${left.map(({ line, why }) => html`<li><span class="mono">${reference("A", line.alert.number)}</span> ${why}</li>`)}
            </ul>`
          : nothing
      }
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "release-bar": ReleaseBar
  }
}
