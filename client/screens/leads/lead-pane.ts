// One lead: what a platform told, how far the agency is, its clocks, its items. Used by leads-screen.ts. Acts leave as `act` events;
// copying is done here.
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { kindNames } from "../../../protocol/addresses.ts"
import type { Clock } from "../../../protocol/entries/clock.ts"
import { leadClock, leadReference, leadState, type LeadEntry } from "../../../protocol/entries/lead.ts"
import { leadStepsTold } from "../../../protocol/topics/clock.ts"
import { hoursOfLead } from "../../../protocol/topics/lead.ts"
import { languages, priorityReasonName, themes } from "../../../protocol/vocabulary.ts"
import { iconOfKind } from "../../parts/item-kinds.ts"
import type { Step } from "../../parts/referral-steps.ts"
import { ticker, TickController } from "../../parts/ticker.ts"
import { moment } from "../../parts/times.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import type { Act } from "../feed/act.ts"
import { paneStyles } from "../feed/pane-styles.ts"
import { told } from "../thread/system-text.ts"
import { leadClockWords } from "./lead-words.ts"
import { leadPaneStyles } from "./leads-styles.ts"
import "../../parts/clock-bar.ts"
import "../../parts/defanged-address.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "../../parts/person-text.ts"
import "../../parts/priority-badge.ts"
import "../../parts/referral-steps.ts"
import "../../parts/state-label.ts"

type Item = LeadEntry["items"][number]

@customElement("lead-pane")
export class LeadPane extends LitElement {
  static override styles = [base, texts, buttons, keys, scrolling, paneStyles, leadPaneStyles]

  @property({ attribute: false }) entry!: LeadEntry
  /** the platform that told it */
  @property() platform = ""
  @property() series = ""
  @property({ attribute: false }) acts: Act[] = []
  /** why its reader wanted the whole of it covered; empty when it is not */
  @property() covered = ""
  /** what the items show is covered until asked for: a `reveal` event */
  @property({ type: Boolean }) coversItems = false
  @property() error = ""
  @state() private copied = ""
  #estimate = new TickController(this, (nowMs) => String(nowMs > Date.parse(this.entry?.acknowledged?.estimate ?? "")))

  /** Copies the real address of the first item, or of all. */
  async copy(all: boolean): Promise<void> {
    await this.#copy(all ? this.entry.items : this.entry.items.slice(0, 1))
  }

