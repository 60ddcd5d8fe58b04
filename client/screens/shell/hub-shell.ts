// The frame around every screen: bar, rail, connection, help. Used by app.ts; the screen stands in its slot.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { focusIsFree } from "../../parts/deep-active.ts"
import { clockSeconds } from "../../parts/times.ts"
import type { StatusLine } from "../../parts/status-line.ts"
import { go, writeRoute, type Route } from "../../route.ts"
import { opensContent } from "../audit/readings.ts"
import type { Care } from "../care/care.ts"
import type { FeedIndex } from "../feed/feed-index.ts"
import type { LeadIndex } from "../leads/lead-index.ts"
import type { SavedViews } from "../feed/saved-views.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "../../parts/status-line.ts"
import "../audit/reading-bar.ts"
import { Arrivals } from "./arrivals.ts"
import "./bottom-bar.ts"
import "./hub-banners.ts"
import "./hub-rail.ts"
import type { HubRail } from "./hub-rail.ts"
import { shellStyles } from "./shell-styles.ts"

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

  constructor() {
    super()
    new Arrivals(this, () => this.status)
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
    for (const each of activity) addEventListener(each, this.#active, { passive: true })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const each of activity) removeEventListener(each, this.#active)
  }

  #active = (): void => this.care.active()

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

  async #play(): Promise<void> {
    this.playing = true
    try {
      await this.hub.session.playOtherSide()
    } finally {
      this.playing = false
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get("route")
    if (before && (before.screen !== this.route.screen || outcomeOf(before) !== outcomeOf(this.route)))
      void this.#keepFocus()
  }

  /** With the screen that had it the focus is gone: it goes on from the new one. */
  async #keepFocus(): Promise<void> {
    await new Promise(requestAnimationFrame)
    if (focusIsFree()) this.renderRoot.querySelector("main")?.focus({ preventScroll: true })
  }

  #skip(event: Event): void {
    event.preventDefault()
    this.renderRoot.querySelector("main")?.focus()
  }

  protected override render(): TemplateResult {
    return html`<a class="skip button" href="#" @click=${this.#skip}>Skip to the content</a>
      <header class="bar">
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
        ${this.#searchLink()}
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
      <reading-bar .hub=${this.hub} .tick=${this.tick}></reading-bar>
      <hub-banners .hub=${this.hub} .care=${this.care} .tick=${this.tick}></hub-banners>
      <div class="body">
        <nav
          class=${this.menu ? "rail open" : "rail"}
          aria-label="Rooms"
          @click=${(event: Event) => (this.menu = this.menu && event.composedPath().some((each) => each instanceof Element && each.matches("toggle-menu")))}
          @keydown=${this.#railKey}
        >
          <hub-rail
            .hub=${this.hub}
            .index=${this.index}
            .leads=${this.leads}
            .views=${this.views}
            .route=${this.route}
            .tick=${this.tick}
            .unread=${this.unread}
            .care=${this.care}
            @care=${() => (this.caring = true)}
            @own-sessions=${() => (this.ownSessions = true)}
          ></hub-rail>
        </nav>
        <main tabindex="-1"><slot></slot></main>
      </div>
      <bottom-bar
        role="navigation"
        aria-label="Places"
        .hub=${this.hub}
        .route=${this.route}
        .tick=${this.tick}
        .unread=${this.unread}
        ?open=${this.menu}
        @more=${this.#more}
      ></bottom-bar>
      <status-line></status-line>
      ${this.helping ? html`<keys-dialog @dialog-close=${() => (this.helping = false)}></keys-dialog>` : nothing}
      ${this.choosing ? html`<command-palette .places=${[...(opensContent(this.hub) ? [{ text: "Search", go: () => this.#search() }] : []), ...this.rail.places]} @dialog-close=${() => (this.choosing = false)}></command-palette>` : nothing}
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

  #searchLink(): TemplateResult | typeof nothing {
    if (!opensContent(this.hub) || this.route.screen === "search") return html`<span class="search-room"></span>`
    return html`<a
      class="search"
      href=${writeRoute({ screen: "search", query: "" })}
      aria-keyshortcuts="/"
      @click=${(event: Event) => {
        event.preventDefault()
        this.#search()
      }}
      ><hub-icon name="search"></hub-icon><span>Search referrals, handles, words</span><key-hint keys="/"></key-hint
    ></a>`
  }

  /** On a narrow screen the rail lies over what is there, and has the focus. */
  async #more(): Promise<void> {
    this.menu = !this.menu
    await this.updateComplete
    if (this.menu) this.rail.focus()
  }

  #railKey(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !this.menu) return
    event.preventDefault()
    this.menu = false
    this.renderRoot.querySelector("bottom-bar")?.focus()
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
}

const outcomeOf = (route: Route): boolean => route.screen === "feed" && route.outcome === true

declare global {
  interface HTMLElementTagNameMap {
    "hub-shell": HubShell
  }
}
