// A platform's desk, the agency's view of it, and all that somebody may open in one: feed, one referral, its thread. Used by app.ts.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { reference } from "../../../protocol/entries/brief.ts"
import { readRoom, type By } from "../../../protocol/event.ts"
import type { HeldRoom } from "../../hub/held-room.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import type { Care } from "../care/care.ts"
import type { GivenTranslation } from "../../parts/translate-dialog.ts"
import { everywhere, go } from "../../route.ts"
import { buttons } from "../../styles/controls.ts"
import { base } from "../../styles/shared.ts"
import { Acting } from "./acting.ts"
import { isIdle } from "./act-keys.ts"
import { actsFor, refusedSentence } from "./acts.ts"
import type { FeedIndex, FeedRow } from "./feed-index.ts"
import type { FeedList } from "./feed-list.ts"
import { readFilter, writeFilter, type Filter, type Sort } from "./filter.ts"
import { feedScreenStyles } from "./feed-screen-styles.ts"
import type { ManyBar } from "./many-bar.ts"
import type { ManyId } from "./many.ts"
import { OpenReferral } from "./open-referral.ts"
import type { ReferralPane } from "./referral-pane.ts"
import type { SavedViews } from "./saved-views.ts"
import { SavingView } from "./saving-view.ts"
import type { ThreadSide } from "../thread/thread-side.ts"
import "../../parts/empty-state.ts"
import "../../parts/resizable-panes.ts"
import "../thread/thread-side.ts"
import "./feed-list.ts"
import "./many-bar.ts"
import "./referral-pane.ts"

@customElement("feed-screen")
export class FeedScreen extends LitElement {
  static override styles = [base, buttons, feedScreenStyles]

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
  @state() private reading = false
  /** subjects that are chosen for one act on all */
  @state() private marked: ReadonlySet<string> = new Set()
  @query("feed-list") private list!: FeedList
  @query("many-bar") private many!: ManyBar
  @query("referral-pane") private pane!: ReferralPane
  @query("thread-side") private thread!: ThreadSide
  readonly #open = new OpenReferral(this)
  readonly #saving = new SavingView(
    this,
    () => this.views,
    () => this.#shown,
  )
  readonly #acting = new Acting(this, () => ({ hub: this.hub, room: this.#open.room, entry: this.#open.entry }), {
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
        t: () => this.#open.entry && this.care.reveal(this.#open.entry),
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
    const { entry, room, rooms } = this.#open
    return isIdle(key, {
      acts: entry && actsFor(this.hub, room, entry),
      reads: this.hub.readsOnly(room),
      chooses: rooms.some((each) => !each.readsOnly),
      covered: entry !== undefined && this.care.coversItems(entry),
      many: this.marked.size > 0,
    })
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("organisation") && this.marked.size > 0) this.marked = new Set()
    if (changed.has("subject")) {
      this.#acting.reset()
      this.reading = false
    }
    if ((changed.has("message") && this.message > 0) || (changed.has("notes") && this.notes)) this.reading = true
  }

  async #translate({ detail: { from, language, text } }: CustomEvent<GivenTranslation>): Promise<void> {
    const draft = { type: "message.translated", subject: this.subject, facts: { from, language }, words: { text } }
    this.#acting.tell(refusedSentence(await this.hub.propose(this.#open.room, [draft])))
  }

  async #redact({ detail }: CustomEvent<{ seq: number }>): Promise<void> {
    const facts = { reason: "other" }
    const draft = { type: "translation.redacted", subject: this.subject, target: detail.seq, facts, words: {} }
    this.#acting.tell(refusedSentence(await this.hub.propose(this.#open.room, [draft])))
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

  async #forget(): Promise<void> {
    this.#acting.tell(await this.#saving.forget())
  }

  #heading(rooms: readonly HeldRoom[]): string {
    const own = rooms.every((room) => room.info.acting.organisation === room.info.organisation.id)
    if (this.organisation === everywhere) return own ? "Live feed" : "All referrals"
    return own ? "Live feed" : (rooms[0]?.info.organisation.name ?? "")
  }

  protected override render(): TemplateResult {
    const { hub, tick, subject } = this
    const rooms = this.#open.rooms
    if (rooms.length === 0)
      return html`<empty-state icon="lock" heading="No longer available"
        >This room is not open to you. Your supervisor can tell you more.</empty-state
      >`
    const entry = this.#open.entry
    if (this.outcome && entry)
      return html`<outcome-screen
        .hub=${hub}
        .care=${this.care}
        .tick=${tick}
        .room=${this.#open.room}
        .entry=${entry}
      ></outcome-screen>`
    const prefix = hub.rooms.get(this.#open.room)?.info.organisation.prefix ?? ""
    return html`<resizable-panes
        store-key="feed"
        .pane=${subject ? (this.reading ? "end" : "middle") : "start"}
        start-label="Feed"
        middle-label="Referral"
        end-label="Thread"
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
            .saved=${this.#saving.current}
            @choose=${this.#choose}
            @filter=${this.#filter}
            @save-view=${() => this.#saving.ask(true)}
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
                  .translatable=${hub.may(this.#open.room, "message.translated")}
                  @translate=${this.#translate}
                  .mayRedact=${(by: By) => hub.mayRedact(this.#open.room, by)}
                  @redact=${this.#redact}
                  .acts=${actsFor(hub, this.#open.room, entry)}
                  .error=${this.#acting.asks ? "" : this.#acting.error}
                  @act=${(event: CustomEvent<{ id: string }>) => this.#acting.act(event.detail.id)}
                >
                  <span slot="back" class="narrow"
                    ><button class="button small" @click=${() => this.#go({})}>Feed</button>
                    <button class="button small" @click=${() => (this.reading = true)}>Thread</button></span
                  >
                </referral-pane>
                <thread-side
                  slot="end"
                  .hub=${hub}
                  .tick=${tick}
                  .room=${this.#open.room}
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
      ${entry ? this.#acting.dialogs(entry) : nothing} ${this.#saving.dialog()}`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "feed-screen": FeedScreen
  }
}
