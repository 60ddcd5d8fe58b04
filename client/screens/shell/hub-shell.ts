// The frame around every screen: bar, rail, connection, help. Used by app.ts; the screen stands in its slot.
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import type { Entry } from "../../../protocol/entries.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys, keysOff } from "../../keys.ts"
import { clockSeconds } from "../../parts/times.ts"
import { TickController } from "../../parts/ticker.ts"
import type { StatusLine } from "../../parts/status-line.ts"
import { go, type Route } from "../../route.ts"
import { opensContent } from "../audit/readings.ts"
import type { Care } from "../care/care.ts"
import type { FeedIndex } from "../feed/feed-index.ts"
import type { LeadIndex } from "../leads/lead-index.ts"
import type { SavedViews } from "../feed/saved-views.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "../../parts/modal-dialog.ts"
import "../../parts/status-line.ts"
import "../audit/reading-bar.ts"
import "../care/care-dialog.ts"
import "./own-sessions.ts"
import "./command-palette.ts"
import "./hub-rail.ts"
import type { HubRail } from "./hub-rail.ts"
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
  @query("hub-rail") private rail!: HubRail
  @query("status-line") private status!: StatusLine
  #arrivals = { referral: 0, alert: 0, lead: 0 }
  #breakTicks = new TickController(this, () => String(this.care.breakDue))
  #bannerTicks = new TickController(this, () => String(this.#offline()))

  constructor() {
    super()
    new Keys(this, {
      "?": () => (this.helping = true),
      "Mod+k": () => (this.choosing = true),
      "/": () => this.#search(),
      "g f": () => this.rail.goTo("/feed/"),
      "g i": () => this.rail.goTo("/inbox"),
      "g a": () => this.rail.goTo("/alerts"),
      "g l": () => this.rail.goTo("/leads"),
      "g h": () => this.rail.goTo("/shift/"),
      "g d": () => this.rail.goTo("/hours"),
    })
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
    // Who reads with a reason is told nothing.
    if (this.hub.readsOnly(room)) return
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
    if (!opensContent(this.hub)) return
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
          @click=${(event: Event) => {
            event.preventDefault()
            go(this, { screen: "home" })
          }}
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
      <reading-bar .hub=${this.hub} .tick=${this.tick}></reading-bar>
      <div class="body">
        <nav class=${this.menu ? "rail open" : "rail"} aria-label="Rooms" @click=${() => (this.menu = false)}>
          <hub-rail
            .hub=${this.hub}
            .index=${this.index}
            .leads=${this.leads}
            .views=${this.views}
            .route=${this.route}
            .tick=${this.tick}
            .unread=${this.unread}
            @care=${() => (this.caring = true)}
            @own-sessions=${() => (this.ownSessions = true)}
          ></hub-rail>
        </nav>
        <main><slot></slot></main>
      </div>
      <status-line></status-line>
      ${this.helping ? this.#help() : nothing}
      ${this.choosing ? html`<command-palette .places=${this.rail.places} @dialog-close=${() => (this.choosing = false)}></command-palette>` : nothing}
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
