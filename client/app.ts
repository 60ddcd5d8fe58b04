// The app: the only element that makes the connection. Holds the route and hands both to one screen at a time.
import type { nothing } from "lit"
import { LitElement, css, html, type TemplateResult } from "lit"
import { customElement, state } from "lit/decorators.js"
import { Hub } from "./hub/hub.ts"
import { loadLater } from "./later.ts"
import { Inbox } from "./notices/inbox.ts"
import { OwnNotices } from "./notices/own-notices.ts"
import { placeOf } from "./notices/place.ts"
import { Ringer, type Shown } from "./notices/ringer.ts"
import { Teller } from "./notices/teller.ts"
import { hasContent, readRoom } from "../protocol/event.ts"
import { ticker } from "./parts/ticker.ts"
import { everywhere, go, readRoute, writeRoute, type Route } from "./route.ts"
import { Care } from "./screens/care/care.ts"
import { onlyReads, opensContent, readableInfos, whereRead } from "./screens/audit/readings.ts"
import { LeadIndex } from "./screens/leads/lead-index.ts"
import { FeedIndex } from "./screens/feed/feed-index.ts"
import { SavedViews } from "./screens/feed/saved-views.ts"
import { base } from "./styles/shared.ts"
import "./screens/shell/hub-shell.ts"
import "./screens/sign-in/sign-in-screen.ts"
import "./screens/feed/feed-screen.ts"
import "./screens/home/home-screen.ts"

