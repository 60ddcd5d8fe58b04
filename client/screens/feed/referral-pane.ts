// One referral: what it is, where it stands, who has it, its items. Used by feed-screen.ts and the agency's board.
// Acts leave as `act` events; copying is done here.
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { kindNames } from "../../../protocol/addresses.ts"
import { reference } from "../../../protocol/entries/brief.ts"
import { waits, type ReferralItem } from "../../../protocol/entries/item.ts"
import {
  referralBadges,
  referralState,
  runningClock,
  type ReferralEntry,
  type ReferralState,
} from "../../../protocol/entries/referral.ts"
import type { By } from "../../../protocol/event.ts"
import { languages, priorityReasonName, requestedActions, themes } from "../../../protocol/vocabulary.ts"
import { hoursOf } from "../../../protocol/topics/settle.ts"
import { spokenIn } from "../../parts/guess-language.ts"
import { ticker, TickController } from "../../parts/ticker.ts"
import { clock } from "../../parts/times.ts"
import type { GivenTranslation } from "../../parts/translate-dialog.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import { iconOfKind } from "../../parts/item-kinds.ts"
import type { Act } from "./act.ts"
import { clockWords } from "./clock-words.ts"
import { aboutItem, outcomeOf } from "./item-words.ts"
import { paneStyles } from "./pane-styles.ts"
import { stepsOf } from "./steps-of.ts"
import { InStretches } from "../../parts/in-stretches.ts"
import "../../parts/clock-bar.ts"
import "../../parts/defanged-address.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "./narrative-text.ts"
import "../../parts/priority-badge.ts"
import "../../parts/referral-steps.ts"
import "../../parts/state-label.ts"
import "../../parts/tlp-label.ts"
import "../../parts/toggle-menu.ts"

@customElement("referral-pane")
export class ReferralPane extends LitElement {
  static override styles = [base, texts, buttons, keys, scrolling, paneStyles]

  @property({ attribute: false }) entry!: ReferralEntry
  @property() series = ""
  @property({ attribute: false }) acts: Act[] = []
  /** references of the referrals that are duplicates of this one */
  @property({ attribute: false }) duplicates: readonly string[] = []
  /** why its reader wanted the whole of it covered; empty when it is not */
  @property() covered = ""
  /** what the items show is covered until asked for: a `reveal` event */
  @property({ type: Boolean }) coversItems = false
  /** whether its reader may translate the narrative: a `translate` event */
  @property({ type: Boolean }) translatable = false
  /** whether its reader may take back a translation of that person: a `redact` event */
  @property({ attribute: false }) mayRedact: (by: By) => boolean = () => false
  @property() error = ""
  @state() private copied = ""
  #stretches = new InStretches(this)
  #estimate = new TickController(this, (nowMs) => String(nowMs > Date.parse(this.entry?.acknowledged?.estimate ?? "")))

  /** Copies one real address: of the first open item; or of all that are open. */
  async copy(all: boolean): Promise<void> {
    const open = this.entry.items.filter((item) => item.state === "open")
    const chosen = all ? open : open.slice(0, 1)
    await this.#copy(chosen)
  }

