// One referral as a row of the feed: state, title, facts; the clock of whoever must act. Properties in, a click bubbles.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import { reference, referralState, runningClock, type ReferralEntry } from "../../../protocol/entries.ts"
import { languages, themes } from "../../../protocol/vocabulary.ts"
import { base, texts } from "../../styles/shared.ts"
import { moment } from "../../parts/times.ts"
import { ticker } from "../../parts/ticker.ts"
import "../../parts/clock-bar.ts"
import "../../parts/person-avatar.ts"
import "../../parts/priority-badge.ts"
import "../../parts/state-label.ts"

@customElement("referral-row")
export class ReferralRow extends LitElement {
  static override styles = [
    base,
    texts,
    css`
      :host {
        display: grid;
        grid-template-columns: 44px minmax(0, 1fr) auto;
        gap: 0 10px;
        padding: 10px 16px;
        border-block-end: 1px solid var(--line);
        border-inline-start: 3px solid transparent;
        cursor: pointer;
      }
      :host(:hover) {
        background: var(--hover);
      }
      :host([selected]) {
        background: var(--accent-ground);
        border-inline-start-color: var(--accent);
      }
      .line {
        display: flex;
        gap: 8px;
        align-items: center;
        min-inline-size: 0;
      }
      .reference {
        font-family: var(--font-mono);
        font-size: 0.8125rem;
        color: var(--muted);
      }
      .title {
        grid-column: 2;
        font: 650 0.875rem/1.25rem var(--font-text);
        display: -webkit-box;
        -webkit-line-clamp: 2;
        -webkit-box-orient: vertical;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      :host([closed]) .title {
        font-weight: 400;
        color: var(--muted);
      }
      .facts {
        grid-column: 2 / -1;
        padding-inline-end: 64px;
        font: var(--small);
        color: var(--muted);
      }
      .end {
        grid-column: 3;
        grid-row: 1 / span 2;
        display: flex;
        position: relative;
        flex-direction: column;
        align-items: end;
        gap: 6px;
        justify-content: space-between;
      }
      .count {
        background: var(--accent);
        color: var(--on-accent);
        border-radius: var(--radius-full);
        font: 650 0.75rem/1.25rem var(--font-text);
        padding-inline: 7px;
      }
      @media (forced-colors: active) {
        :host {
          border-inline-start-color: Canvas;
        }
        :host([selected]) {
          border-inline-start-color: Highlight;
        }
      }
    `,
  ]

  @property({ attribute: false }) entry!: ReferralEntry
  @property() series = ""
  @property({ type: Number }) unread = 0

  protected override render(): TemplateResult {
    const { entry } = this
    const { brief, words, claim, items } = entry
    const decided = items.filter((item) => item.state === "decided").length
    const running = runningClock(entry)
    const count =
      items.length === 1
        ? "1 item"
        : decided > 0 && !entry.decidedAt
          ? `${decided} of ${items.length} items`
          : `${items.length} items`
    return html`<priority-badge .priority=${brief.priority}></priority-badge>
      <div class="line">
        <span class="reference">${reference(this.series, entry.number)}</span
        ><state-label .state=${referralState(entry)}></state-label>
      </div>
      <div class="title" dir="auto">${words.title}</div>
      <div class="facts">
        ${themes[brief.theme]} · ${brief.languages.map((each) => languages[each]).join(", ")} ·
        ${count}${entry.decidedAt ? ` · ${moment(entry.decidedAt, ticker.now())}` : nothing}${entry.acknowledged && !entry.claim && !entry.decidedAt ? ` · est. ${moment(entry.acknowledged.estimate, ticker.now())}` : nothing}
      </div>
      <div class="end">
        ${
          running
            ? html`<clock-bar
                .deadline=${running.clock.deadline}
                .startedAt=${running.clock.startedAt}
                label=${running.name === "acknowledge" ? "to acknowledge" : "to decide"}
                overdueLabel=${running.name === "acknowledge" ? "ack. overdue" : "overdue"}
                size="row"
              ></clock-bar>`
            : html`<span></span>`
        }
        <span class="line">
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
