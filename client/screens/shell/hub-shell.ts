// The frame around every screen: bar, rail, connection, help. Used by app.ts; the screen stands in its slot.
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import type { Entry } from "../../../protocol/entries.ts"
import { waiting } from "../../../protocol/topics/version.ts"
import type { RoomInfo } from "../../../protocol/wire.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys, keysOff } from "../../keys.ts"
import { clockSeconds } from "../../parts/times.ts"
import { TickController } from "../../parts/ticker.ts"
import type { StatusLine } from "../../parts/status-line.ts"
import { everywhere, go, writeRoute, type Route } from "../../route.ts"
import type { Care } from "../care/care.ts"
import type { FeedIndex } from "../feed/feed-index.ts"
import { readFilter, toVerify, writeFilter } from "../feed/filter.ts"
import type { LeadIndex } from "../leads/lead-index.ts"
import type { SavedViews, View } from "../feed/saved-views.ts"
import { onDutyNow } from "../hours/on-duty.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/hub-icon.ts"
import type { IconName } from "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "../../parts/modal-dialog.ts"
import "../../parts/person-avatar.ts"
import "../../parts/status-line.ts"
import "../care/care-dialog.ts"
import "./own-sessions.ts"
import "./command-palette.ts"
import { keyWords } from "./key-words.ts"
import { shellStyles } from "./shell-styles.ts"

const calmMs = 1_500
const activity = ["keydown", "pointerdown", "wheel"] as const

@customElement("hub-shell")
export class HubShell extends LitElement {
  static override styles = [base, texts, buttons, keys, shellStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) index!: FeedIndex
  @property({ attribute: false }) leads!: LeadIndex
  @property({ attribute: false }) views!: SavedViews
  @property({ attribute: false }) care!: Care
  @property({ attribute: false }) route!: Route
  @property({ attribute: false }) tick = 0
  /** how many notices are unread */
  @property({ attribute: false }) unread = 0
  @state() private helping = false
  @state() private ownSessions = false
  @state() private caring = false
  @state() private choosing = false
  @state() private menu = false
  @state() private playing = false
  @query("status-line") private status!: StatusLine
  #arrivals = { referral: 0, alert: 0, lead: 0 }
  // The counts of a large feed may be behind what has come: once a second they are asked for again.
  #countTicks = new TickController(this, () => this.views.all.map((view) => this.#count(view)).join())
  #breakTicks = new TickController(this, () => String(this.care.breakDue))
  #dutyTicks = new TickController(this, () => this.#onDutyHere().join())
  #bannerTicks = new TickController(this, () => String(this.#offline()))

  constructor() {
    super()
    new Keys(this, {
      "?": () => (this.helping = true),
      "Mod+k": () => (this.choosing = true),
      "/": () => this.#search(),
      "g f": () => this.#goTo("/feed/"),
      "g i": () => this.#goTo("/inbox"),
      "g a": () => this.#goTo("/alerts"),
      "g l": () => this.#goTo("/leads"),
      "g h": () => this.#goTo("/shift/"),
      "g d": () => this.#goTo("/hours"),
    })
  }

