// An alert's platforms: a row for each, what burns and what waits in it; one row open with its items and what can be done there. Used by
// alert-board.ts; acts on the open referral leave as `referral-act` events, and where one pane is shown at a time its
// thread is asked for by `read-thread`.
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { AlertEntry, AlertPart } from "../../../protocol/entries/alert.ts"
import { reference } from "../../../protocol/entries/brief.ts"
import { referralBadges, referralState, undecided, type ReferralEntry } from "../../../protocol/entries/referral.ts"
import { platformRoom } from "../../../protocol/event.ts"
import { hoursOf } from "../../../protocol/topics/settle.ts"
import type { Hub } from "../../hub/hub.ts"
import { clockSeconds, moment } from "../../parts/times.ts"
import { go } from "../../route.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import type { Act } from "../feed/act.ts"
import { outcomeOf } from "../feed/item-words.ts"
import { nameOf, referralIn } from "./desk.ts"
import { platformsStyles } from "./platforms-styles.ts"
import "../../parts/clock-bar.ts"
import "../../parts/defanged-address.ts"
import "../../parts/key-hint.ts"
import "../../parts/person-avatar.ts"
import "../../parts/state-label.ts"
import "../../parts/tally-bar.ts"
import "../../parts/toggle-menu.ts"
import "../../parts/windowed-list.ts"

/** so many items are drawn at once; of more only those in sight */
const drawnAtOnce = 60