@customElement("hub-app")
export class HubApp extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        block-size: 100dvh;
        overflow: hidden;
      }
      .wait {
        display: grid;
        place-content: center;
        block-size: 100%;
        color: var(--muted);
      }
    `,
  ]

  readonly #hub = new Hub({
    url: "",
    fetch: (...call) => fetch(...call),
    storage: { tab: sessionStorage, browser: localStorage },
  })

  readonly #index = new FeedIndex(this.#hub)
  readonly #leads = new LeadIndex(this.#hub)
  readonly #views = new SavedViews(this.#hub, () => this.requestUpdate())
  readonly #inbox = new Inbox(this.#hub)
  readonly #own = new OwnNotices(this.#hub, () => (this.tick += 1))
  readonly #teller = new Teller(
    () => (this.tick += 1),
    ({ at }: Shown) => go(this, placeOf(at, at.notice)),
  )
  readonly #ringer = new Ringer({
    hub: this.#hub,
    inbox: this.#inbox,
    own: this.#own,
    sound: (priority) => this.#teller.sound(priority),
    show: (shown) => this.#teller.show(shown),
  })
  #stopTicks = (): void => undefined
  readonly #care = new Care(this.#hub, () => (this.tick += 1))

  @state() private route: Route = readRoute(location.pathname, location.search)
  @state() private tick = 0
  @state() private resumed = false
  /** the secret of the one-time link that this page was opened with: who comes with one is not who was here before */
  @state() private link = location.pathname === "/welcome" ? location.hash.slice(1) : ""

  override connectedCallback(): void {
    super.connectedCallback()
    document.documentElement.classList.add(
      ...[localStorage.getItem("theme")].filter((each) => each === "light" || each === "dark"),
    )
    if (localStorage.getItem("keys") === "off") document.documentElement.classList.add("no-keys")
    this.#hub.addEventListener("change", this.#changed)
    this.#stopTicks = ticker.listen(() => this.#tell())
    addEventListener("popstate", this.#popped)
    this.addEventListener("go", this.#went as EventListener)
    this.addEventListener("spent", () => history.replaceState({}, "", "/"))
    loadLater()
    if (this.link) this.resumed = true
    else
      this.#hub.resume().then(
        () => (this.resumed = true),
        () => (this.resumed = true),
      )
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#hub.removeEventListener("change", this.#changed)
    this.#stopTicks()
    removeEventListener("popstate", this.#popped)
  }

  #changed = (): void => {
    this.tick += 1
    if (this.#hub.person) this.link = ""
    ticker.setOffset(this.#hub.now() - Date.now())
    this.#tell()
  }

  /** Rings what is new, and says in the title how much is unread. */
  #tell(): void {
    this.#teller.begin(this.#hub.person?.id ?? "")
    this.#ringer.look()
    const { unread } = this.#inbox
    const title = `${unread > 0 ? `(${unread}) ` : ""}Joint Action Hub`
    if (document.title !== title) document.title = title
  }

  #popped = (): void => {
    this.route = readRoute(location.pathname, location.search)
  }

  #went = (event: CustomEvent<{ route: Route; replace: boolean }>): void => {
    const { replace } = event.detail
    const route = this.#withFilter(event.detail.route)
    const path = writeRoute(route)
    if (path !== location.pathname + location.search) history[replace ? "replaceState" : "pushState"]({}, "", path)
    this.route = route
  }

  /** Who stays in a feed keeps its filter, and who comes from the feed of all stays there. */
  #withFilter(route: Route): Route {
    const before = this.route.screen === "home" ? this.#home() : this.route
    if (route.screen !== "feed" || before.screen !== "feed" || route.query !== undefined) return route
    if (before.organisation !== route.organisation && !(before.organisation === everywhere && before.outcome))
      return route
    return { ...route, organisation: before.organisation, ...(before.query ? { query: before.query } : {}) }
  }

  /** Where somebody begins: the agency at its alerts, a platform at its feed, an auditor at what they may read, or at the reason for it. */
  #home(): Route {
    const content = this.#hub.infos.filter((info) => hasContent(info.room))
    const own = content.filter((info) => info.acting.organisation === info.organisation.id)
    const [platform, second] = own.filter((info) => readRoom(info.room)?.kind === "platform")
    if (platform) return { screen: "feed", organisation: second ? everywhere : platform.organisation.id }
    if (own.some((info) => info.organisation.kind === "agency")) return { screen: "alerts" }
    const [read] = content.filter((info) => readRoom(info.room)?.kind === "platform")
    if (read) return { screen: "feed", organisation: content.length > 1 ? everywhere : read.organisation.id }
    if (content.length > 0) return { screen: "hours" }
    return readableInfos(this.#hub).length > 0 ? { screen: "reading" } : { screen: "home" }
  }

  /** Whoever only reads with a reason, and does not right now, gives another one wherever they are: then they are there again. [R187] */
  get #at(): Route {
    const { screen } = this.route
    if (screen === "home") return this.#home()
    if (onlyReads(this.#hub)) return screen === "shift" || screen === "inbox" ? this.#home() : whereRead(this.route)
    const closed = !opensContent(this.#hub) && readableInfos(this.#hub).length > 0
    if (closed && !["readings", "people"].includes(screen)) return { screen: "reading" }
    // A form that its reader could not send is no form.
    const writes = { "new-alert": "alert.submitted", "edit-alert": "alert.submitted", "new-lead": "lead.sent" }
    if (!(screen in writes) || this.#may(writes[screen as keyof typeof writes])) return this.route
    return screen === "new-lead" ? { screen: "leads" } : this.#opensAlerts ? { screen: "alerts" } : this.#home()
  }

  #may(type: string): boolean {
    return this.#hub.infos.some(({ room }) => this.#hub.may(room, type))
  }

  get #opensAlerts(): boolean {
    return this.#hub.infos.some(
      ({ room, organisation }) => readRoom(room)?.kind === "org" && organisation.kind === "agency",
    )
  }

  protected override render(): TemplateResult {
    const hub = this.#hub
    if (!this.resumed && hub.session.id && !hub.person) return html`<p class="wait" role="status">Connecting …</p>`
    if (!hub.person) {
      return hub.session.id && hub.status.kind !== "signed-out"
        ? html`<p class="wait" role="status">Connecting …</p>`
        : html`<sign-in-screen .hub=${hub} .link=${this.link}></sign-in-screen>`
    }
    const route = this.#at
    return html`<hub-shell
      .hub=${hub}
      .index=${this.#index}
      .leads=${this.#leads}
      .views=${this.#views}
      .care=${this.#care}
      .unread=${this.#inbox.unread}
      .route=${route}
      .tick=${this.tick}
      >${this.#screen(route)}</hub-shell
    >`
  }

  #screen(route: Route): TemplateResult | typeof nothing {
    const [hub, { tick }] = [this.#hub, this]
    switch (route.screen) {
      case "feed":
        return html`<feed-screen
          .hub=${hub}
          .tick=${tick}
          .index=${this.#index}
          .views=${this.#views}
          .care=${this.#care}
          .organisation=${route.organisation}
          .query=${route.query ?? ""}
          .subject=${route.subject ?? ""}
          .outcome=${route.outcome ?? false}
          .message=${route.message ?? 0}
          .notes=${route.notes ?? false}
        ></feed-screen>`
      case "alerts":
        return html`<alerts-screen
          .hub=${hub}
          .tick=${tick}
          .subject=${route.subject ?? ""}
          .platform=${route.platform ?? ""}
        ></alerts-screen>`
      case "check":
        return html`<alert-check .hub=${hub} .tick=${tick} .subject=${route.subject}></alert-check>`
      case "new-alert":
        return html`<alert-form
          .hub=${hub}
          .tick=${tick}
          .supersedes=${route.supersedes ?? ""}
          .lead=${route.lead}
        ></alert-form>`
      case "edit-alert":
        return html`<alert-form .hub=${hub} .tick=${tick} .subject=${route.subject}></alert-form>`
      case "leads":
        return html`<leads-screen
          .hub=${hub}
          .tick=${tick}
          .leads=${this.#leads}
          .care=${this.#care}
          .subject=${route.subject ?? ""}
          .message=${route.message ?? 0}
        ></leads-screen>`
      case "new-lead":
        return html`<lead-form .hub=${hub} .tick=${tick}></lead-form>`
      case "search":
        return html`<search-screen .hub=${hub} .query=${route.query}></search-screen>`
      case "shift":
        return html`<shift-screen
          .hub=${hub}
          .tick=${tick}
          .index=${this.#index}
          .organisation=${route.organisation}
        ></shift-screen>`
      case "inbox":
        return html`<inbox-screen
          .hub=${hub}
          .tick=${tick}
          .inbox=${this.#inbox}
          .ringer=${this.#ringer}
          .own=${this.#own}
          .teller=${this.#teller}
        ></inbox-screen>`
      case "reading":
        return html`<reading-desk
          .hub=${hub}
          .tick=${tick}
          .asked=${this.route.screen === "home" || this.route.screen === "reading"}
        ></reading-desk>`
      case "readings":
        return html`<reading-log .hub=${hub} .tick=${tick}></reading-log>`
      case "people":
        return html`<people-screen .hub=${hub}></people-screen>`
      case "hours":
        return html`<hours-screen .hub=${hub} .tick=${tick}></hours-screen>`
      case "home":
        return html`<home-screen .name=${hub.person?.name ?? ""} .account=${hub.account}></home-screen>`
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "hub-app": HubApp
  }
}
