// The live feed: rows of one height, of which only those in sight are there; what arrives while somebody reads waits behind a pill. Used
// by feed-screen.ts. Choosing a row is a `choose` event with the subject. [R154]
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { repeat } from "lit/directives/repeat.js"
import type { Hub } from "../../hub/hub.ts"
import type { HeldRoom } from "../../hub/held-room.ts"
import { TickController } from "../../parts/ticker.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import { buttons } from "../../styles/controls.ts"
import "../../parts/count-pill.ts"
import { feedEmpty } from "./feed-empty.ts"
import type { FeedHead } from "./feed-head.ts"
import type { FeedIndex } from "./feed-index.ts"
import { feedItem } from "./feed-item.ts"
import { feedListStyles } from "./feed-list-styles.ts"
import { placeAt, type Place } from "./feed-place.ts"
import type { FeedItem, FeedView } from "./feed-view.ts"
import { reachesBack, readFilter, type Filter, type Sort } from "./filter.ts"
import { OlderPages } from "./older-pages.ts"
import { RowFocus } from "./row-focus.ts"
import { RowMarks } from "./row-marks.ts"
import { RowSlots } from "./row-slots.ts"
import { nearTop, RowWindow, spare } from "./row-window.ts"
import type { View } from "./saved-views.ts"
import "./feed-head.ts"

const idleMs = 2_000 // hands on the list mean that somebody reads it

@customElement("feed-list")
export class FeedList extends LitElement {
  static override styles = [base, texts, buttons, scrolling, feedListStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) index!: FeedIndex
  @property({ attribute: false }) rooms: readonly HeldRoom[] = []
  @property({ attribute: false }) tick = 0
  @property() heading = "Live feed"
  @property() address = ""
  /** the filter as in the address */
  @property() query = ""
  @property() subject = ""
  @property({ attribute: false }) saved: View | undefined
  /** subjects that are chosen for one act on all; a `mark` event asks for others: `{ subjects, on }` */
  @property({ attribute: false }) marked: ReadonlySet<string> = new Set()
  @state() private paused = false
  @state() private compact = localStorage.getItem("density") === "compact"
  @query("feed-head") private head!: FeedHead
  #place: Place | undefined
  #address = ""
  #slots = new RowSlots()
  #window = new RowWindow(this, () => this.compact)
  #focus = new RowFocus(this, (index) => this.#window.reveal(index))
  #marks = new RowMarks(this)
  #older = new OlderPages(this)
  #activeUntil = 0
  #timers = new Map<"idle" | "wait", ReturnType<typeof setTimeout>>()
  #ticks = new TickController(this, (nowMs) => String(Math.floor(nowMs / 10_000)))