  async #copy(items: readonly Item[]): Promise<void> {
    if (items.length === 0) return
    await navigator.clipboard.writeText(items.map((item) => item.address).join("\n"))
    this.copied = items.length === 1 ? "Copied the address" : `Copied ${items.length} addresses`
    setTimeout(() => (this.copied = ""), 2_500)
  }

  #reveal(): void {
    this.dispatchEvent(new CustomEvent("reveal"))
  }

  protected override render(): TemplateResult {
    void this.#estimate
    const { entry } = this
    const { brief, words, items } = entry
    return html`<div class="head">
        <div class="line">
          <slot name="back"></slot>
          <priority-badge
            .priority=${brief.priority}
            .reason=${priorityReasonName(brief.priority, brief.reason)}
          ></priority-badge>
          <span class="reference">${leadReference(this.series, entry.number)}</span
          ><state-label .state=${leadState(entry)}></state-label>
        </div>
        <div class="titled">
          <h1 class="title" dir="auto">${words.title}</h1>
          ${this.#clock()}
        </div>
        <referral-steps .steps=${stepsOf(entry)}></referral-steps>
        ${this.#waiting()} ${this.#buttons()}
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      </div>
      <div class="body">
        ${this.covered ? this.#cover() : html`<person-text class="narrative" .text=${words.narrative}></person-text>`}
        <dl>
          ${fact("Told by", html`<bdi>${entry.sent.by.name}, ${this.platform}</bdi>`)}
          ${fact("Theme", themes[brief.theme])}
          ${words.corridor ? fact("Corridor", html`<bdi>${words.corridor}</bdi>`) : nothing}
          ${fact("Languages", brief.languages.map((each) => languages[each]).join(", "))}
          ${
            entry.acknowledged
              ? fact(
                  "Estimated",
                  html`<bdi
                    >${moment(entry.acknowledged.estimate, ticker.now())}${entry.acknowledged.comment ? html`, <bdi>“${entry.acknowledged.comment}”</bdi>` : nothing}</bdi
                  >`,
                )
              : nothing
          }
        </dl>
        <div class="items-head">
          <h2 class="pane-title">Items</h2>
          <span class="muted">${items.length === 0 ? "none" : items.length}</span>
          <span class="small good" role="status">${this.copied}</span>
          <span class="acts">
            ${this.coversItems && !this.covered && items.some((item) => item.evidence) ? html`<button class="button small" aria-keyshortcuts="t" @click=${this.#reveal}><hub-icon name="eye"></hub-icon>What they show<key-hint keys="t"></key-hint></button>` : nothing}
            ${items.length > 0 ? html`<button class="button small" aria-keyshortcuts="Shift+Y" @click=${() => this.copy(true)}><hub-icon name="copy"></hub-icon>${items.length === 1 ? "Copy it" : `Copy all ${items.length}`}<key-hint keys="Shift+Y"></key-hint></button>` : nothing}
          </span>
        </div>
        <ul>
          ${items.map((item) => this.#item(item))}
        </ul>
      </div>`
  }

  #clock(): TemplateResult | typeof nothing {
    const { clocks } = this.entry
    const running = leadClock(this.entry)
    if (!clocks) return nothing
    if (!running)
      return html`<clock-bar
        size="title"
        .deadline=${clocks.decide.deadline}
        .startedAt=${clocks.decide.startedAt}
        .doneAt=${clocks.decide.stoppedAt ?? ""}
        label="to decide"
      ></clock-bar>`
    return html`<clock-bar
      size="title"
      .deadline=${running.clock.deadline}
      .startedAt=${running.clock.startedAt}
      .hours=${hoursOfLead(this.entry)}
      label=${leadClockWords[running.name].title}
      .overdueLabel=${leadClockWords[running.name].overdue}
    ></clock-bar>`
  }

  /** What was missed, escalated, estimated and decided: what both sides wait for, or waited. */
  #waiting(): TemplateResult | typeof nothing {
    const { clocks, acknowledged, decided } = this.entry
    const late = acknowledged && !decided && Date.parse(acknowledged.estimate) < ticker.now()
    const lines = [
      ...(clocks
        ? (["acknowledge", "decide"] as const).flatMap((name) => missed(leadClockWords[name].act, clocks[name]))
        : []),
      ...(late ? [html`The estimate of ${moment(acknowledged.estimate, ticker.now())} has passed`] : []),
      ...(decided
        ? [
            html`${decisionWords[decided.decision]} <bdi>${decided.by.name}</bdi>,
              ${moment(decided.at, ticker.now())}${decided.reason ? html`: <bdi>“${decided.reason}”</bdi>` : nothing}`,
          ]
        : []),
    ]
    return html`${lines.length > 0 ? html`<div class="waiting">${lines.map((line) => html`<p><bdi>${line}</bdi></p>`)}</div>` : nothing}<slot
        name="alert"
      ></slot>`
  }

  #cover(): TemplateResult {
    return html`<div class="cover">
      <hub-icon name="eye-off"></hub-icon>
      <p>You asked to have this covered: ${this.covered.toLowerCase()}.</p>
      <button class="button small" aria-keyshortcuts="t" @click=${this.#reveal}>
        Show it<key-hint keys="t"></key-hint>
      </button>
    </div>`
  }

  #buttons(): TemplateResult | typeof nothing {
    if (this.acts.length === 0) return nothing
    return html`<div class="line">
      ${this.acts.map(
        ({ id, text, key }, index) =>
          html`<button
            class="button ${index === 0 ? "primary" : ""}"
            aria-keyshortcuts=${key}
            @click=${() => this.dispatchEvent(new CustomEvent("act", { detail: { id } }))}
          >
            ${text}<key-hint .keys=${key}></key-hint>
          </button>`,
      )}
    </div>`
  }

  #item(item: Item): TemplateResult {
    const what = item.kind ? kindNames[item.kind] : "Elsewhere"
    return html`<li>
      <button
        class="thumb"
        aria-label="Copy the real address of item ${item.n}"
        title="Copy the real address"
        @click=${() => this.#copy([item])}
      >
        <hub-icon class="kind" .name=${iconOfKind(item.kind ?? "")}></hub-icon
        ><hub-icon class="act" name="copy"></hub-icon>
      </button>
      <span class="what"
        ><defanged-address .address=${item.address} clip></defanged-address
        ><span class="small"
          >${what}${item.evidence && !this.coversItems ? html`, <bdi>${item.evidence}</bdi>` : nothing}</span
        ></span
      >
    </li>`
  }
}

const decisionWords = { alert: "Becomes an alert, says", noted: "Noted by", declined: "Declined by" } as const

const fact = (name: string, value: unknown): TemplateResult =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`

/** The breach of a clock and whom it was escalated to since, also once the act was done late. */
function missed(act: string, clock: Clock): TemplateResult[] {
  const { breachedAt, deadline, stoppedAt } = clock
  if (!breachedAt) return []
  const steps = leadStepsTold(clock).slice(1)
  const escalated = steps.length > 0 ? `, escalated to ${steps.map((step) => told[step]).join(", then ")}` : ""
  return [
    html`<span class=${stoppedAt ? "" : "bad"}
      >${stoppedAt ? `Not ${act} in time` : `Overdue, not ${act}`}: it was due
      ${moment(deadline, ticker.now())}${escalated}</span
    >`,
  ]
}

function stepsOf({ sent, acknowledged, decided, clocks }: LeadEntry): Step[] {
  const first = (name: string) => name.split(" ")[0] ?? name
  const by = (each: Clock | undefined) => (each ? { note: `by ${moment(each.deadline, ticker.now())}` } : {})
  return [
    { name: "Sent", state: "done", who: first(sent.by.name), at: sent.at },
    acknowledged
      ? { name: "Acknowledged", state: "done", who: first(acknowledged.by.name), at: acknowledged.at }
      : { name: "Acknowledged", state: "current", share: 0, ...by(clocks?.acknowledge) },
    decided
      ? { name: "Decided", state: "done", who: first(decided.by.name), at: decided.at }
      : { name: "Decided", state: acknowledged ? "current" : "next", share: 0, ...by(clocks?.decide) },
  ]
}

declare global {
  interface HTMLElementTagNameMap {
    "lead-pane": LeadPane
  }
}
