// The bar of chosen alerts: how many, releasing them in one act, and what came of it with those left out named. Used by alert-list.ts, which
// holds what is chosen; `clear` asks it to choose nothing. [R124]
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { reference } from "../../../protocol/entries/brief.ts"
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
import "../../parts/chosen-bar.ts"
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
    return html`<chosen-bar
      role="group"
      aria-label="What is chosen"
      .count=${this.chosen.size}
      @dismiss=${() => this.dispatchEvent(new CustomEvent("clear"))}
      ><button class="button small" aria-keyshortcuts="l" @click=${() => this.ask()}>
        Release<key-hint keys="l"></key-hint></button
    ></chosen-bar>`
  }

  #outcome({ released, left }: ReleaseResult): TemplateResult {
    return html`<chosen-bar
      role="status"
      came="${released.length} released."
      leftAs="left out"
      .left=${left.map(({ line, why }) => ({ reference: reference("A", line.alert.number), why }))}
      @dismiss=${() => (this.result = undefined)}
    ></chosen-bar>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "release-bar": ReleaseBar
  }
}
