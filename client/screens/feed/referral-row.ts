// One referral as a row of the feed: state, title, facts; the clock of whoever must act. Properties in, a click bubbles.
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import { reference } from "../../../protocol/entries/brief.ts"
import { waits } from "../../../protocol/entries/item.ts"
import { referralBadges, referralState, runningClock, type ReferralEntry } from "../../../protocol/entries/referral.ts"
import { languages, themes } from "../../../protocol/vocabulary.ts"
import { hoursOf } from "../../../protocol/topics/settle.ts"
import { base, texts } from "../../styles/shared.ts"
import { spokenIn } from "../../parts/guess-language.ts"
import { moment } from "../../parts/times.ts"
import { ticker } from "../../parts/ticker.ts"
import "../../parts/clock-bar.ts"
import "../../parts/hub-icon.ts"
import "../../parts/person-avatar.ts"
import "../../parts/priority-badge.ts"
import "../../parts/state-label.ts"
import { clockWords } from "./clock-words.ts"
import { rowStyles } from "./row-styles.ts"

@customElement("referral-row")
export class ReferralRow extends LitElement {
  static override styles = [base, texts, rowStyles]

  @property({ attribute: false }) entry!: ReferralEntry
  @property() series = ""
  @property({ type: Number }) unread = 0
  /** the organisation's name, where a feed shows several */
  @property() of = ""
  /** the other side waits for an answer of this one */
  @property({ type: Boolean }) waiting = false
  /** two lines instead of four: the count alone stands for the clock */
  @property({ type: Boolean, reflect: true }) compact = false
  /** it can be chosen together with others */
  @property({ type: Boolean }) boxed = true
  /** chosen together with others; `marking` shows the box of every row */
  @property({ type: Boolean, reflect: true }) marked = false

  #mark(event: MouseEvent): void {
    event.stopPropagation()
    this.dispatchEvent(new CustomEvent("mark", { detail: { range: event.shiftKey } }))
  }

  protected override render(): TemplateResult {
    const { entry } = this
    const { brief, words, claim, items } = entry
    const decided = items.filter((item) => !waits(item)).length
    const running = runningClock(entry)
    const act = running ? clockWords[running.name].left : ""
    const count =
      items.length === 1
        ? "1 item"
        : decided > 0 && !entry.decidedAt
          ? `${decided} of ${items.length} items`
          : `${items.length} items`
    return html`<priority-badge .priority=${brief.priority}></priority-badge>
      ${this.boxed ? html`<input class="mark" type="checkbox" tabindex="-1" aria-label="Choose ${reference(this.series, entry.number)} together with others" .checked=${this.marked} @click=${this.#mark} />` : nothing}
      <div class="line">
        <span class="reference">${reference(this.series, entry.number)}</span
        ><state-label .state=${referralState(entry)}></state-label>
        ${referralBadges(entry).map((badge) => html`<state-label badge .state=${badge}></state-label>`)}
      </div>
      <div class="title" dir="auto" lang=${spokenIn(words.title) || nothing}>${words.title}</div>
      <div class="end">
        ${
          running
            ? html`<clock-bar
                .deadline=${running.clock.deadline}
                .startedAt=${running.clock.startedAt}
                .pausedAt=${running.clock.pausedAt ?? ""}
                .hours=${hoursOf(entry, running.name)}
                title=${act}
                .label=${this.compact ? "" : act}
                .overdueLabel=${this.compact ? "" : clockWords[running.name].overdueShort}
                ?no-bar=${this.compact}
                size="row"
              ></clock-bar>`
            : html`<span></span>`
        }
      </div>
      <div class="bottom">
        <div class="facts">
          ${this.of ? html`<bdi>${this.of}</bdi> · ` : nothing}${themes[brief.theme]} ·
          ${brief.languages.map((each) => languages[each]).join(", ")} ·
          ${count}${entry.decidedAt ? ` · ${moment(entry.decidedAt, ticker.now())}` : nothing}${entry.acknowledged && !entry.claim && !entry.decidedAt ? ` · est. ${moment(entry.acknowledged.estimate, ticker.now())}` : nothing}
        </div>
        <span class="marks">
          ${this.waiting ? html`<span class="waits" title="A question waits for your side"><hub-icon name="message-circle-question-mark"></hub-icon>${this.compact ? html`<span class="visually-hidden">waits for you</span>` : "waits for you"}</span>` : nothing}
          ${this.unread > 0 ? html`<span class="count" title="unread messages">${this.unread}<span class="visually-hidden"> unread messages</span></span>` : nothing}
          ${claim && !entry.decidedAt ? html`<person-avatar .personId=${claim.by.id} .name=${claim.by.name} .size=${20} .label=${`${claim.by.name} has it`}></person-avatar>` : nothing}
        </span>
      </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "referral-row": ReferralRow
  }
}