  async #copy(items: readonly ReferralItem[]): Promise<void> {
    await navigator.clipboard.writeText(items.map((item) => item.address).join("\n"))
    this.copied = items.length === 1 ? "Copied the address" : `Copied ${items.length} addresses`
    setTimeout(() => (this.copied = ""), 2_500)
  }

  #act(id: string): void {
    this.dispatchEvent(new CustomEvent("act", { detail: { id }, bubbles: true, composed: true }))
  }

  protected override render(): TemplateResult {
    void this.#estimate
    const { entry } = this
    const { brief, words } = entry
    const running = runningClock(entry)
    const open = entry.items.filter((item) => item.state === "open")
    const live = entry.items.filter((item) => item.state !== "withdrawn")
    const waiting = live.filter(waits).length
    return html`<div class="head">
        <div class="line">
          <slot name="back"></slot>
          <priority-badge
            .priority=${brief.priority}
            .reason=${priorityReasonName(brief.priority, brief.reason)}
          ></priority-badge>
          <span class="reference">${reference(this.series, entry.number)}</span
          >${stepless.has(referralState(entry)) ? html`<state-label .state=${referralState(entry)}></state-label>` : nothing}${referralBadges(entry).map((badge) => html`<state-label .state=${badge}></state-label>`)}<tlp-label
            .handling=${brief.handling}
          ></tlp-label>
        </div>
        <div class="titled">
          <h1 class="title" dir="auto" lang=${spokenIn(words.title) || nothing}>${words.title}</h1>
          ${
            running
              ? html`<clock-bar
                  size="title"
                  .deadline=${running.clock.deadline}
                  .startedAt=${running.clock.startedAt}
                  .pausedAt=${running.clock.pausedAt ?? ""}
                  .hours=${hoursOf(entry, running.name)}
                  label=${running.clock.pausedAt ? "paused" : clockWords[running.name].title}
                  .overdueLabel=${clockWords[running.name].overdue}
                ></clock-bar>`
              : entry.withdrawn
                ? nothing
                : html`<clock-bar
                    size="title"
                    .deadline=${entry.clocks.decide.deadline}
                    .startedAt=${entry.clocks.decide.startedAt}
                    .doneAt=${entry.clocks.decide.stoppedAt ?? ""}
                    label="to decide"
                  ></clock-bar>`
          }
        </div>
        <referral-steps .steps=${stepsOf(entry)}></referral-steps>
        ${this.#waiting()} ${this.#buttons()}
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      </div>
      <div class="body">
        ${this.covered ? this.#cover() : html`<narrative-text class="narrative" .entry=${entry} .translatable=${this.translatable} .mayRedact=${this.mayRedact} @translate=${(event: CustomEvent<GivenTranslation>) => this.dispatchEvent(new CustomEvent("translate", { detail: event.detail }))}></narrative-text>`}
        <dl>
          <div>
            <dt>Theme</dt>
            <dd>${themes[brief.theme]}</dd>
          </div>
          ${
            words.corridor
              ? html`<div>
                  <dt>Corridor</dt>
                  <dd><bdi>${words.corridor}</bdi></dd>
                </div>`
              : nothing
          }
          <div>
            <dt>Languages</dt>
            <dd>${brief.languages.map((each) => languages[each]).join(", ")}</dd>
          </div>
          <div>
            <dt>Asked for</dt>
            <dd>${brief.asked.map((each) => requestedActions[each]).join(", ")}</dd>
          </div>
          ${
            words.conditions
              ? html`<div>
                  <dt>Conditions</dt>
                  <dd dir="auto">${words.conditions}</dd>
                </div>`
              : nothing
          }
          ${
            entry.acknowledged
              ? html`<div>
                  <dt>Estimated</dt>
                  <dd>
                    ${clock(entry.acknowledged.estimate)}${entry.acknowledged.comment ? html`, <bdi>“${entry.acknowledged.comment}”</bdi>` : nothing}
                  </dd>
                </div>`
              : nothing
          }
        </dl>
        <div class="items-head">
          <h2 class="pane-title">Items</h2>
          <span class="muted">${entry.items.length}</span>
          <span class="small"><bdi>${live.length - waiting} decided, ${open.length} open</bdi></span>
          <span class="small good" role="status">${this.copied}</span>
          <span class="acts">
            ${this.coversItems && !this.covered && entry.items.some((item) => item.evidence) ? html`<button class="button small" aria-keyshortcuts="t" @click=${this.#reveal}><hub-icon name="eye"></hub-icon>What they show<key-hint keys="t"></key-hint></button>` : nothing}
            ${open.length > 0 ? html`<button class="button small" aria-keyshortcuts="Shift+Y" @click=${() => this.copy(true)}><hub-icon name="copy"></hub-icon>Copy the ${open.length} open<key-hint keys="Shift+Y"></key-hint></button>` : nothing}
          </span>
        </div>
        <ul>
          ${this.#stretches.of(entry.subject, entry.items).map((item) => this.#item(item))}
        </ul>
      </div>`
  }

  #reveal(): void {
    this.dispatchEvent(new CustomEvent("reveal"))
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

  /** What somebody waits for: a question of the platform, an estimate that has passed, an end. */
  #waiting(): TemplateResult | typeof nothing {
    const { request, acknowledged, decidedAt, closed, escalated, withdrawn, noted } = this.entry
    const late = acknowledged && !decidedAt && Date.parse(acknowledged.estimate) < ticker.now()
    const lines = [
      ...(withdrawn
        ? [
            html`The NCA withdrew it,
            ${clock(withdrawn.at)}${withdrawn.restore ? ", and asks to restore what was acted on" : ""}${withdrawn.reason ? html`: <bdi>“${withdrawn.reason}”</bdi>` : ""}`,
          ]
        : []),
      ...(noted ? [html`<bdi>${noted.by.name}</bdi> took note, ${clock(noted.at)}`] : []),
      ...(closed && !noted
        ? [
            html`Closed${closed.by.name ? html` by <bdi>${closed.by.name}</bdi>` : ""},
            ${clock(closed.at)}${closed.reason ? html`: <bdi>“${closed.reason}”</bdi>` : ""}`,
          ]
        : []),
      ...(request
        ? [
            html`<bdi>${request.by.name}</bdi> needs information on
              ${request.items.length === 1 ? "one item" : `${request.items.length} items`}:
              <bdi>“${request.question}”</bdi>`,
          ]
        : []),
      ...(this.duplicates.length > 0 ? [html`Duplicates: ${this.duplicates.join(", ")}`] : []),
      ...(late ? [html`The estimate of ${clock(acknowledged.estimate)} has passed`] : []),
      ...(escalated && !decidedAt
        ? [html`Escalated by <bdi>${escalated.by.name}</bdi>, ${clock(escalated.at)}: <bdi>“${escalated.reason}”</bdi>`]
        : []),
    ]
    return lines.length > 0 ? html`<div class="waiting">${lines.map((line) => html`<p>${line}</p>`)}</div>` : nothing
  }

  #buttons(): TemplateResult | typeof nothing {
    const main = this.acts.filter((act) => act.main)
    const rest = this.acts.filter((act) => !main.includes(act))
    if (this.acts.length === 0) return nothing
    return html`<div class="line">
      ${main.map((act, index) => html`<button class="button ${index === 0 ? "primary" : ""}" aria-keyshortcuts=${act.key} @click=${() => this.#act(act.id)}>${act.text}${act.key ? html`<key-hint .keys=${act.key}></key-hint>` : nothing}</button>`)}
      ${rest.length > 0 ? html`<toggle-menu label="More" .items=${rest.map((act) => ({ id: act.id, text: act.text, ...(act.key ? { keys: act.key } : {}) }))} @menu-choice=${(event: CustomEvent<{ id: string }>) => this.#act(event.detail.id)}></toggle-menu>` : nothing}
    </div>`
  }

  #item(item: ReferralItem): TemplateResult {
    return html`<li>
      <button
        class="thumb"
        aria-label="Copy the real address of item ${item.n}"
        title="Copy the real address"
        @click=${() => this.#copy([item])}
      >
        <hub-icon class="kind" .name=${iconOfKind(item.kind)}></hub-icon><hub-icon class="act" name="copy"></hub-icon>
      </button>
      <span class="what"
        ><defanged-address .address=${item.address}></defanged-address
        ><span class="small"
          >${kindNames[item.kind]}${item.evidence && !this.coversItems ? html`, <bdi>${item.evidence}</bdi>` : nothing}</span
        >${aboutItem(item).map((line) => html`<span class="small about">${line}</span>`)}</span
      >
      ${outcomeOf(item)}
    </li>`
  }
}

/** States that the line of steps does not tell. */
const stepless: ReadonlySet<ReferralState> = new Set([
  "withdrawn",
  "closed",
  "duplicate",
  "on-hold",
  "needs-information",
])

declare global {
  interface HTMLElementTagNameMap {
    "referral-pane": ReferralPane
  }
}