@customElement("alert-platforms")
export class AlertPlatforms extends LitElement {
  static override styles = [base, texts, buttons, keys, platformsStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property({ attribute: false }) alert!: AlertEntry
  /** whose row is open */
  @property() platform = ""
  /** what can be done with the referral of that row */
  @property({ attribute: false }) acts: readonly Act[] = []
  @property() error = ""

  /** The focus goes to the row that is open, so that Tab goes on to what can be done in it. */
  focusOpen(): void {
    this.renderRoot.querySelector<HTMLElement>(".platform[aria-current=true]")?.focus()
  }

  protected override render(): TemplateResult {
    return html`<div class="columns small" aria-hidden="true">
        <span>Platform</span><span>State, who has it</span><span class="end">Acknowledge</span
        ><span class="end">Decide</span><span class="end">Items</span><span class="end">New</span>
      </div>
      <div role="list" aria-label="Platforms">
        ${this.alert.parts.map((part) => html`<div role="listitem">${this.#platform(part)}</div>`)}
      </div>`
  }

  #platform({ platform, referral: subject, undelivered }: AlertPart): TemplateResult {
    const room = this.hub.rooms.get(platformRoom(platform))
    const entry = referralIn(this.hub, platform, subject)
    if (!entry)
      return html`<div class="platform">
        <span class="strong">${nameOf(platform)}</span
        ><span class="rest small ${undelivered ? "bad" : ""}"
          >${undelivered ? `Not delivered (${undelivered}). Tell the platform by telephone.` : "On its way"}</span
        >
      </div>`
    const here = this.platform === platform
    const live = entry.items.filter((item) => item.state !== "withdrawn")
    const done = live.filter((item) => item.state === "decided" || item.state === "restored").length
    const unread = room?.unread(subject) ?? 0
    return html`<a
        class="platform plain"
        href="/alerts/${this.alert.subject}/${platform}"
        aria-current=${here}
        aria-expanded=${here}
        @click=${(event: Event) => {
          event.preventDefault()
          go(this, { screen: "alerts", subject: this.alert.subject, ...(here ? {} : { platform }) })
        }}
      >
        <span class="who"
          ><span class="strong">${nameOf(platform)}</span
          ><span class="mono small">${reference(room?.info.organisation.prefix ?? "", entry.number)}</span></span
        >
        <span class="stands"
          ><span class="line"
            ><state-label .state=${referralState(entry)}></state-label
            >${referralBadges(entry).map((badge) => html`<state-label .state=${badge} badge></state-label>`)}</span
          >${this.#holder(entry)}</span
        >
        ${this.#clocks(entry)}
        ${live.length > 0 ? html`<tally-bar .done=${done} .all=${live.length} label="items decided"></tally-bar>` : html`<span></span>`}
        <span class="new"
          >${unread > 0 ? html`<span class="count">${unread}<span class="visually-hidden"> unread</span></span>` : nothing}</span
        >
        <span class="last small"
          ><bdi class="clip">${this.#last(entry)}</bdi><bdi class="due">${this.#due(entry)}</bdi></span
        >
      </a>
      ${here ? this.#open(entry) : nothing}`
  }

  #holder(entry: ReferralEntry): TemplateResult | typeof nothing {
    const who =
      entry.claim?.by ?? (entry.decidedAt ? entry.items.findLast((item) => item.outcome)?.outcome?.by : undefined)
    if (who)
      return html`<span class="line holder"
        ><person-avatar .personId=${who.id} .name=${who.name} .size=${20}></person-avatar
        ><bdi class="clip">${who.name}</bdi></span
      >`
    return undecided(entry) ? html`<span class="strong small">nobody has it</span>` : nothing
  }

  #clocks(entry: ReferralEntry): TemplateResult {
    const { acknowledge, decide } = entry.clocks
    return html`<clock-bar
        .deadline=${acknowledge.deadline}
        .startedAt=${acknowledge.startedAt}
        .doneAt=${acknowledge.stoppedAt ?? ""}
        .hours=${hoursOf(entry, "acknowledge")}
        label="left"
      ></clock-bar>
      <clock-bar
        .deadline=${decide.deadline}
        .startedAt=${decide.startedAt}
        .pausedAt=${decide.pausedAt ?? ""}
        .doneAt=${decide.stoppedAt ?? ""}
        .hours=${hoursOf(entry, "decide")}
        label=${decide.pausedAt ? "paused" : "left"}
      ></clock-bar>`
  }

  /** What was said or happened last that somebody here should know. */
  #last(entry: ReferralEntry): string {
    const first = (name: string) => name.split(" ")[0]
    if (entry.request) return `${first(entry.request.by.name)}: “${entry.request.question}”`
    if (undecided(entry)) {
      const told = this.#told(entry)
      if (told) return told
      if (entry.escalated) return `Escalated by ${first(entry.escalated.by.name)}: “${entry.escalated.reason}”`
    }
    const { last } = entry.thread
    if (!last)
      return entry.acknowledged?.comment ? `${first(entry.acknowledged.by.name)}: “${entry.acknowledged.comment}”` : ""
    return `${first(last.by.name)}: ${last.redacted ? "redacted" : `“${last.text}”`}`
  }

  /** Whom the hub has told of a clock that has run out. [R104] */
  #told({ clocks }: ReferralEntry): string {
    const late = [clocks.acknowledge, clocks.decide].find((each) => !each.stoppedAt && each.steps > 1)
    if (!late) return ""
    return late.steps > 2 ? "Escalated to its supervisors, then to the duty officer" : "Escalated to its supervisors"
  }

  /** What waits for the agency, else when something was last said. */
  #due(entry: ReferralEntry): TemplateResult | string {
    const { answer } = entry.clocks
    if (entry.request && answer && !answer.stoppedAt)
      return html`<clock-bar
        inline
        .deadline=${answer.deadline}
        .startedAt=${answer.startedAt}
        .pausedAt=${answer.pausedAt ?? ""}
        .hours=${hoursOf(entry, "answer")}
        label="for us to answer"
        overdue-label="overdue for us to answer"
      ></clock-bar>`
    if (entry.decidedAt && !entry.closed && !entry.withdrawn) {
      const unseen = entry.items.filter((item) => item.outcome && item.state !== "withdrawn" && !item.verified).length
      if (unseen > 0) return `${unseen} to verify`
    }
    return entry.thread.last ? moment(entry.thread.last.at, this.hub.now()) : ""
  }

  #open(entry: ReferralEntry): TemplateResult {
    const main = this.acts.filter((act) => act.main || act.key)
    const rest = this.acts.filter((act) => !main.includes(act))
    const act = (id: string) => this.dispatchEvent(new CustomEvent("referral-act", { detail: { id } }))
    const rows = entry.items
    return html`<div class="open">
      <div class="acts">
        <span class="small"><bdi>${steps(entry)}</bdi></span>
        <button class="button small narrow" @click=${() => this.dispatchEvent(new CustomEvent("read-thread"))}>
          Thread
        </button>
        ${main.map((each) => html`<button class="button small" aria-keyshortcuts=${each.key || nothing} @click=${() => act(each.id)}>${each.text}${each.key ? html`<key-hint .keys=${each.key}></key-hint>` : nothing}</button>`)}
        ${rest.length > 0 ? html`<toggle-menu label="More about this referral" .items=${rest.map(({ id, text }) => ({ id, text }))} @menu-choice=${(event: CustomEvent<{ id: string }>) => act(event.detail.id)}></toggle-menu>` : nothing}
      </div>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      ${
        rows.length > drawnAtOnce
          ? html`<windowed-list label="Items" rem="2" most="24rem" .items=${rows} .row=${itemLine}></windowed-list>`
          : html`<ul class="items">
              ${rows.map((item) => html`<li>${itemLine(item)}</li>`)}
            </ul>`
      }
    </div>`
  }
}

const itemLine = (item: ReferralEntry["items"][number]): TemplateResult =>
  html`<span class="item"><defanged-address .address=${item.address} clip></defanged-address>${outcomeOf(item)}</span>`

/** "Seen 13:46:41, acknowledged 13:48:00, claimed 13:49:12". */
function steps({ deliveredAt, seen, acknowledged, claim, decidedAt, verifiedAt }: ReferralEntry): string {
  const all: [string, string | null | undefined][] = [
    ["delivered", seen ? null : deliveredAt],
    ["seen", seen?.at],
    ["acknowledged", acknowledged?.at],
    ["claimed", claim?.at],
    ["decided", decidedAt],
    ["verified", verifiedAt],
  ]
  const told = all.flatMap(([what, at]) => (at ? [`${what} ${clockSeconds(at)}`] : [])).join(", ")
  return told.charAt(0).toUpperCase() + told.slice(1)
}

declare global {
  interface HTMLElementTagNameMap {
    "alert-platforms": AlertPlatforms
  }
}