  get #view(): FeedView {
    return this.#place!.view
  }

  get items(): readonly FeedItem[] {
    return this.#place?.view.items ?? []
  }

  /** Chooses so many rows further; an unfolded storm's head is passed over. */
  step(by: 1 | -1): void {
    const { items } = this
    let to = this.#view.find(this.subject)
    do to = to < 0 ? 0 : to + by
    while (isHead(items[to]))
    const item = items[to]
    if (item) this.#choose(item, true)
  }

  nextUnread(): void {
    const from = this.#view.find(this.subject) + 1
    const next = [...this.items.slice(from), ...this.items.slice(0, from)].find(
      (item) => item.kind === "row" && item.row.unread > 0,
    )
    if (next) this.#choose(next, true)
  }

  /** Chooses the row that keys act on together with others, or no longer; a storm with all that is in it. */
  mark(): void {
    const chosen = this.#view.find(this.subject)
    const item = this.items.find((each) => each.key === this.#focus.at) ?? this.items[Math.max(0, chosen)]
    if (item) this.#marks.toggle(item, false)
  }

  /** Every one that matches, or none when all are chosen already. */
  markAll(): void {
    this.#marks.toggleAll()
  }

  /** Where nothing is done, nothing is chosen for it. */
  get chooses(): boolean {
    return this.rooms.some((room) => !room.readsOnly)
  }

  /** Folds or unfolds the storm that is chosen or has the focus. */
  fold(): void {
    const at = this.items.find((item) => item.key === this.#focus.at) ?? this.items[this.#view.find(this.subject)]
    const inside = (item: FeedItem) =>
      item === at || (item.kind === "storm" && at?.kind === "row" && item.rows.includes(at.row))
    const storm = this.items.find((item) => item.kind === "storm" && inside(item))
    if (storm?.kind === "storm") this.#fold(storm.tie.key, !storm.unfolded)
  }

  pause(): void {
    this.paused = !this.paused
  }

  filters(): void {
    this.head.focus()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }

  protected override willUpdate(changed: PropertyValues): void {
    const address = `${this.address}?${this.query}`
    if (!this.#place || address !== this.#address) {
      this.#address = address
      this.#place = placeAt(this.index, address)
      this.#window.enter(this.#place)
      this.index.lookBack()
      this.#focus.at = ""
    }
    const { filter, sort } = readFilter(this.query)
    const asked = { filter, sort, rooms: this.rooms, me: this.hub.person?.id ?? "", now: this.hub.now() }
    // Nothing moves what is being read; before the room is live nobody has read anything.
    const live = this.rooms.some((room) => room.live)
    const reading = live && (this.paused || this.#place.scrollTop > nearTop || performance.now() < this.#activeUntil)
    const wait = this.#view.show(asked, reading)
    if (wait > 0) this.#later("wait", wait)
    if (changed.has("subject") && this.subject)
      this.#focus.at = this.items[this.#view.find(this.subject)]?.key ?? this.#focus.at
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("subject") && this.subject) this.#window.reveal(this.#view.find(this.subject))
    if (this.#window.below(this.items.length) <= spare * 2) this.#older.ask(!this.#back)
  }

  #later(which: "idle" | "wait", ms: number): void {
    clearTimeout(this.#timers.get(which))
    this.#timers.set(
      which,
      setTimeout(() => this.requestUpdate(), ms),
    )
  }

  #active = (): void => {
    this.#activeUntil = performance.now() + idleMs
    this.#later("idle", idleMs + 1)
  }

  #fold(key: string, unfolded: boolean): void {
    this.#focus.at = `storm ${key}`
    this.#view.fold(key, unfolded)
    this.requestUpdate()
  }

  #choose(item: FeedItem, stepped = false): void {
    this.#focus.at = item.key
    const row = item.kind === "row" ? item.row : item.rows[0]!
    const { follows } = this.#focus
    this.dispatchEvent(new CustomEvent("choose", { detail: { subject: row.entry.subject, stepped } }))
    if (stepped && follows) void this.#focus.to(item.key)
  }

  #pressed(event: KeyboardEvent): void {
    this.#active()
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const item = this.items.find((each) => each.key === this.#focus.at)
    const folds = item?.kind === "storm" && { ArrowRight: true, ArrowLeft: false }[event.key]
    if (this.#focus.move(event.key)) return event.preventDefault()
    if (typeof folds === "boolean" && item?.kind === "storm") this.#fold(item.tie.key, folds)
    else if (event.key === "Enter" && item && (event.target as Element).matches("[role=article]")) this.#choose(item)
    else return
    event.preventDefault()
  }

  /** What waits is shown, from the top. */
  #showNew(): void {
    this.#view.renew()
    this.#activeUntil = 0
    this.#window.toTop()
  }

  #filter(filter: Filter, sort: Sort): void {
    this.dispatchEvent(new CustomEvent("filter", { detail: { filter, sort } }))
  }

  #density(): void {
    this.compact = !this.compact
    localStorage.setItem("density", this.compact ? "compact" : "comfortable")
    this.#window.resize()
  }

  get #back(): boolean {
    return reachesBack(readFilter(this.query).filter)
  }

  protected override render(): TemplateResult {
    const { filter, sort } = readFilter(this.query)
    const { waiting, matching } = this.#view
    const urgent = waiting.filter((row) => row.entry.brief.priority === "P1").length
    const news = waiting.length === 0 ? "" : `${waiting.length} new ${waiting.length === 1 ? "referral" : "referrals"}`
    void this.#ticks
    return html`<feed-head
        .heading=${this.heading}
        .filter=${filter}
        .sort=${sort}
        .platforms=${Object.fromEntries(this.rooms.map(({ info }) => [info.organisation.id, info.organisation.name]))}
        ?agency=${this.rooms.some((room) => this.hub.may(room.name, "items.verified"))}
        .open=${this.rooms.reduce((sum, room) => sum + this.index.open(room), 0)}
        .matching=${matching}
        .view=${this.saved}
        ?paused=${this.paused}
        ?compact=${this.compact}
        @filter=${({ detail }: CustomEvent<{ filter: Filter; sort: Sort }>) => this.#filter(detail.filter, detail.sort)}
        @pause=${this.pause}
        @density=${this.#density}
        @save-view=${() => this.dispatchEvent(new CustomEvent("save-view"))}
        @remove-view=${() => this.dispatchEvent(new CustomEvent("remove-view"))}
      ></feed-head>
      <div class="stage">
        <count-pill
          .text=${news && urgent ? `${news}, ${urgent === 1 ? "one" : urgent} P1` : news}
          ?urgent=${urgent > 0}
          @pill-press=${this.#showNew}
        ></count-pill>
        ${this.items.length === 0 ? feedEmpty({ live: this.rooms.some((room) => room.live), loading: this.#older.loading, filter }, (to) => this.#filter(to, "clock")) : this.#rows()}
      </div>`
  }

  #rows(): TemplateResult {
    const { items } = this
    // The row that keys act on is always there, so that the focus is never lost by scrolling.
    const held = this.#focus.at ? items.findIndex((item) => item.key === this.#focus.at) : 0
    const indexes = this.#window.numbers(items.length, held)
    const chosen = this.#view.find(this.subject)
    const { rowPx } = this.#window
    const slots = this.#slots.give(indexes.map((index) => items[index]!))
    const older = this.#older.loading || (this.index.hasOlder(this.rooms) && this.#back)
    return html`<div
      class="rows scroll"
      role="feed"
      aria-label="Referrals"
      aria-busy=${!this.rooms.some((room) => room.live)}
      @scroll=${this.#window.scrolled}
      @keydown=${this.#pressed}
      @pointermove=${this.#active}
      @wheel=${{ handleEvent: this.#active, passive: true }}
    >
      <div class="all" .style=${`block-size: ${items.length * rowPx}px`}>
        ${repeat(
          indexes,
          (_index, n) => slots[n],
          (index) => {
            const item = items[index]!
            return feedItem(item, {
              at: index + 1,
              of: older ? -1 : items.length,
              top: index * rowPx,
              height: rowPx,
              selected: index === chosen,
              held: index === Math.max(held, 0),
              compact: this.compact,
              named: this.rooms.length > 1,
              version: this.index.version,
              boxed: this.chooses,
              marked: item.kind === "row" && this.marked.has(item.key),
              marking: this.marked.size > 0,
              mark: (range) => this.#marks.toggle(item, range),
              choose: () => this.#choose(item),
              focused: () => (this.#focus.at = item.key),
              fold: () => item.kind === "storm" && this.#fold(item.tie.key, !item.unfolded),
            })
          },
        )}
      </div>
      ${this.#end(older)}
    </div>`
  }

  #end(older: boolean): TemplateResult | typeof nothing {
    if (this.#older.loading || older) return html`<p class="end small">Older ones are coming …</p>`
    return this.#back ? html`<p class="end small">That is all there is.</p>` : nothing
  }
}

/** The head of an unfolded storm is no referral of its own. */
const isHead = (item: FeedItem | undefined): boolean => item?.kind === "storm" && item.unfolded

declare global {
  interface HTMLElementTagNameMap {
    "feed-list": FeedList
  }
}
