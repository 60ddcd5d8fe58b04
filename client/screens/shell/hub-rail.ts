// The rail: whose desk it is, who is on duty, all places with their counts, and the person. Used by hub-shell.ts; its palette lists the places.
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import { agencyRoom } from "../../../protocol/event.ts"
import { waiting } from "../../../protocol/topics/version.ts"
import type { RoomInfo } from "../../../protocol/wire.ts"
import type { Hub } from "../../hub/hub.ts"
import { TickController } from "../../parts/ticker.ts"
import { everywhere, go, writeRoute, type Route } from "../../route.ts"
import { auditInfos, readableInfos } from "../audit/readings.ts"
import type { Care } from "../care/care.ts"
import type { FeedIndex } from "../feed/feed-index.ts"
import { readFilter, toVerify, writeFilter } from "../feed/filter.ts"
import type { SavedViews, View } from "../feed/saved-views.ts"
import { onDutyNow } from "../hours/on-duty.ts"
import type { LeadIndex } from "../leads/lead-index.ts"
import { buttons } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/hub-icon.ts"
import type { IconName } from "../../parts/hub-icon.ts"
import "../../parts/person-avatar.ts"
import { roleNames } from "../../parts/role-names.ts"
import { span } from "../../parts/times.ts"
import type { MenuItem } from "../../parts/toggle-menu.ts"
import "../../parts/toggle-menu.ts"
import { railStyles } from "./rail-styles.ts"

const yours: MenuItem[] = [
  { id: "care", text: "Care: what is covered, breaks", icon: "coffee" },
  { id: "own-sessions", text: "Where you are signed in", icon: "monitor" },
  { id: "sign-out", text: "Sign out", icon: "log-out", apart: true },
]

