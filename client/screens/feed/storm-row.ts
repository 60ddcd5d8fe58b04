// What belongs together as one row: how many, by what, the first clock that runs out. Properties in; the button is a `fold` event.
import { LitElement, css, html, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import { runningClock } from "../../../protocol/entries/referral.ts"
import { languages, themes } from "../../../protocol/vocabulary.ts"
import { moment } from "../../parts/times.ts"
import { ticker } from "../../parts/ticker.ts"
import { buttons } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/clock-bar.ts"
import "../../parts/hub-icon.ts"
import "../../parts/priority-badge.ts"
import "../../parts/state-label.ts"
import type { StormItem } from "./feed-view.ts"
import { rowStyles } from "./row-styles.ts"

@customElement("storm-row")
export class StormRow extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    rowStyles,
    css`
      .fold {
        inline-size: 24px;
        min-block-size: 24px;
      }
    `,
  ]

  @property({ attribute: false }) storm!: StormItem
  /** grows with every change: the same storm's rows move on */
  @property({ attribute: false }) version = 0
  /** two lines instead of four: the count alone stands for the clock */
  @property({ type: Boolean, reflect: true }) compact = false

  protected override render(): TemplateResult {
    const { rows, tie, unfolded } = this.storm
    const entries = rows.map((row) => row.entry)
    const first = entries[0]!
    const priority = entries.map((entry) => entry.brief.priority).sort()[0]!
    const running = rows.map((row) => runningClock(row.entry)).filter((each) => each !== undefined)
    const due = running.sort((one, other) => (one.clock.deadline < other.clock.deadline ? -1 : 1))[0]
    const items = entries.flatMap((entry) => entry.items)
    const decided = items.filter((item) => item.state === "decided").length
    const tongues = [...new Set(entries.flatMap((entry) => entry.brief.languages))].map((each) => languages[each])
    const since = entries.map((entry) => entry.deliveredAt).sort()[0]!
    return html`<priority-badge .priority=${priority}></priority-badge>
      <div class="line">
        <span class="reference">${rows.length} referrals</span><state-label state="storm"></state-label>
      </div>
      <div class="title" dir="auto">${stormName(this.storm)}, since ${moment(since, ticker.now())}</div>
      <div class="end">
        ${
          due
            ? html`<clock-bar
                .deadline=${due.clock.deadline}
                .startedAt=${due.clock.startedAt}
                title="first due"
                .label=${this.compact ? "" : "first due"}
                .overdueLabel=${this.compact ? "" : "first overdue"}
                ?no-bar=${this.compact}
                size="row"
              ></clock-bar>`
            : html`<span></span>`
        }
      </div>
      <div class="bottom">
        <div class="facts">
          ${themes[first.brief.theme]} · ${tongues.slice(0, 3).join(", ")} · ${items.length}
          items${decided > 0 ? `, ${decided} decided` : ""}
        </div>
        <span class="marks"
          ><button
            class="button quiet icon small fold"
            tabindex="-1"
            aria-expanded=${unfolded}
            aria-keyshortcuts="x"
            aria-label="${unfolded ? "Fold" : "Unfold"} ${tie.what || stormName(this.storm)}"
            title="${unfolded ? "Fold" : "Unfold"} (x)"
            @click=${this.#fold}
          >
            <hub-icon name=${unfolded ? "chevron-down" : "chevron-right"}></hub-icon></button
        ></span>
      </div>`
  }

  #fold(event: Event): void {
    event.stopPropagation()
    this.dispatchEvent(new CustomEvent("fold"))
  }
}

export function stormName({ tie, rows }: StormItem): string {
  if (tie.kind === "series") return rows[0]!.entry.words.title
  if (tie.kind === "account") return `Same account ${tie.what.replace(/^https:\/\/(?:www\.)?[^/]+\//, "")}`
  return `Same contact ${tie.what.replace(/^([a-z0-9]+:.{8}).+$/, "$1…")}`
}

declare global {
  interface HTMLElementTagNameMap {
    "storm-row": StormRow
  }
}
