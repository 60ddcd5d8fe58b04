// A platform's desk, the agency's view of it, and all that somebody may open in one: feed, one referral, its thread. Used by app.ts.
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { reference, type ReferralEntry } from "../../../protocol/entries.ts"
import { platformRoom, readRoom, type By } from "../../../protocol/event.ts"
import type { HeldRoom } from "../../hub/held-room.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import type { Care } from "../care/care.ts"
import type { GivenTranslation } from "../../parts/translate-dialog.ts"
import { everywhere, go } from "../../route.ts"
import { buttons } from "../../styles/controls.ts"
import { base } from "../../styles/shared.ts"
import { Acting } from "./acting.ts"
import { actsFor, refusedSentence } from "./acts.ts"
import type { FeedIndex, FeedRow } from "./feed-index.ts"
import type { FeedList } from "./feed-list.ts"
import { dimensions, readFilter, writeFilter, type Filter, type FilterKey, type Sort } from "./filter.ts"
import type { ManyBar } from "./many-bar.ts"
import type { ManyId } from "./many.ts"
import type { ReferralPane } from "./referral-pane.ts"
import type { SavedViews } from "./saved-views.ts"
import type { ThreadSide } from "../thread/thread-side.ts"
import "../../parts/empty-state.ts"
import "../../parts/resizable-panes.ts"
import "../thread/thread-side.ts"
import "./feed-list.ts"
import "./many-bar.ts"
import "./referral-pane.ts"
import "./save-view-dialog.ts"

/** Acts that a key stands for. */
const actKeys: Readonly<Record<string, readonly string[]>> = {
  a: ["acknowledge"],
  c: ["claim"],
  o: ["outcome", "note"],
  i: ["need", "answer"],
  h: ["hand-over"],
  e: ["escalate"],
  v: ["verify"],
}

