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
import { RowSlots } from "./row-slots.ts"
import type { View } from "./saved-views.ts"
import "./feed-head.ts"

const rowRems = { comfortable: 5.75, compact: 3.25 }
const spare = 5
/** hands on the list mean that somebody reads it */
const idleMs = 2_000
const nearTop = 8

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
  @state() private older: "idle" | "loading" = "idle"
  /** key of the row that keys act on */
  @state() private at = ""
  @query(".rows") private scroller: HTMLElement | undefined
  @query(".stage") private stage!: HTMLElement
  @query("feed-head") private head!: FeedHead
  #place: Place | undefined
  #address = ""
  #slots = new RowSlots()
  #rowPx = rowRems.comfortable * 16
  #height = 800
  #first = 0
  #restore = true
  #activeUntil = 0
  #lastMarked = ""
  /** the key of the row that had the focus before an update */
  #focused = ""
  #timers = new Map<"idle" | "wait", ReturnType<typeof setTimeout>>()
  #observer = new ResizeObserver(() => this.#measure())
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
    const item = this.items.find((each) => each.key === this.at) ?? this.items[Math.max(0, chosen)]
    if (item) this.#mark(item, false)
  }

  /** Every one that matches, or none when all are chosen already. */
  markAll(): void {
    const subjects = this.items.flatMap(subjectsOf)
    this.#sayMarked(subjects, !subjects.every((subject) => this.marked.has(subject)))
  }

  #mark(item: FeedItem, range: boolean): void {
    const at = this.items.indexOf(item)
    const last = range ? this.items.findIndex((each) => each.key === this.#lastMarked) : at
    const subjects = this.items
      .slice(Math.min(at, last < 0 ? at : last), Math.max(at, last) + 1)
      .flatMap((each) => subjectsOf(each))
    this.#lastMarked = item.key
    this.#sayMarked(subjects, !subjectsOf(item).every((subject) => this.marked.has(subject)))
  }

  /** Where nothing is done, nothing is chosen for it. */
  get #chooses(): boolean {
    return this.rooms.some((room) => !room.readsOnly)
  }

  #sayMarked(subjects: readonly string[], on: boolean): void {
    if (!this.#chooses) return
    this.dispatchEvent(new CustomEvent("mark", { detail: { subjects, on } }))
  }

  /** Folds or unfolds the storm that is chosen or has the focus. */
  fold(): void {
    const at = this.items.find((item) => item.key === this.at) ?? this.items[this.#view.find(this.subject)]
    const storm = at?.kind === "storm" ? at : at && this.#stormOf(at.key)
    if (storm) this.#fold(storm.tie.key, !storm.unfolded)
  }

  pause(): void {
    this.paused = !this.paused
  }

  filters(): void {
    this.head.focus()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#observer.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#observer.disconnect()
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.#focused = this.#key(this.shadowRoot?.activeElement)
    const address = `${this.address}?${this.query}`
    if (!this.#place || address !== this.#address) {
      this.#address = address
      this.#place = placeAt(this.index, address)
      this.#restore = true
      this.#first = Math.floor(this.#place.scrollTop / this.#rowPx)
      this.index.lookBack()
      this.at = ""
    }
    const { filter, sort } = readFilter(this.query)
    const asked = { filter, sort, rooms: this.rooms, me: this.hub.person?.id ?? "", now: this.hub.now() }
    // Nothing moves what is being read; before the room is live nobody has read anything.
    const live = this.rooms.some((room) => room.live)
    const reading = live && (this.paused || this.#place.scrollTop > nearTop || performance.now() < this.#activeUntil)
    const wait = this.#view.show(asked, reading)
    if (wait > 0) this.#later("wait", wait)
    if (changed.has("subject") && this.subject) this.at = this.items[this.#view.find(this.subject)]?.key ?? this.at
  }

  protected override updated(changed: PropertyValues): void {
    const { scroller } = this
    // Rows that come and go above it may move the element that has the focus, and an element that is moved loses it.
    if (this.#focused && !this.shadowRoot?.activeElement) this.#element(this.#focused)?.focus({ preventScroll: true })
    // Only when asked to: in between, the browser may have scrolled further than it has told.
    if (scroller && this.#restore && this.#height > 0) {
      this.#restore = false
      scroller.scrollTop = this.#place!.scrollTop
    }
    if (changed.has("subject") && this.subject) this.#reveal(this.#view.find(this.subject))
    this.#askOlder()
  }

  /** Sizes of text are in rem: rows grow with them. */
  #measure(): void {
    const height = this.stage.clientHeight
    if (this.#height === 0) this.#restore = true
    this.#height = height
    this.#rowPx =
      rowRems[this.compact ? "compact" : "comfortable"] *
      Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    this.requestUpdate()
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

  #scrolled(): void {
    const top = this.scroller!.scrollTop
    // A pane that is not shown has no height and is thrown back to its top: that is not the reader's doing.
    if (this.scroller!.clientHeight === 0) return
    const first = Math.floor(top / this.#rowPx)
    const looked = top <= nearTop && this.#place!.scrollTop > nearTop
    this.#place!.scrollTop = top
    if (first === this.#first && !looked) return
    this.#first = first
    this.requestUpdate()
  }

  #reveal(index: number): void {
    if (index < 0 || this.#height === 0) return
    const top = index * this.#rowPx
    const { scrollTop } = this.#place!
    if (top < scrollTop) this.#scrollTo(top)
    else if (top + this.#rowPx > scrollTop + this.#height) this.#scrollTo(top + this.#rowPx - this.#height)
  }

  #scrollTo(top: number): void {
    this.scroller!.scrollTop = top
    this.#scrolled()
  }

  #stormOf(key: string) {
    return this.items.find((item) => item.kind === "storm" && item.rows.some((row) => row.entry.subject === key)) as
      Extract<FeedItem, { kind: "storm" }> | undefined
  }

  #fold(key: string, unfolded: boolean): void {
    this.at = `storm ${key}`
    this.#view.fold(key, unfolded)
    this.requestUpdate()
  }

  #choose(item: FeedItem, stepped = false): void {
    this.at = item.key
    const row = item.kind === "row" ? item.row : item.rows[0]!
    const focused = this.shadowRoot?.activeElement?.matches("[role=article]")
    this.dispatchEvent(new CustomEvent("choose", { detail: { subject: row.entry.subject, stepped } }))
    if (stepped && focused) void this.#focus(item.key)
  }

  async #focus(key: string): Promise<void> {
    this.at = key
    this.#reveal(this.items.findIndex((item) => item.key === key))
    await this.updateComplete
    this.#element(key)?.focus({ preventScroll: true })
  }

  #key(element: Element | null | undefined): string {
    return (element instanceof HTMLElement && element.dataset["key"]) || ""
  }

  #element(key: string): HTMLElement | null {
    return this.renderRoot.querySelector(`[data-key="${CSS.escape(key)}"]`)
  }

  #pressed(event: KeyboardEvent): void {
    this.#active()
    const { items } = this
    const at = items.findIndex((item) => item.key === this.at)
    const item = items[at]
    const to = { PageDown: at + 1, PageUp: at - 1, Home: 0, End: items.length - 1 }[event.key]
    const folds = item?.kind === "storm" && { ArrowRight: true, ArrowLeft: false }[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (to !== undefined && items.length > 0) void this.#focus(items[Math.max(0, Math.min(items.length - 1, to))]!.key)
    else if (typeof folds === "boolean" && item?.kind === "storm") this.#fold(item.tie.key, folds)
    else if (event.key === "Enter" && item && (event.target as Element).matches("[role=article]")) this.#choose(item)
    else return
    event.preventDefault()
  }

  /** What waits is shown, from the top. */
  #showNew(): void {
    this.#view.renew()
    this.#place!.scrollTop = 0
    this.#first = 0
    this.#restore = true
    this.#activeUntil = 0
    this.requestUpdate()
  }

  #filter(filter: Filter, sort: Sort): void {
    this.dispatchEvent(new CustomEvent("filter", { detail: { filter, sort } }))
  }

  #density(): void {
    const at = this.#place!.scrollTop / this.#rowPx
    this.compact = !this.compact
    localStorage.setItem("density", this.compact ? "compact" : "comfortable")
    this.#measure()
    this.#place!.scrollTop = at * this.#rowPx
    this.#restore = true
  }

  get #back(): boolean {
    return reachesBack(readFilter(this.query).filter)
  }

  /** At the end of the list the next older page comes by itself. */
  #askOlder(): void {
    const end = this.items.length - this.#first - this.#height / this.#rowPx
    if (this.older === "loading" || this.#height === 0 || end > spare * 2) return
    const rooms = this.rooms.filter((room) => room.live)
    if (!this.index.hasOlder(rooms)) return
    this.older = "loading"
    this.index.older(rooms, !this.#back).then(
      () => (this.older = "idle"),
      // The line is down: asked again when the list is next looked at.
      () => setTimeout(() => (this.older = "idle"), idleMs),
    )
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
        ${this.items.length === 0 ? feedEmpty({ live: this.rooms.some((room) => room.live), loading: this.older === "loading", filter }, (to) => this.#filter(to, "clock")) : this.#rows()}
      </div>`
  }

  #rows(): TemplateResult {
    const { items } = this
    const last = Math.min(items.length, this.#first + Math.ceil(this.#height / this.#rowPx) + 1 + spare)
    const shown = new Set<number>()
    for (let index = Math.max(0, this.#first - spare); index < last; index += 1) shown.add(index)
    // The row that keys act on is always there, so that the focus is never lost by scrolling.
    const held = this.at ? items.findIndex((item) => item.key === this.at) : 0
    if (held >= 0) shown.add(held)
    const chosen = this.#view.find(this.subject)
    const indexes = [...shown].sort((one, other) => one - other)
    const slots = this.#slots.give(indexes.map((index) => items[index]!))
    const older = this.older === "loading" || (this.index.hasOlder(this.rooms) && this.#back)
    return html`<div
      class="rows scroll"
      role="feed"
      aria-label="Referrals"
      aria-busy=${!this.rooms.some((room) => room.live)}
      @scroll=${this.#scrolled}
      @keydown=${this.#pressed}
      @pointermove=${this.#active}
      @wheel=${{ handleEvent: this.#active, passive: true }}
    >
      <div class="all" .style=${`block-size: ${items.length * this.#rowPx}px`}>
        ${repeat(
          indexes,
          (_index, n) => slots[n],
          (index) => {
            const item = items[index]!
            return feedItem(item, {
              at: index + 1,
              of: older ? -1 : items.length,
              top: index * this.#rowPx,
              height: this.#rowPx,
              selected: index === chosen,
              held: index === Math.max(held, 0),
              compact: this.compact,
              named: this.rooms.length > 1,
              version: this.index.version,
              boxed: this.#chooses,
              marked: item.kind === "row" && this.marked.has(item.key),
              marking: this.marked.size > 0,
              mark: (range) => this.#mark(item, range),
              choose: () => this.#choose(item),
              focused: () => (this.at = item.key),
              fold: () => item.kind === "storm" && this.#fold(item.tie.key, !item.unfolded),
            })
          },
        )}
      </div>
      ${this.#end(older)}
    </div>`
  }

  #end(older: boolean): TemplateResult | typeof nothing {
    if (this.older === "loading" || older) return html`<p class="end small">Older ones are coming …</p>`
    return this.#back ? html`<p class="end small">That is all there is.</p>` : nothing
  }
}

const subjectsOf = (item: FeedItem): string[] =>
  item.kind === "row" ? [item.key] : item.rows.map((row) => row.entry.subject)

/** The head of an unfolded storm is no referral of its own. */
const isHead = (item: FeedItem | undefined): boolean => item?.kind === "storm" && item.unfolded

declare global {
  interface HTMLElementTagNameMap {
    "feed-list": FeedList
  }
}
