// The hand-over at the end of a shift: what is overdue, held, waited for and open, and all of one's claims given to somebody in one act.
// Loaded by app.ts after the first screen.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { readRoom } from "../../../protocol/event.ts"
import type { HeldRoom } from "../../hub/held-room.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { everywhere, go } from "../../route.ts"
import { moment } from "../../parts/times.ts"
import { TickController } from "../../parts/ticker.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { pageStyles } from "../../styles/page.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import type { FeedIndex, FeedRow } from "../feed/feed-index.ts"
import type { ManyBar } from "../feed/many-bar.ts"
import { asText, summarise, type Section } from "./summary.ts"
import "../../parts/empty-state.ts"
import "../../parts/key-hint.ts"
import "../feed/many-bar.ts"
import "../feed/referral-row.ts"

@customElement("shift-screen")
export class ShiftScreen extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    keys,
    scrolling,
    pageStyles,
    css`
      .figures {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr));
        gap: 1px;
        margin: 0 auto 24px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--line);
        overflow: hidden;
      }
      .figures a {
        display: grid;
        padding: 10px 14px;
        background: var(--panel);
        color: inherit;
        text-decoration: none;
      }
      .figures a:hover {
        background: var(--hover);
      }
      .figures b {
        font: 650 1.375rem/1.75rem var(--font-mono);
      }
      .figures .late b {
        color: var(--p1);
      }
      section h2 {
        display: flex;
        gap: 8px;
        align-items: baseline;
      }
      ul {
        margin: 6px 0 0;
        padding: 0;
        border-block-start: 1px solid var(--line);
        list-style: none;
      }
      a.row {
        display: block;
        color: inherit;
        text-decoration: none;
      }
      referral-row {
        block-size: 3.25rem;
      }
      @media (max-width: 600px) {
        .page {
          padding-inline: 12px;
        }
        referral-row {
          block-size: 5.75rem;
        }
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property({ attribute: false }) index!: FeedIndex
  @property() organisation = ""
  @state() private handing: readonly FeedRow[] = []
  @state() private copied = false
  @query("many-bar") private many!: ManyBar
  #at = -1
  #narrow = matchMedia("(max-width: 600px)")
  #ticks = new TickController(this, (nowMs) => String(Math.floor(nowMs / 10_000)))

  constructor() {
    super()
    new Keys(this, {
      j: () => this.#step(1),
      k: () => this.#step(-1),
      h: () => void this.#hand(),
      y: () => void this.#copy(),
      "Mod+z": () => void (this.many?.undoable && this.many.undo()),
    })
  }

  get #rooms(): HeldRoom[] {
    return [...this.hub.rooms.values()].filter(
      ({ name, info }) =>
        readRoom(name)?.kind === "platform" &&
        info.acting.organisation === info.organisation.id &&
        (this.organisation === everywhere || info.organisation.id === this.organisation),
    )
  }

  #summary() {
    const rooms = this.#rooms
    const rows = this.index.sorted("clock").filter((row) => rooms.includes(row.room))
    return summarise(rows, this.hub.person?.id ?? "", this.hub.now())
  }

  #step(by: number): void {
    const links = [...this.renderRoot.querySelectorAll<HTMLElement>("a.row")]
    if (links.length === 0) return
    this.#at = Math.min(links.length - 1, Math.max(0, this.#at + by))
    links[this.#at]!.focus()
  }

  async #hand(): Promise<void> {
    this.handing = this.#summary().sections.find((section) => section.id === "mine")!.rows
    if (this.handing.length === 0) return
    await this.updateComplete
    await this.many.updateComplete
    this.many.ask("hand-over")
  }

  async #copy(): Promise<void> {
    const at = new Date(this.hub.now()).toISOString()
    await navigator.clipboard.writeText(asText(this.#summary(), `${at.slice(0, 16).replace("T", " ")} UTC`))
    this.copied = true
    setTimeout(() => (this.copied = false), 2_000)
  }

  protected override render(): TemplateResult {
    void this.#ticks
    const rooms = this.#rooms
    if (rooms.length === 0)
      return html`<empty-state icon="lock" heading="No longer available"
        >This room is not open to you. Your supervisor can tell you more.</empty-state
      >`
    const { sections, decided } = this.#summary()
    const mine = sections.find((section) => section.id === "mine")!.rows.length
    const now = this.hub.now()
    return html`<div class="page scroll">
        <header>
          <div>
            <h1 class="title">Hand-over</h1>
            <p class="small">
              ${rooms.map((room) => room.info.organisation.name).join(", ")} · as of
              ${moment(new Date(now).toISOString(), now)} · decided in the last 12 hours: ${decided.all}, by you:
              ${decided.mine}
            </p>
          </div>
          <div class="acts">
            <button class="button" aria-keyshortcuts="y" @click=${() => void this.#copy()}>
              ${this.copied ? "Copied" : "Copy as text"}<key-hint keys="y"></key-hint>
            </button>
            ${mine > 0 ? html`<button class="button primary" aria-keyshortcuts="h" @click=${() => void this.#hand()}>Hand over your ${mine}<key-hint keys="h"></key-hint></button>` : nothing}
          </div>
          <span class="visually-hidden" role="status">${this.copied ? "Copied" : ""}</span>
        </header>
        <nav class="figures" aria-label="Figures">
          ${sections.map(({ id, heading, rows }) => html`<a href="#${id}" class=${id === "overdue" && rows.length > 0 ? "late" : ""} @click=${(event: Event) => this.#jump(event, id)}><b>${rows.length}</b><span class="small">${heading}</span></a>`)}
        </nav>
        ${sections.filter(({ rows }) => rows.length > 0).map((section) => this.#section(section, rooms.length > 1))}
        ${sections.every(({ rows }) => rows.length === 0) ? html`<empty-state icon="circle-check" heading="Nothing is open">Whoever comes next starts with an empty desk.</empty-state>` : nothing}
      </div>
      <many-bar
        .hub=${this.hub}
        .tick=${this.tick}
        .rows=${this.handing}
        @clear=${() => (this.handing = [])}
      ></many-bar>`
  }

  #jump(event: Event, id: string): void {
    event.preventDefault()
    const section = this.renderRoot.querySelector<HTMLElement>(`#${id}`)
    section?.scrollIntoView({ block: "start" })
    section?.querySelector<HTMLElement>("a.row")?.focus({ preventScroll: true })
  }

  #section({ id, heading, tells, rows }: Section, several: boolean): TemplateResult {
    return html`<section id=${id} aria-labelledby="${id}-heading">
      <h2 class="pane-title" id="${id}-heading">${heading} <span class="small">${rows.length}</span></h2>
      <p class="small">${tells}</p>
      <ul>
        ${rows.map((row) => this.#row(row, several))}
      </ul>
    </section>`
  }

  #row({ room, entry, unread }: FeedRow, several: boolean): TemplateResult {
    const { prefix, name, id } = room.info.organisation
    const route = { screen: "feed", organisation: id, subject: entry.subject, query: "" } as const
    return html`<li>
      <a
        class="row"
        href="/feed/${id}/${entry.subject}"
        @click=${(event: Event) => {
          event.preventDefault()
          go(this, route)
        }}
        ><referral-row
          .entry=${entry}
          .series=${prefix}
          .unread=${unread}
          .of=${several ? name : ""}
          .boxed=${false}
          wide
          ?compact=${!this.#narrow.matches}
        ></referral-row
      ></a>
    </li>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "shift-screen": ShiftScreen
  }
}
