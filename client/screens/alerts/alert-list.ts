// The agency's alerts by what has to be done next: each part of the list with its count, each row with its age or the clock that burns first.
// Used by alerts-screen.ts; a row is chosen together with others here, and released with them.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { repeat } from "lit/directives/repeat.js"
import type { AlertEntry } from "../../../protocol/entries/alert.ts"
import { reference } from "../../../protocol/entries/brief.ts"
import type { ReferralEntry } from "../../../protocol/entries/referral.ts"
import { hoursOf } from "../../../protocol/topics/settle.ts"
import { recipients, waiting } from "../../../protocol/topics/version.ts"
import type { Hub } from "../../hub/hub.ts"
import { go } from "../../route.ts"
import { buttons, chips, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import { alertStateLabel } from "./alert-state.ts"
import { alertsStyles } from "./alerts-styles.ts"
import {
  agencyRoomOf,
  alertsOf,
  burning,
  inOrder,
  mayRelease,
  olderAlerts,
  referralsOf,
  sections,
  versionShown,
  type Section,
} from "./desk.ts"
import type { ReleaseBar } from "./release-bar.ts"
import "../../parts/clock-bar.ts"
import "../../parts/key-hint.ts"
import "../../parts/priority-badge.ts"
import "./release-bar.ts"

/** of each part of the list, until more is asked for */
const shownAtFirst = 60

@customElement("alert-list")
export class AlertList extends LitElement {
  static override styles = [base, texts, buttons, chips, keys, fields, scrolling, alertsStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property() subject = ""
  /** one part alone, or all */
  @state() private only: Section | undefined
  /** parts of which everything is shown */
  @state() private whole: ReadonlySet<Section> = new Set()
  @state() private marked: ReadonlyMap<string, number> = new Map()
  /** a step is on its way through the address */
  #steps = false
  @query("release-bar") private bar!: ReleaseBar

  get #parts(): { section: Section; alerts: AlertEntry[] }[] {
    const all = alertsOf(this.hub)
    return (Object.keys(sections) as Section[]).map((section) => ({ section, alerts: inOrder(this.hub, section, all) }))
  }

  /** Goes so many rows further. */
  step(by: 1 | -1): void {
    const all = this.#parts
      .filter(({ section }) => !this.only || section === this.only)
      .flatMap(({ section, alerts }) => this.#shown(section, alerts))
    const at = all.findIndex((alert) => alert.subject === this.subject)
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]
    if (!next) return
    go(this, { screen: "alerts", subject: next.subject }, this.subject !== "")
    this.#steps = true
  }

  /** The focus goes along, so that Tab goes on from there. */
  protected override updated(changed: PropertyValues): void {
    if (!this.#steps || !changed.has("subject")) return
    this.#steps = false
    this.focusCurrent()
  }

  focusCurrent(): void {
    this.renderRoot.querySelector<HTMLElement>(".row[aria-current=true]")?.focus()
  }

  /** Chooses the alert that is open together with others, or no longer. */
  mark(subject = this.subject): void {
    const alert = alertsOf(this.hub).find((each) => each.subject === subject)
    const version = alert && waiting(alert)
    const next = new Map(this.marked)
    if (!next.delete(subject)) {
      if (!version || !this.hub.may(agencyRoomOf(this.hub), "alert.released")) return
      next.set(subject, version.version)
    }
    this.marked = next
  }

  release(): void {
    this.bar.ask()
  }

  /** Whether there was something chosen. */
  clear(): boolean {
    const some = this.marked.size > 0
    this.marked = new Map()
    return some
  }

  #releaseAll(alerts: readonly AlertEntry[]): void {
    this.bar.ask(new Map(alerts.map((alert) => [alert.subject, versionShown(alert).version])))
  }

  #shown(section: Section, alerts: readonly AlertEntry[]): readonly AlertEntry[] {
    return this.whole.has(section) ? alerts : alerts.slice(0, shownAtFirst)
  }

  protected override render(): TemplateResult {
    const parts = this.#parts
    const mayWrite = this.hub.may(agencyRoomOf(this.hub), "alert.submitted")
    const live = parts.reduce((sum, { section, alerts }) => sum + (section === "ended" ? 0 : alerts.length), 0)
    return html`<div class="list">
      <header>
        <h1 class="pane-title">Alerts</h1>
        <bdi class="small">${live} live</bdi
        >${mayWrite ? html`<button class="button" @click=${() => go(this, { screen: "new-alert" })}><hub-icon name="plus"></hub-icon>New alert</button>` : nothing}
      </header>
      <div class="filters" role="group" aria-label="Show only">
        ${parts.filter(({ section, alerts }) => alerts.length > 0 || section === this.only).map(({ section, alerts }) => html`<button class="chip" aria-pressed=${this.only === section} @click=${() => (this.only = this.only === section ? undefined : section)}>${short[section]} ${this.#count(section, alerts)}</button>`)}
      </div>
      <div class="scroll">
        ${parts.filter(({ section }) => !this.only || section === this.only).map(({ section, alerts }) => this.#part(section, alerts))}
      </div>
      <release-bar
        .hub=${this.hub}
        .tick=${this.tick}
        .chosen=${this.marked}
        @clear=${() => (this.marked = new Map())}
      ></release-bar>
    </div>`
  }

  #part(section: Section, alerts: readonly AlertEntry[]): TemplateResult | typeof nothing {
    if (alerts.length === 0 && section !== "waiting" && this.only !== section) return nothing
    const shown = this.#shown(section, alerts)
    const ready = section === "checked" ? alerts.filter((alert) => mayRelease(this.hub, alert)) : []
    return html`<div class="part">
        <h2>${sections[section]} <span>${this.#count(section, alerts)}</span></h2>
        ${ready.length > 0 ? html`<button class="button small" @click=${() => this.#releaseAll(alerts)}>Release all ${alerts.length}</button>` : nothing}
      </div>
      ${
        alerts.length === 0
          ? html`<p class="small none">${section === "waiting" ? "Nothing waits." : "None."}</p>`
          : repeat(
              shown,
              (alert) => alert.subject,
              (alert) => this.#row(alert, section),
            )
      }
      ${shown.length < alerts.length ? html`<button class="button small more" @click=${() => (this.whole = new Set([...this.whole, section]))}>Show all ${alerts.length}</button>` : section === "ended" && this.#older ? html`<button class="button small more" @click=${() => void this.#load()}>Show older</button>` : nothing}`
  }

  /** Of those that ended not all are held. */
  get #older(): boolean {
    const room = this.hub.rooms.get(agencyRoomOf(this.hub))
    return room !== undefined && olderAlerts(this.hub).has([room])
  }

  #count(section: Section, { length }: readonly AlertEntry[]): string {
    return section === "ended" && this.#older ? `${length}+` : String(length)
  }

  async #load(): Promise<void> {
    const room = this.hub.rooms.get(agencyRoomOf(this.hub))
    // When the line is down the button is still there.
    if (room)
      await olderAlerts(this.hub)
        .load([room])
        .catch(() => undefined)
    this.whole = new Set([...this.whole, "ended" as const])
  }

  #row(alert: AlertEntry, section: Section): TemplateResult {
    const version = versionShown(alert)
    const waits = section === "waiting" || section === "checked"
    const referrals = alert.released ? referralsOf(this.hub, alert) : []
    const marked = this.marked.has(alert.subject)
    return html`<div class="entry ${marked ? "marked" : ""}">
      <a
        class="row"
        href="/alerts/${alert.subject}"
        aria-current=${alert.subject === this.subject}
        @click=${(event: Event) => {
          event.preventDefault()
          go(this, { screen: "alerts", subject: alert.subject })
        }}
      >
        <priority-badge .priority=${version.brief.priority}></priority-badge>
        <span class="line"
          ><span class="mono small">${reference("A", alert.number)}</span
          >${alertStateLabel(this.hub, alert, section, referrals)}</span
        >
        <span class="name" dir="auto">${version.words.title}</span>
        <span class="facts"><bdi>${this.#facts(alert, section, referrals)}</bdi></span>
        <span class="when">${this.#clock(alert, section, referrals)}</span>
      </a>
      ${
        waits && this.hub.may(agencyRoomOf(this.hub), "alert.released")
          ? html`<input
              type="checkbox"
              aria-label="Choose ${reference("A", alert.number)}"
              .checked=${marked}
              @change=${() => this.mark(alert.subject)}
            />`
          : nothing
      }
    </div>`
  }

  #facts(alert: AlertEntry, section: Section, referrals: readonly ReferralEntry[]): string {
    const version = versionShown(alert)
    const count = recipients(version).length
    const platforms = count === 1 ? "1 platform" : `${count} platforms`
    if (section !== "released" && section !== "ended") {
      const kept = version.items.reduce((sum, item) => sum + (item.keep ? item.platforms.length : 0), 0)
      return `${version.author.name} · ${platforms}, ${kept} items`
    }
    const items = referrals.flatMap((each) => each.items).filter((item) => item.state !== "withdrawn")
    const decided = items.filter((item) => item.state === "decided" || item.state === "restored").length
    return `${alert.author.name} · ${platforms}, ${decided} of ${items.length} decided`
  }

  #clock(alert: AlertEntry, section: Section, referrals: readonly ReferralEntry[]): TemplateResult | typeof nothing {
    if (section === "waiting" || section === "checked") {
      const at = versionShown(alert).submittedAt ?? ""
      return html`<clock-bar show="since" .startedAt=${at} .deadline=${at} label="waiting" no-bar></clock-bar>`
    }
    const burns = section === "released" ? burning(referrals) : undefined
    if (!burns) return nothing
    const { name, clock, referral } = burns
    return html`<clock-bar
      .deadline=${clock.deadline}
      .startedAt=${clock.startedAt}
      .pausedAt=${clock.pausedAt ?? ""}
      .hours=${hoursOf(referral, name)}
      label=${clock.pausedAt ? "paused" : name}
      overdue-label=${name}
    ></clock-bar>`
  }
}

const short: Record<Section, string> = {
  waiting: "To check",
  checked: "Checked",
  returned: "Returned",
  released: "Released",
  ended: "Ended",
}

declare global {
  interface HTMLElementTagNameMap {
    "alert-list": AlertList
  }
}
