// What is said about one referral: its thread, which both sides read, and beside it the notes of the reader's own organisation, on their
// own tab and ground. A referral opens at its thread: notes are turned to. Used by the feed, outcome and board screens. [R234]
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { agencyRoom, readRoom } from "../../../protocol/event.ts"
import type { Hub } from "../../hub/hub.ts"
import { chips, tabs } from "../../styles/controls.ts"
import { buttons } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import type { ThreadPane } from "./thread-pane.ts"
import "../../parts/hub-icon.ts"
import "./thread-pane.ts"

@customElement("thread-side")
export class ThreadSide extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    chips,
    tabs,
    css`
      :host {
        block-size: 100%;
      }
      [role="tablist"] {
        align-self: stretch;
        min-block-size: 47px;
        border: 0;
        margin-inline-start: -8px;
      }
      [role="tab"] {
        padding-inline: 8px;
        font-size: 0.875rem;
        --icon: 14px;
      }
      [role="tab"].notes[aria-selected="true"] {
        color: var(--private);
        border-block-end-color: var(--private);
      }
      .notes .count {
        background: var(--private);
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property() room = ""
  @property() subject = ""
  @property() heading = "Thread"
  /** seq of a message to show; 0: the first unread */
  @property({ attribute: false }) message = 0
  /** begin at the notes */
  @property({ type: Boolean }) notes = false
  @state() private turned = false
  @query("thread-pane") private pane!: ThreadPane
  #asked = ""

  reply(): void {
    this.#turn(false)
    void this.updateComplete.then(() => this.pane.reply())
  }

  leaveUnread(): void {
    this.pane?.leaveUnread()
  }

  /** The own organisation's room, where this person may write notes or reads them with a reason; otherwise empty. */
  get #notesRoom(): string {
    const acting = this.hub.rooms.get(this.room)?.info.acting
    const room = acting ? agencyRoom(acting.organisation) : ""
    return this.hub.may(room, "notes.opened") || this.hub.readsOnly(room) ? room : ""
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("subject") || changed.has("notes") || changed.has("message")) this.turned = this.notes
    const room = this.#notesRoom
    const asked = `${room} ${this.subject}`
    if (!room || !this.subject || !this.hub.rooms.get(room)?.live || asked === this.#asked) return
    this.#asked = asked
    // Of whoever reads with a reason it is written down: not before they turn to them.
    if (this.hub.readsOnly(room)) return
    // They are not held by everybody for ever; where there are none there is nothing to hold.
    if (this.hub.rooms.get(room)?.entries.has(this.subject)) return
    void this.hub.loadEntry(room, this.subject).catch(() => (this.#asked = ""))
  }

  #turn(turned: boolean): void {
    if (this.turned === turned) return
    this.turned = turned
    this.dispatchEvent(new CustomEvent("turn", { detail: { notes: turned } }))
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return
    event.preventDefault()
    event.stopPropagation()
    this.#turn(!this.turned)
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("[aria-selected=true]")?.focus())
  }

  protected override render(): TemplateResult {
    const room = this.#notesRoom
    const turned = this.turned && room !== ""
    return html`<thread-pane
      .hub=${this.hub}
      .tick=${this.tick}
      .room=${turned ? room : this.room}
      .subject=${this.subject}
      .heading=${this.heading}
      .notes=${turned ? (readRoom(this.room)?.organisation ?? "") : ""}
      .message=${turned === this.notes ? this.message : 0}
      ><slot name="back" slot="back"></slot>${room ? this.#tabs(room, turned) : nothing}</thread-pane
    >`
  }

  #tabs(room: string, turned: boolean): TemplateResult {
    const [thread, notes] = [this.room, room].map((each) => this.hub.rooms.get(each)?.unread(this.subject) ?? 0)
    return html`<div slot="title" role="tablist" aria-label="Thread and notes" @keydown=${this.#pressed}>
      <button role="tab" aria-selected=${!turned} tabindex=${turned ? -1 : 0} @click=${() => this.#turn(false)}>
        ${this.heading}${turned ? this.#count(thread) : nothing}
      </button>
      <button
        role="tab"
        class="notes"
        aria-selected=${turned}
        tabindex=${turned ? 0 : -1}
        title="Only your organisation reads them"
        @click=${() => this.#turn(true)}
      >
        <hub-icon name="lock"></hub-icon>Notes${turned ? nothing : this.#count(notes)}
      </button>
    </div>`
  }

  #count(unread = 0): TemplateResult | typeof nothing {
    return unread > 0 ? html`<span class="count">${unread}<span class="visually-hidden"> unread</span></span>` : nothing
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "thread-side": ThreadSide
  }
}
