// A platform's desk, and the agency's view of it: feed, one referral, its thread. Used by app.ts.
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import type { ReferralEntry } from "../../../protocol/entries.ts"
import { platformRoom } from "../../../protocol/event.ts"
import type { Draft, Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { go } from "../../route.ts"
import { buttons } from "../../styles/controls.ts"
import { base } from "../../styles/shared.ts"
import { actsFor, refusedSentence } from "./acts.ts"
import type { FeedList } from "./feed-list.ts"
import type { ReferralPane } from "./referral-pane.ts"
import type { ThreadPane } from "../thread/thread-pane.ts"
import "../../parts/empty-state.ts"
import "../../parts/resizable-panes.ts"
import "../thread/thread-pane.ts"
import "./acknowledge-dialog.ts"
import "./feed-list.ts"
import "./referral-pane.ts"

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
      .wide {
        display: none;
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
  @property() organisation = ""
  @property() subject = ""
  @property({ type: Boolean }) outcome = false
  @state() private error = ""
  @state() private acknowledging = false
  @state() private reading = false
  @query("feed-list") private list!: FeedList
  @query("referral-pane") private pane!: ReferralPane
  @query("thread-pane") private thread!: ThreadPane
  #seen = ""

  constructor() {
    super()
    new Keys(this, {
      j: () => this.list?.step(1),
      k: () => this.list?.step(-1),
      n: () => this.list?.nextUnread(),
      a: () => this.#act("acknowledge"),
      c: () => this.#act("claim"),
      o: () => this.#act("outcome"),
      r: () => this.thread?.reply(),
      y: () => void this.pane?.copy(false),
      Y: () => void this.pane?.copy(true),
      "Mod+z": () => this.#undo(),
      Escape: () => this.#back(),
    })
  }

  get #room(): string {
    return platformRoom(this.organisation)
  }

  get #entry(): ReferralEntry | undefined {
    const entry = this.hub.rooms.get(this.#room)?.entries.get(this.subject)
    return entry?.kind === "referral" && entry.received ? entry : undefined
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("subject")) {
      this.error = ""
      this.reading = false
    }
    const held = this.hub.rooms.get(this.#room)
    if (this.subject && held?.live && !this.#entry && this.#seen !== this.subject) {
      // A link to an older one, which is not held.
      this.#seen = this.subject
      void this.hub.loadEntry(this.#room, this.subject).catch(() => undefined)
    }
  }

  protected override updated(): void {
    const entry = this.#entry
    if (!entry || entry.seen || this.#seen === entry.subject || !this.hub.rooms.get(this.#room)?.live) return
    if (!this.hub.may(this.#room, "referral.seen") || document.visibilityState !== "visible") return
    this.#seen = entry.subject
    void this.hub.propose(this.#room, [this.#draft("referral.seen")])
  }

  #draft(type: string, facts: unknown = {}, words: unknown = {}): Draft {
    return { type, subject: this.subject, facts, words }
  }

  #act(id: string): void {
    const entry = this.#entry
    if (!entry || !actsFor(this.hub, this.#room, entry).some((act) => act.id === id)) return
    if (id === "outcome")
      return go(this, { screen: "feed", organisation: this.organisation, subject: this.subject, outcome: true })
    if (id === "acknowledge") this.acknowledging = true
    if (id === "claim") void this.#propose(this.#draft("claim.made"))
    if (id === "release-claim") void this.#propose(this.#draft("claim.released"))
    if (id === "unacknowledge") void this.#propose(this.#draft("referral.unacknowledged"))
  }

  #undo(): void {
    const entry = this.#entry
    if (!entry) return
    if (actsFor(this.hub, this.#room, entry).some((act) => act.id === "unacknowledge"))
      return this.#act("unacknowledge")
    const last = Math.max(
      ...entry.items.filter((item) => item.outcome?.by.id === this.hub.person?.id).map((item) => item.seq),
    )
    const items = entry.items.filter((item) => item.seq === last && item.state === "decided").map((item) => item.n)
    if (items.length > 0) void this.#propose(this.#draft("outcome.undone", { items }))
  }

  async #propose(draft: Draft): Promise<void> {
    this.error = ""
    this.error = refusedSentence(await this.hub.propose(this.#room, [draft]))
  }

  #back(): void {
    if (this.reading) this.reading = false
    else if (this.subject) go(this, { screen: "feed", organisation: this.organisation })
  }

  #acknowledged({ detail }: CustomEvent<{ estimate: string; comment: string }>): void {
    this.acknowledging = false
    void this.#propose(this.#draft("referral.acknowledged", { estimate: detail.estimate }, { comment: detail.comment }))
  }

  protected override render(): TemplateResult {
    const { hub, tick, subject } = this
    const held = hub.rooms.get(this.#room)
    if (!held)
      return html`<empty-state icon="lock" heading="No longer available"
        >This room is not open to you. Your supervisor can tell you more.</empty-state
      >`
    const entry = this.#entry
    if (this.outcome && entry)
      return html`<outcome-screen .hub=${hub} .tick=${tick} .room=${this.#room} .entry=${entry}></outcome-screen>`
    const { prefix } = held.info.organisation
    return html`<resizable-panes
        store-key="feed"
        .pane=${subject ? (this.reading ? "end" : "middle") : "start"}
        startLabel="Feed"
        middleLabel="Referral"
        endLabel="Thread"
      >
        <feed-list
          slot="start"
          .hub=${hub}
          .room=${held}
          .tick=${tick}
          .subject=${subject}
          @choose=${(event: CustomEvent<{ subject: string }>) => go(this, { screen: "feed", organisation: this.organisation, subject: event.detail.subject })}
        ></feed-list>
        ${
          entry
            ? html`<referral-pane
                  slot="middle"
                  .entry=${entry}
                  .series=${prefix}
                  .acts=${actsFor(hub, this.#room, entry)}
                  .error=${this.error}
                  @act=${(event: CustomEvent<{ id: string }>) => this.#act(event.detail.id)}
                >
                  <span slot="back" class="narrow"
                    ><button class="button small" @click=${() => this.#back()}>Feed</button>
                    <button class="button small" @click=${() => (this.reading = true)}>Thread</button></span
                  >
                </referral-pane>
                <thread-pane slot="end" .hub=${hub} .tick=${tick} .room=${this.#room} .subject=${subject}
                  ><button slot="back" class="button small narrow" @click=${() => (this.reading = false)}>
                    Referral
                  </button></thread-pane
                >`
            : html`<empty-state
                slot="middle"
                icon="radio"
                heading=${subject ? "No longer available" : "Choose a referral"}
                >${subject ? "It is not in this room." : html`Press <kbd>j</kbd> for the one that burns first.`}</empty-state
              >`
        }
      </resizable-panes>
      ${this.acknowledging && entry ? html`<acknowledge-dialog data-dialog .deadline=${entry.clocks.decide.deadline} .now=${hub.now()} @acknowledge=${this.#acknowledged} @dialog-close=${() => (this.acknowledging = false)}></acknowledge-dialog>` : nothing}`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "feed-screen": FeedScreen
  }
}
