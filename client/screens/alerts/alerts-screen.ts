// The agency's alerts: what waits for a check, what is released; one alert with a row per platform and that platform's thread.
// Loaded by app.ts after the first screen, with the form and the check.
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import { reference, referralState, type AlertEntry, type ReferralEntry } from "../../../protocol/entries.ts"
import { platformRoom } from "../../../protocol/event.ts"
import { priorityReasonName } from "../../../protocol/vocabulary.ts"
import { hoursOf } from "../../../protocol/topics/settle.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { clockSeconds } from "../../parts/times.ts"
import { go, writeRoute, type Route } from "../../route.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import { outcomeOf } from "../feed/referral-pane.ts"
import { referenceOf, type FromLead } from "../leads/becoming.ts"
import { alertsStyles } from "./alerts-styles.ts"
import "../../parts/clock-bar.ts"
import "../../parts/defanged-address.ts"
import "../../parts/empty-state.ts"
import "../../parts/key-hint.ts"
import "../../parts/person-avatar.ts"
import "../../parts/person-text.ts"
import "../../parts/priority-badge.ts"
import "../../parts/resizable-panes.ts"
import "../../parts/state-label.ts"
import "../../parts/tally-bar.ts"
import "../../parts/tlp-label.ts"
import "../thread/thread-side.ts"
import "./alert-check.ts"
import "./alert-form.ts"

/** The agency's room of this person. */
export function agencyRoomOf(hub: Hub): string {
  return hub.infos.find((info) => info.organisation.kind === "agency")?.room ?? ""
}

/** Whether it waits for a second person, and none of it stands yet. */
export const waitsForRelease = ({ state }: AlertEntry): boolean => state === "submitted" || state === "checked"

export function alertsOf(hub: Hub): AlertEntry[] {
  return [...(hub.rooms.get(agencyRoomOf(hub))?.entries.values() ?? [])].filter(
    (entry): entry is AlertEntry => entry.kind === "alert" && entry.state !== "arriving",
  )
}

@customElement("alerts-screen")
export class AlertsScreen extends LitElement {
  static override styles = [base, texts, buttons, keys, scrolling, alertsStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property() subject = ""
  @property() platform = ""

  constructor() {
    super()
    new Keys(this, {
      j: () => this.#step(1),
      k: () => this.#step(-1),
      c: () => this.#alert?.state === "submitted" && this.#check(this.#alert),
      Escape: () =>
        this.platform ? go(this, { screen: "alerts", subject: this.subject }) : go(this, { screen: "alerts" }),
      r: () => this.renderRoot.querySelector("thread-side")?.reply(),
    })
  }

  get #all(): AlertEntry[] {
    const rank = (alert: AlertEntry) => (waitsForRelease(alert) ? 0 : 1)
    return alertsOf(this.hub).sort((one, other) => rank(one) - rank(other) || other.number - one.number)
  }