@customElement("hub-rail")
export class HubRail extends LitElement {
  static override styles = [base, texts, buttons, railStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) index!: FeedIndex
  @property({ attribute: false }) leads!: LeadIndex
  @property({ attribute: false }) views!: SavedViews
  @property({ attribute: false }) route!: Route
  @property({ attribute: false }) tick = 0
  @property({ attribute: false }) care!: Care
  /** how many notices are unread */
  @property({ attribute: false }) unread = 0
  // The counts of a large feed may be behind what has come: once a second they are asked for again.
  #countTicks = new TickController(this, () => this.views.all.map((view) => this.#count(view)).join())
  #dutyTicks = new TickController(this, () => this.#onDutyHere().join())

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>("a.link")?.focus()
  }

  /** Where the rail leads. */
  get places(): { text: string; go: () => void }[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>("a.link")].map((link) => ({
      text: link.querySelector("bdi")?.textContent ?? "",
      go: () => link.click(),
    }))
  }

  /** The first place of the rail that begins so: keys go where the rail goes. */
  goTo(path: string): void {
    this.renderRoot.querySelector<HTMLElement>(`a.link[href^="${path}"]`)?.click()
  }

  protected override render(): TemplateResult {
    void this.#countTicks
    void this.#dutyTicks
    const { hub } = this
    const platforms = hub.infos.filter((info) => info.room.startsWith("platform/"))
    const own = platforms.filter((info) => info.acting.organisation === info.organisation.id)
    const others = platforms.filter((info) => !own.includes(info))
    const agency = hub.infos.find((info) => info.room.startsWith("org/") && info.organisation.kind === "agency")
    const audits = auditInfos(hub)
    const home = agency ?? own[0] ?? audits[0]
    // Who reads with a reason has no inbox, hands nothing over and has nothing that is theirs.
    const works = platforms.some((info) => !hub.readsOnly(info.room))
    const member = hub.infos.some((info) => info.room === agencyRoom(info.acting.organisation))
    const shift: Route = {
      screen: "shift",
      organisation: own.length > 1 ? everywhere : (own[0]?.organisation.id ?? ""),
    }
    return html`${
        home
          ? html`<div class="home">
              <span class="badge ${agency ? "agency" : ""}" aria-hidden="true">${home.organisation.name[0]}</span
              ><span
                ><span class="strong"
                  >${own.length > 1 ? own.map((each) => each.organisation.name).join(", ") : home.organisation.name}</span
                ><span class="small"
                  >${this.#desk(home, works || (agency !== undefined && !hub.readsOnly(agency.room)))}</span
                ></span
              >
            </div>`
          : nothing
      }
      ${this.#onDuty()}
      ${works ? this.#link({ screen: "inbox" }, "inbox", "Inbox", this.unread, this.route.screen === "inbox", "unread") : nothing}
      ${agency ? this.#link({ screen: "alerts" }, "file-check", "Alerts", [...(hub.rooms.get(agency.room)?.entries.values() ?? [])].filter((entry) => entry.kind === "alert" && waiting(entry)?.state === "submitted").length, ["alerts", "check", "new-alert", "edit-alert"].includes(this.route.screen)) : nothing}
      ${agency ? this.#leadsLink("Leads", this.leads.undecided, "to act on") : nothing}
      ${own.map((info) => this.#feedLink(info, own.length > 1 ? info.organisation.name : "Live feed", "radio"))}
      ${
        platforms.length > 1
          ? this.#link(
              { screen: "feed", organisation: everywhere, query: "" },
              "layers",
              own.length > 1 ? "Live feed" : "All referrals",
              platforms.reduce((sum, info) => sum + this.#open(info), 0),
              this.#here(everywhere) && !this.#verifies,
            )
          : nothing
      }
      ${own.length > 0 ? this.#leadsLink("Our leads", this.leads.unread, "with something unread") : nothing}
      ${agency && others.some((info) => hub.may(info.room, "items.verified")) ? this.#link({ screen: "feed", organisation: everywhere, query: writeFilter(toVerify, "clock") }, "badge-check", "To verify", this.index.count(toVerify, writeFilter(toVerify, "clock")), this.#verifies) : nothing}
      ${own.some((info) => !hub.readsOnly(info.room)) ? this.#link(shift, "arrow-right-left", "Hand-over", 0, this.route.screen === "shift") : nothing}
      ${others.length > 0 ? html`<h2 class="small">Platforms</h2>` : nothing}
      ${others.map((info) => this.#feedLink(info, info.organisation.name, "building-2"))} ${this.#savedViews()}
      ${member ? this.#link({ screen: "hours" }, "clock", "Hours and duty", 0, this.route.screen === "hours") : nothing}
      ${hub.account?.administers ? this.#link({ screen: "people" }, "users-round", "People", 0, this.route.screen === "people") : nothing}
      ${readableInfos(hub).length > 0 ? this.#link({ screen: "reading" }, "eye", "Read with a reason", 0, this.route.screen === "reading") : nothing}
      ${audits.length > 0 ? this.#link({ screen: "readings" }, "history", "Reading log", 0, this.route.screen === "readings") : nothing}
      <div class="me">
        <person-avatar .personId=${hub.person!.id} .name=${hub.person!.name} .size=${28}></person-avatar>
        <span class="name"
          ><span class="strong clip"><bdi>${hub.person!.name}</bdi></span
          ><span class="small clip">${this.#shift()}</span></span
        >
        <toggle-menu
          label="You"
          .items=${yours}
          @menu-choice=${({ detail }: CustomEvent<{ id: string }>) => this.#yours(detail.id)}
        ></toggle-menu>
      </div>`
  }

  /** What somebody does here for their organisation. */
  #desk({ organisation: { kind } }: RoomInfo, works: boolean): string {
    if (!works) return readableInfos(this.hub).length > 0 ? "Audit" : "Administration"
    return kind === "agency" ? "Online intelligence" : "Trust and Safety"
  }

  /** How long somebody is at it, where that is counted; else what they are here. */
  #shift(): string {
    const { shift } = this.care
    const forMs = shift ? this.hub.now() - shift.from : 0
    if (shift && shift.from > 0) return forMs < 60_000 ? "On shift" : `On shift ${span(forMs)}`
    const roles = new Set(this.hub.infos.flatMap((info) => info.acting.roles))
    return [...roles].map((role) => roleNames[role]).join(", ")
  }

  #yours(id: string): void {
    if (id === "sign-out") void this.hub.signOut()
    else this.dispatchEvent(new CustomEvent(id))
  }

  #leadsLink(text: string, count: number, what: string): TemplateResult {
    const here = this.route.screen === "leads" || this.route.screen === "new-lead"
    return this.#link({ screen: "leads" }, "megaphone", text, count, here, what)
  }

  /** Of one's own organisations alone: the names of who answers for them now. */
  #onDutyHere(): string[] {
    const own = new Set(this.hub.infos.map((info) => info.acting.organisation))
    return [...own].flatMap((organisation) => onDutyNow(this.hub, organisation).map(({ name }) => name))
  }

  #onDuty(): TemplateResult | typeof nothing {
    const names = this.#onDutyHere()
    if (names.length === 0) return nothing
    return html`<p class="small duty">
      On duty: ${names.map((name, index) => html`${index > 0 ? ", " : nothing}<bdi class="strong">${name}</bdi>`)}
    </p>`
  }

  #feedLink(info: RoomInfo, text: string, icon: "radio" | "building-2"): TemplateResult {
    const route: Route = { screen: "feed", organisation: info.organisation.id, query: "" }
    return this.#link(route, icon, text, this.#open(info), this.#here(info.organisation.id))
  }

  #open(info: RoomInfo): number {
    const held = this.hub.rooms.get(info.room)
    return held ? this.index.open(held) : 0
  }

  /** In a feed as it is, not in a saved view of it. */
  #here(organisation: string): boolean {
    const { route } = this
    return route.screen === "feed" && route.organisation === organisation && this.#currentView() === undefined
  }

  get #verifies(): boolean {
    return this.route.screen === "feed" && this.route.query === writeFilter(toVerify, "clock")
  }

  #currentView(): View | undefined {
    if (this.route.screen !== "feed") return undefined
    const { filter, sort } = readFilter(this.route.query ?? "")
    return this.views.find(filter, sort)
  }

  #count(view: View): number {
    return this.index.count(view.filter, writeFilter(view.filter, view.sort))
  }

  #savedViews(): TemplateResult | typeof nothing {
    const views = this.views.all
    const rooms = this.hub.infos.filter((info) => info.room.startsWith("platform/"))
    if (views.length === 0 || rooms.length === 0) return nothing
    const organisation = rooms.length > 1 ? everywhere : rooms[0]!.organisation.id
    const current = this.#currentView()
    return html`<h2 class="small">Saved views</h2>
      ${views.map((view) =>
        this.#link(
          { screen: "feed", organisation, query: writeFilter(view.filter, view.sort) },
          view.shared ? "users-round" : "bookmark",
          view.name,
          this.#count(view),
          current?.id === view.id,
        ),
      )}`
  }

  #link(route: Route, icon: IconName, text: string, count: number, here: boolean, of = "referrals"): TemplateResult {
    return html`<a
      class="link"
      href=${writeRoute(route)}
      aria-current=${here ? "page" : "false"}
      @click=${(event: Event) => this.#to(event, route)}
      ><hub-icon .name=${icon}></hub-icon
      ><bdi class="clip">${text}</bdi
      >${count > 0 ? html`<span class="number" aria-label="${count} ${of}">${count}</span>` : nothing}</a
    >`
  }

  #to(event: Event, route: Route): void {
    event.preventDefault()
    go(this, route)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "hub-rail": HubRail
  }
}