  /** Where the rail leads. */
  #places(): { text: string; go: () => void }[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>("nav a.link")].map((link) => ({
      text: link.querySelector("bdi")?.textContent ?? "",
      go: () => link.click(),
    }))
  }

  /** The first place of the rail that begins so: keys go where the rail goes. */
  #goTo(path: string): void {
    this.renderRoot.querySelector<HTMLElement>(`nav a.link[href^="${path}"]`)?.click()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.hub.addEventListener("arrived", this.#arrived as EventListener)
    for (const each of activity) addEventListener(each, this.#active, { passive: true })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.hub.removeEventListener("arrived", this.#arrived as EventListener)
    for (const each of activity) removeEventListener(each, this.#active)
  }

  #active = (): void => this.care.active()

  #arrived = ({ detail: { room, entry } }: CustomEvent<{ room: string; entry: Entry }>): void => {
    if (entry.kind !== "referral" && entry.kind !== "alert" && entry.kind !== "lead") return
    // Who told it knows of it.
    if (entry.kind === "lead" && !this.hub.may(room, "lead.decided")) return
    if (entry.kind !== "alert" && entry.brief.priority === "P1") return this.status.alert(`A new P1 ${entry.kind}`)
    this.#arrivals[entry.kind] += 1
    this.status.say(() => this.#news())
  }

  /** All that has come since it was last said. */
  #news(): string {
    const { referral, alert, lead } = this.#arrivals
    this.#arrivals = { referral: 0, alert: 0, lead: 0 }
    const said = (count: number, one: string, many: string) =>
      count === 0 ? [] : [count === 1 ? one : `${count} ${many}`]
    return [
      ...said(referral, "1 new referral", "new referrals"),
      ...said(lead, "1 new lead", "new leads"),
      ...said(alert, "A new alert waits for a check", "new alerts wait for a check"),
    ].join(", ")
  }

  #offline(): boolean {
    const { status } = this.hub
    return status.kind === "offline" && Date.now() - status.since > calmMs
  }

  #search(): void {
    if (this.hub.infos.length === 0) return
    const open = this.querySelector("search-screen")
    if (open) open.focusBox()
    else go(this, { screen: "search", query: "" })
  }

  #toggleTheme(): void {
    const root = document.documentElement
    const dark =
      root.classList.contains("dark") ||
      (!root.classList.contains("light") && matchMedia("(prefers-color-scheme: dark)").matches)
    root.classList.remove("light", "dark")
    root.classList.add(dark ? "light" : "dark")
    localStorage.setItem("theme", dark ? "light" : "dark")
    this.requestUpdate()
  }

  #toggleKeys(): void {
    document.documentElement.classList.toggle("no-keys")
    localStorage.setItem("keys", keysOff() ? "off" : "on")
    this.requestUpdate()
  }

  async #play(): Promise<void> {
    this.playing = true
    try {
      await this.hub.session.playOtherSide()
    } finally {
      this.playing = false
    }
  }

  protected override render(): TemplateResult {
    void this.#bannerTicks
    void this.#countTicks
    void this.#dutyTicks
    return html`<header class="bar">
        <button
          class="button quiet icon narrow-only"
          aria-label="Rooms"
          aria-expanded=${this.menu}
          @click=${() => (this.menu = !this.menu)}
        >
          <hub-icon name="menu"></hub-icon>
        </button>
        <a
          class="brand"
          aria-label="Joint Action Hub, start"
          href="/"
          @click=${(event: Event) => this.#to(event, { screen: "home" })}
          ><hub-icon name="waves"></hub-icon><span>Joint Action Hub</span></a
        >
        ${
          this.hub.mode === "evaluation"
            ? html`<button
                class="button other"
                ?disabled=${this.playing}
                title="Evaluation: somebody of the other side does something"
                @click=${this.#play}
              >
                <hub-icon name="play"></hub-icon><span>Play the other side</span>
              </button>`
            : nothing
        }
        ${this.#connection()}
        <button class="button quiet icon" aria-label="Light or dark" @click=${this.#toggleTheme}>
          <hub-icon name="moon"></hub-icon>
        </button>
        <button
          class="button quiet icon"
          aria-label="Keys and help"
          aria-keyshortcuts="?"
          @click=${() => (this.helping = true)}
        >
          <hub-icon name="circle-question-mark"></hub-icon>
        </button>
      </header>
      ${this.#banner()} ${this.#break()}
      <div class="body">
        <nav class=${this.menu ? "rail open" : "rail"} aria-label="Rooms" @click=${() => (this.menu = false)}>
          ${this.#rail()}
        </nav>
        <main><slot></slot></main>
      </div>
      <status-line></status-line>
      ${this.helping ? this.#help() : nothing}
      ${this.choosing ? html`<command-palette .places=${this.#places()} @dialog-close=${() => (this.choosing = false)}></command-palette>` : nothing}
      ${this.caring ? html`<care-dialog .care=${this.care} @dialog-close=${() => (this.caring = false)}></care-dialog>` : nothing}
      ${
        this.ownSessions
          ? html`<own-sessions
              .session=${this.hub.session}
              .mode=${this.hub.mode}
              @dialog-close=${() => (this.ownSessions = false)}
            ></own-sessions>`
          : nothing
      }`
  }

  #connection(): TemplateResult {
    const { status } = this.hub
    const words = {
      live: "Live",
      "catching-up": "Catching up",
      connecting: "Connecting",
      offline: "Offline",
      outdated: "New version",
      "signed-out": "Signed out",
    }
    return html`<span class="connection ${status.kind}"
        ><hub-icon name=${status.kind === "live" ? "circle-check" : "circle-dashed"}></hub-icon
        >${words[status.kind]}</span
      >
      <span class="small as-of"
        >as of ${clockSeconds(new Date(status.kind === "offline" ? status.since : this.hub.now()).toISOString())}</span
      >`
  }

  #banner(): TemplateResult | typeof nothing {
    const { status, waiting } = this.hub
    const waits = waiting === 0 ? "" : waiting === 1 ? ", 1 act waits" : `, ${waiting} acts wait`
    if (status.kind === "outdated")
      return html`<p class="banner" role="status">
        The hub has a newer version. What you typed is kept.
        <button class="button small" @click=${() => location.reload()}>Reload</button>
      </p>`
    if (!this.#offline()) return this.#incomplete()
    return html`<p class="banner" role="alert">
      <hub-icon name="wifi-off"></hub-icon>Reconnecting${waits}. What you see is as of
      ${clockSeconds(new Date((status as { since: number }).since).toISOString())}.
    </p>`
  }

  /** What is on the screen must not look whole when it may not be. [R165] */
  #incomplete(): TemplateResult | typeof nothing {
    const { broken } = this.hub
    if (broken.length === 0) return nothing
    const names = broken.map((info) => info.organisation.name).join(", ")
    return html`<p class="banner" role="alert">
      <hub-icon name="wifi-off"></hub-icon>What you see of ${names} may be incomplete. What you typed is kept.
      <button class="button small" @click=${() => location.reload()}>Reload</button>
    </p>`
  }

  /** A proposal, which waits for nothing and can be put off. */
  #break(): TemplateResult | typeof nothing {
    void this.#breakTicks
    const { shift, breakDue } = this.care
    if (!shift || !breakDue) return nothing
    const minutes = Math.round((this.hub.now() - shift.since) / 60_000)
    return html`<p class="banner calm" role="status">
      <hub-icon name="coffee"></hub-icon>${minutes} minutes without a break. Time for one?
      <button class="button small" @click=${() => this.care.putOff()}>In 15 minutes</button>
      <button class="button small" @click=${() => this.care.taken()}>I had one</button>
    </p>`
  }

  #rail(): TemplateResult {
    const { hub } = this
    const platforms = hub.infos.filter((info) => info.room.startsWith("platform/"))
    const own = platforms.filter((info) => info.acting.organisation === info.organisation.id)
    const others = platforms.filter((info) => !own.includes(info))
    const agency = hub.infos.find((info) => info.room.startsWith("org/") && info.organisation.kind === "agency")
    const home = agency ?? own[0]
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
                ><span class="small">${agency ? "Online intelligence" : "Trust and Safety"}</span></span
              >
            </div>`
          : nothing
      }
      ${this.#onDuty()}
      ${hub.infos.length > 0 ? this.#link({ screen: "search", query: "" }, "search", "Search", 0, this.route.screen === "search") : nothing}
      ${platforms.length > 0 ? this.#link({ screen: "inbox" }, "inbox", "Inbox", this.unread, this.route.screen === "inbox", "unread") : nothing}
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
      ${own.length > 0 ? this.#link(shift, "arrow-right-left", "Hand-over", 0, this.route.screen === "shift") : nothing}
      ${others.length > 0 ? html`<h2 class="small">Platforms</h2>` : nothing}
      ${others.map((info) => this.#feedLink(info, info.organisation.name, "building-2"))} ${this.#savedViews()}
      ${home ? this.#link({ screen: "hours" }, "clock", "Hours and duty", 0, this.route.screen === "hours") : nothing}
      ${hub.account?.administers ? this.#link({ screen: "people" }, "users-round", "People", 0, this.route.screen === "people") : nothing}
      <div class="me">
        <person-avatar .personId=${hub.person!.id} .name=${hub.person!.name} .size=${26}></person-avatar>
        <span class="strong"><bdi>${hub.person!.name}</bdi></span>
        <button
          class="button quiet icon"
          aria-label="Care: what is covered, breaks"
          title="Care: what is covered, breaks"
          @click=${() => (this.caring = true)}
        >
          <hub-icon name="coffee"></hub-icon>
        </button>
        <button
          class="button quiet icon"
          aria-label="Where you are signed in"
          title="Where you are signed in"
          @click=${() => (this.ownSessions = true)}
        >
          <hub-icon name="monitor"></hub-icon>
        </button>
        <button class="button quiet icon" aria-label="Sign out" title="Sign out" @click=${() => void hub.signOut()}>
          <hub-icon name="log-out"></hub-icon>
        </button>
      </div>`
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

  #help(): TemplateResult {
    return html`<modal-dialog open heading="Keys" @dialog-close=${() => (this.helping = false)}>
      <dl class="help">
        ${keyWords.map(
          ([key, what]) =>
            html`<dt><key-hint .keys=${key} spoken></key-hint></dt>
              <dd>${what}</dd>`,
        )}
      </dl>
      <button slot="actions" class="button" aria-pressed=${!keysOff()} @click=${this.#toggleKeys}>
        ${keysOff() ? "Single keys are off" : "Single keys are on"}
      </button>
      <button slot="actions" class="button primary" autofocus @click=${() => (this.helping = false)}>Close</button>
    </modal-dialog>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "hub-shell": HubShell
  }
}