  get #alert(): AlertEntry | undefined {
    return this.#all.find((alert) => alert.subject === this.subject)
  }

  #step(by: number): void {
    const all = this.#all
    const at = all.findIndex((alert) => alert.subject === this.subject)
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]
    if (next) go(this, { screen: "alerts", subject: next.subject })
  }

  #check(alert: AlertEntry): void {
    go(this, { screen: "check", subject: alert.subject })
  }

  #referral(platform: string, subject: string): ReferralEntry | undefined {
    const entry = this.hub.rooms.get(platformRoom(platform))?.entries.get(subject)
    return entry?.kind === "referral" && entry.received ? entry : undefined
  }

  protected override render(): TemplateResult {
    const alert = this.#alert
    const part = alert?.parts.find((each) => each.platform === this.platform)
    const room = platformRoom(this.platform)
    const info = this.hub.rooms.get(room)?.info
    const referral = part && this.#referral(part.platform, part.referral)
    return html`<resizable-panes
      store-key="alerts"
      .pane=${part ? "end" : alert ? "middle" : "start"}
      startLabel="Alerts"
      middleLabel="Alert"
      endLabel="Thread"
    >
      ${this.#list()}
      ${alert ? this.#board(alert) : html`<empty-state slot="middle" icon="file-check" heading="Choose an alert">Or write a new one: each platform then gets its own sealed referral.</empty-state>`}
      ${part && info && referral ? html`<thread-side slot="end" .hub=${this.hub} .tick=${this.tick} .room=${room} .subject=${part.referral} heading=${reference(info.organisation.prefix, referral.number)}><button slot="back" class="button small narrow" @click=${() => go(this, { screen: "alerts", subject: this.subject })}>Alert</button></thread-side>` : nothing}
    </resizable-panes>`
  }

  #list(): TemplateResult {
    const all = this.#all
    const waiting = all.filter(waitsForRelease)
    const released = all.filter((alert) => alert.released !== null)
    const mayWrite = this.hub.may(agencyRoomOf(this.hub), "alert.submitted")
    return html`<div slot="start" class="list">
      <header>
        <h1 class="pane-title">Alerts</h1>
        <span class="small">${all.length} live</span
        >${mayWrite ? html`<button class="button" @click=${() => go(this, { screen: "new-alert" })}><hub-icon name="plus"></hub-icon>New alert</button>` : nothing}
      </header>
      <div class="scroll">
        <h2>Waiting for a check <span>${waiting.length}</span></h2>
        ${waiting.length === 0 ? html`<p class="small none">Nothing waits.</p>` : waiting.map((alert) => this.#row(alert))}
        <h2>Released <span>${released.length}</span></h2>
        ${released.map((alert) => this.#row(alert))}
      </div>
    </div>`
  }

  #row(alert: AlertEntry): TemplateResult {
    const mine = alert.author.id === this.hub.person?.id
    const referrals = alert.parts.flatMap((part) => this.#referral(part.platform, part.referral) ?? [])
    const items = referrals.flatMap((each) => each.items)
    const decided = items.filter((item) => item.state === "decided").length
    const burning = referrals.filter((each) => each.dueAt).sort((one, other) => (one.dueAt! < other.dueAt! ? -1 : 1))[0]
    const platforms = new Set(alert.items.flatMap((item) => (item.keep ? item.platforms : []))).size
    const kept = alert.items.reduce((sum, item) => sum + (item.keep ? item.platforms.length : 0), 0)
    const clockOf =
      burning &&
      (burning.clocks.acknowledge.stoppedAt || burning.clocks.acknowledge.breachedAt
        ? burning.clocks.decide
        : burning.clocks.acknowledge)
    return html`<a
      class="row"
      href="/alerts/${alert.subject}"
      aria-current=${alert.subject === this.subject}
      @click=${(event: Event) => {
        event.preventDefault()
        go(this, { screen: "alerts", subject: alert.subject })
      }}
    >
      <priority-badge .priority=${alert.brief.priority}></priority-badge>
      <span class="line"
        ><span class="mono small">${reference("A", alert.number)}</span
        >${waitsForRelease(alert) ? html`<state-label state="submitted" .text=${mine ? "Yours, others check it" : "Nobody yet"} .icon=${mine ? "lock" : "hourglass"}></state-label>` : html`<state-label .state=${alert.state === "released" && decided === items.length && items.length > 0 ? "decided" : alert.state}></state-label>`}</span
      >
      <span class="name" dir="auto">${alert.words.title}</span>
      <span class="facts"
        >${alert.author.name} · ${platforms} ${platforms === 1 ? "platform" : "platforms"},
        ${waitsForRelease(alert) ? `${kept} items` : `${decided} of ${items.length} decided`}</span
      >
      <span class="when"
        >${waitsForRelease(alert) ? html`<clock-bar show="since" .startedAt=${alert.submittedAt ?? ""} .deadline=${alert.submittedAt ?? ""} label="waiting" no-bar></clock-bar>` : clockOf ? html`<clock-bar .deadline=${clockOf.deadline} .startedAt=${clockOf.startedAt} label=${clockOf === burning?.clocks.acknowledge ? "acknowledge" : "decide"}></clock-bar>` : nothing}</span
      >
    </a>`
  }

  #board(alert: AlertEntry): TemplateResult {
    const referrals = alert.parts.flatMap((part) => this.#referral(part.platform, part.referral) ?? [])
    const items = referrals.flatMap((each) => each.items)
    const decided = items.filter((item) => item.state === "decided").length
    return html`<div slot="middle" class="board scroll">
      <header class="head">
        <div class="line">
          <button class="button small narrow" @click=${() => go(this, { screen: "alerts" })}>Alerts</button
          ><priority-badge
            .priority=${alert.brief.priority}
            .reason=${priorityReasonName(alert.brief.priority, alert.brief.reason)}
          ></priority-badge
          ><span class="mono">${reference("A", alert.number)}</span
          ><tlp-label .handling=${alert.brief.handling}></tlp-label>
        </div>
        <div class="titled">
          <h1 class="title" dir="auto">${alert.words.title}</h1>
          ${items.length > 0 ? html`<span class="figure"><span class="mono">${decided} of ${items.length}</span><span class="small">items decided</span></span>` : nothing}
        </div>
        <div class="line">
          ${waitsForRelease(alert) ? html`<button class="button primary" @click=${() => this.#check(alert)}>${alert.author.id === this.hub.person?.id ? "Read what was submitted" : "Check"}<key-hint keys="c"></key-hint></button>` : nothing}
          <span class="small"
            >${alert.author.name} wrote
            it${alert.released ? `, ${alert.released.by.name} checked and released it ${clockSeconds(alert.released.at)}` : `, submitted ${clockSeconds(alert.submittedAt ?? "")}, locked since`}</span
          >${alert.lead ? this.#lead(alert.lead) : nothing}
        </div>
      </header>
      ${alert.released ? this.#platforms(alert) : html`<person-text class="narrative" .text=${alert.words.narrative}></person-text>`}
    </div>`
  }

  /** What it was written of, which no platform learns. [R145] */
  #lead(lead: FromLead): TemplateResult {
    const route: Route = { screen: "leads", subject: lead.subject }
    return html`<a
      class="button small"
      href=${writeRoute(route)}
      @click=${(event: Event) => {
        event.preventDefault()
        go(this, route)
      }}
      ><hub-icon name="megaphone"></hub-icon>Of lead ${referenceOf(this.hub, lead)}</a
    >`
  }

  #platforms(alert: AlertEntry): TemplateResult {
    return html`<div class="platforms" role="list">
      <div class="columns small" aria-hidden="true">
        <span>Platform</span><span>State, who has it</span><span>Acknowledge</span><span>Decide</span><span>Items</span
        ><span>New</span>
      </div>
      ${alert.parts.map(({ platform, referral: subject, undelivered }) => {
        const info = this.hub.infos.find((each) => each.room === platformRoom(platform))
        const entry = this.#referral(platform, subject)
        const name = info?.organisation.name ?? platform
        if (!entry)
          return html`<div class="platform" role="listitem">
            <span class="strong">${name}</span
            ><span class="small ${undelivered ? "bad" : ""}"
              >${undelivered ? `Not delivered (${undelivered}). Tell the platform by telephone.` : "On its way"}</span
            >
          </div>`
        const here = this.platform === platform
        const done = entry.items.filter((item) => item.state === "decided").length
        const unread = this.hub.rooms.get(platformRoom(platform))?.unread(subject) ?? 0
        const { acknowledge, decide } = entry.clocks
        return html`<div role="listitem">
          <a
            class="platform"
            href="/alerts/${alert.subject}/${platform}"
            aria-current=${here}
            @click=${(event: Event) => {
              event.preventDefault()
              go(this, { screen: "alerts", subject: alert.subject, ...(here ? {} : { platform }) })
            }}
          >
            <span
              ><span class="strong">${name}</span
              ><span class="mono small">${reference(info?.organisation.prefix ?? "", entry.number)}</span></span
            >
            <span
              ><state-label .state=${referralState(entry)}></state-label
              >${entry.claim ? html`<span class="line"><person-avatar .personId=${entry.claim.by.id} .name=${entry.claim.by.name} .size=${20}></person-avatar>${entry.claim.by.name}</span>` : entry.decidedAt ? nothing : html`<span class="strong small">nobody has it</span>`}</span
            >
            <clock-bar
              .deadline=${acknowledge.deadline}
              .startedAt=${acknowledge.startedAt}
              .doneAt=${acknowledge.stoppedAt ?? ""}
              .hours=${hoursOf(entry, "acknowledge")}
              label="to acknowledge"
            ></clock-bar>
            <clock-bar
              .deadline=${decide.deadline}
              .startedAt=${decide.startedAt}
              .doneAt=${decide.stoppedAt ?? ""}
              .hours=${hoursOf(entry, "decide")}
              label="left"
            ></clock-bar>
            <tally-bar .done=${done} .all=${entry.items.length} label="items decided"></tally-bar>
            <span
              >${unread > 0 ? html`<span class="count">${unread}<span class="visually-hidden"> unread</span></span>` : nothing}</span
            >
            ${entry.thread.last ? html`<span class="last small clip"><bdi>${entry.thread.last.by.name.split(" ")[0]}: ${entry.thread.last.redacted ? "redacted" : `“${entry.thread.last.text}”`}</bdi></span>` : nothing}
          </a>
          ${
            here
              ? html`<ul class="open-items">
                  ${entry.items.map((item) => html`<li><defanged-address .address=${item.address} clip></defanged-address>${outcomeOf(item)}</li>`)}
                </ul>`
              : nothing
          }
        </div>`
      })}
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alerts-screen": AlertsScreen
  }
}