@customElement("feed-screen")
export class FeedScreen extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
        block-size: 100%;
      }
      .start {
        display: flex;
        flex-direction: column;
        block-size: 100%;
      }
      .start feed-list {
        flex: 1;
        min-block-size: 0;
      }
      @media (min-width: 900px) {
        .narrow {
          display: none;
        }
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property({ attribute: false }) index!: FeedIndex
  @property({ attribute: false }) views!: SavedViews
  @property({ attribute: false }) care!: Care
  /** one platform's, or `everywhere` */
  @property() organisation = ""
  @property() query = ""
  @property() subject = ""
  @property({ type: Boolean }) outcome = false
  /** a message of the thread that is looked for */
  @property({ attribute: false }) message = 0
  /** the own organisation's notes instead of the thread */
  @property({ type: Boolean }) notes = false
  @state() private saving = false
  @state() private saveError = ""
  @state() private reading = false
  /** subjects that are chosen for one act on all */
  @state() private marked: ReadonlySet<string> = new Set()
  @query("feed-list") private list!: FeedList
  @query("many-bar") private many!: ManyBar
  @query("referral-pane") private pane!: ReferralPane
  @query("thread-side") private thread!: ThreadSide
  #seen = ""
  readonly #acting = new Acting(this, () => ({ hub: this.hub, room: this.#room, entry: this.#entry }), {
    outcome: () => this.#go({ outcome: true, subject: this.subject }),
  })

  constructor() {
    super()
    new Keys(
      this,
      {
        j: () => this.list?.step(1),
        k: () => this.list?.step(-1),
        n: () => this.list?.nextUnread(),
        x: () => this.list?.fold(),
        p: () => this.list?.pause(),
        f: () => this.list?.filters(),
        s: () => this.list?.mark(),
        S: () => this.list?.markAll(),
        a: () => this.#one("acknowledge"),
        c: () => this.#one("claim"),
        o: () => (this.#acting.act("outcome"), this.#acting.act("note")),
        i: () => (this.#acting.act("need"), this.#acting.act("answer")),
        h: () => this.#one("hand-over"),
        e: () => this.#acting.act("escalate"),
        v: () => this.#acting.act("verify"),
        t: () => this.#entry && this.care.reveal(this.#entry),
        r: () => this.thread?.reply(),
        u: () => this.thread?.leaveUnread(),
        y: () => void this.pane?.copy(false),
        Y: () => void this.pane?.copy(true),
        "Mod+z": () => void (this.many?.undoable ? this.many.undo() : this.#acting.undo()),
        Escape: () => this.#back(),
      },
      (key) => this.#idle(key),
    )
  }

  /** Keys that nothing can be done with on what is open now. */
  #idle(key: string): boolean {
    const entry = this.#entry
    if (["r", "u", "y", "Y", "Mod+z"].includes(key)) return !entry
    if (key === "t") return !entry || !this.care.coversItems(entry)
    const acts = actKeys[key]
    if (!acts || this.marked.size > 0) return false
    return !entry || !actsFor(this.hub, this.#room, entry).some((act) => acts.includes(act.id))
  }

  get #rooms(): HeldRoom[] {
    const rooms = [...this.hub.rooms.values()].filter((room) => readRoom(room.name)?.kind === "platform")
    return this.organisation === everywhere
      ? rooms
      : rooms.filter((room) => room.info.organisation.id === this.organisation)
  }

  /** The room of what is chosen. */
  get #room(): string {
    if (this.organisation !== everywhere) return platformRoom(this.organisation)
    return this.index.row(this.subject)?.room.name ?? ""
  }

  get #entry(): ReferralEntry | undefined {
    const entry = this.hub.rooms.get(this.#room)?.entries.get(this.subject)
    return entry?.kind === "referral" && entry.received ? entry : undefined
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("organisation") && this.marked.size > 0) this.marked = new Set()
    if (changed.has("subject")) {
      this.#acting.reset()
      this.reading = false
    }
    if ((changed.has("message") && this.message > 0) || (changed.has("notes") && this.notes)) this.reading = true
    const rooms = this.#rooms
    const live = rooms.length > 0 && rooms.every((room) => room.live)
    if (this.subject && live && !this.#entry && this.#seen !== this.subject) {
      // A link to an older one, which is not held.
      this.#seen = this.subject
      for (const room of rooms) void this.hub.loadEntry(room.name, this.subject).catch(() => undefined)
    }
  }

  protected override updated(): void {
    const entry = this.#entry
    if (!entry || entry.seen || this.#seen === entry.subject || !this.hub.rooms.get(this.#room)?.live) return
    if (!this.hub.may(this.#room, "referral.seen") || document.visibilityState !== "visible") return
    this.#seen = entry.subject
    void this.hub.propose(this.#room, [{ type: "referral.seen", subject: entry.subject, facts: {}, words: {} }])
  }

  async #translate({ detail: { from, language, text } }: CustomEvent<GivenTranslation>): Promise<void> {
    const draft = { type: "message.translated", subject: this.subject, facts: { from, language }, words: { text } }
    this.#acting.tell(refusedSentence(await this.hub.propose(this.#room, [draft])))
  }

  async #redact({ detail }: CustomEvent<{ seq: number }>): Promise<void> {
    const facts = { reason: "other" }
    const draft = { type: "translation.redacted", subject: this.subject, target: detail.seq, facts, words: {} }
    this.#acting.tell(refusedSentence(await this.hub.propose(this.#room, [draft])))
  }

  /** With many chosen, a key is about all of them. */
  #one(id: ManyId): void {
    if (this.marked.size > 0) this.many.ask(id)
    else this.#acting.act(id)
  }

  get #markedRows(): FeedRow[] {
    return [...this.marked].flatMap((subject) => this.index.row(subject) ?? [])
  }

  #mark({ detail: { subjects, on } }: CustomEvent<{ subjects: string[]; on: boolean }>): void {
    const next = new Set(this.marked)
    for (const subject of subjects)
      if (on) next.add(subject)
      else next.delete(subject)
    this.marked = next
  }

  #back(): void {
    if (this.outcome) this.#go({ subject: this.subject })
    else if (this.reading) this.reading = false
    else if (this.marked.size > 0) this.marked = new Set()
    else if (this.subject) this.#go({})
  }

  #go(to: { subject?: string; outcome?: boolean; notes?: boolean; query?: string }, replace = false): void {
    go(this, { screen: "feed", organisation: this.organisation, query: this.query, ...to }, replace)
  }

  /** A step from one referral to the next is no new place to come back to. */
  #choose({ detail: { subject, stepped } }: CustomEvent<{ subject: string; stepped: boolean }>): void {
    this.#go({ subject }, stepped && this.subject !== "")
  }

  #filter({ detail: { filter, sort } }: CustomEvent<{ filter: Filter; sort: Sort }>): void {
    this.#go({ ...(this.subject ? { subject: this.subject } : {}), query: writeFilter(filter, sort) }, true)
  }

  /** As it is saved: what one platform's feed shows means that platform, wherever there are several. */
  get #shown(): { filter: Filter; sort: Sort } {
    const { filter, sort } = readFilter(this.query)
    const several = this.hub.infos.filter((info) => readRoom(info.room)?.kind === "platform").length > 1
    if (!several || this.organisation === everywhere) return { filter, sort }
    return { filter: { ...filter, platform: [this.organisation] }, sort }
  }

  async #save({ detail: { name, room } }: CustomEvent<{ name: string; room: string }>): Promise<void> {
    const { filter, sort } = this.#shown
    this.saveError = refusedSentence(await this.views.save(name, filter, sort, room))
    if (!this.saveError) this.saving = false
  }

  async #forget(): Promise<void> {
    const { filter, sort } = this.#shown
    const view = this.views.find(filter, sort)
    if (view) this.#acting.tell(refusedSentence(await this.views.remove(view)))
  }

  /** "P1, Mine": a name to begin with. */
  #suggestion(): string {
    return (Object.entries(this.#shown.filter) as [FilterKey, string[]][])
      .flatMap(([key, values]) => values.map((value) => dimensions[key].options[value] ?? ""))
      .filter(Boolean)
      .join(", ")
      .slice(0, 40)
  }

  #heading(rooms: readonly HeldRoom[]): string {
    const own = rooms.every((room) => room.info.acting.organisation === room.info.organisation.id)
    if (this.organisation === everywhere) return own ? "Live feed" : "All referrals"
    return own ? "Live feed" : (rooms[0]?.info.organisation.name ?? "")
  }

  protected override render(): TemplateResult {
    const { hub, tick, subject } = this
    const rooms = this.#rooms
    if (rooms.length === 0)
      return html`<empty-state icon="lock" heading="No longer available"
        >This room is not open to you. Your supervisor can tell you more.</empty-state
      >`
    const entry = this.#entry
    if (this.outcome && entry)
      return html`<outcome-screen
        .hub=${hub}
        .care=${this.care}
        .tick=${tick}
        .room=${this.#room}
        .entry=${entry}
      ></outcome-screen>`
    const prefix = hub.rooms.get(this.#room)?.info.organisation.prefix ?? ""
    const shown = this.#shown
    return html`<resizable-panes
        store-key="feed"
        .pane=${subject ? (this.reading ? "end" : "middle") : "start"}
        startLabel="Feed"
        middleLabel="Referral"
        endLabel="Thread"
      >
        <div slot="start" class="start">
          <feed-list
            .marked=${this.marked}
            @mark=${this.#mark}
            .hub=${hub}
            .index=${this.index}
            .rooms=${rooms}
            .tick=${tick}
            .heading=${this.#heading(rooms)}
            .address=${this.organisation}
            .query=${this.query}
            .subject=${subject}
            .saved=${this.views.find(shown.filter, shown.sort)}
            @choose=${this.#choose}
            @filter=${this.#filter}
            @save-view=${() => (this.saving = true)}
            @remove-view=${this.#forget}
          ></feed-list>
          <many-bar
            .hub=${hub}
            .tick=${tick}
            .rows=${this.#markedRows}
            @clear=${() => (this.marked = new Set())}
          ></many-bar>
        </div>
        ${
          entry
            ? html`<referral-pane
                  slot="middle"
                  .entry=${entry}
                  .series=${prefix}
                  .duplicates=${entry.duplicates.flatMap((subject) => {
                    const copy = this.index.row(subject)?.entry
                    return copy ? [reference(prefix, copy.number)] : []
                  })}
                  .covered=${this.care.covered(entry) ?? ""}
                  .coversItems=${this.care.coversItems(entry)}
                  @reveal=${() => this.care.reveal(entry)}
                  .translatable=${hub.may(this.#room, "message.translated")}
                  @translate=${this.#translate}
                  .mayRedact=${(by: By) => hub.mayRedact(this.#room, by)}
                  @redact=${this.#redact}
                  .acts=${actsFor(hub, this.#room, entry)}
                  .error=${this.#acting.asks ? "" : this.#acting.error}
                  @act=${(event: CustomEvent<{ id: string }>) => this.#acting.act(event.detail.id)}
                >
                  <span slot="back" class="narrow"
                    ><button class="button small" @click=${() => this.#back()}>Feed</button>
                    <button class="button small" @click=${() => (this.reading = true)}>Thread</button></span
                  >
                </referral-pane>
                <thread-side
                  slot="end"
                  .hub=${hub}
                  .tick=${tick}
                  .room=${this.#room}
                  .subject=${subject}
                  .message=${this.message}
                  .notes=${this.notes}
                  @turn=${({ detail: { notes } }: CustomEvent<{ notes: boolean }>) => this.#go({ subject, notes }, true)}
                  ><button slot="back" class="button small narrow" @click=${() => (this.reading = false)}>
                    Referral
                  </button></thread-side
                >`
            : html`<empty-state
                slot="middle"
                icon="radio"
                heading=${subject ? "No longer available" : "Choose a referral"}
                >${subject ? "It is not in this room." : html`Press <kbd>j</kbd> for the one that burns first.`}</empty-state
              >`
        }
      </resizable-panes>
      ${entry ? this.#acting.dialogs(entry) : nothing}
      ${this.saving ? html`<save-view-dialog .rooms=${this.views.rooms} .suggestion=${this.#suggestion()} .error=${this.saveError} @save=${this.#save} @dialog-close=${() => (this.saving = false)}></save-view-dialog>` : nothing}`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "feed-screen": FeedScreen
  }
}
