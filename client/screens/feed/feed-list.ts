// The live feed of one platform's room: sorted by the clock, filtered by chips; what arrives while somebody reads waits behind a pill.
// Used by feed-screen.ts. Choosing a row is a `choose` event with the subject.
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { repeat } from "lit/directives/repeat.js"
import { reference, runningClock, type ReferralEntry } from "../../../protocol/entries.ts"
import { languages, themes } from "../../../protocol/vocabulary.ts"
import type { Hub } from "../../hub/hub.ts"
import type { HeldRoom } from "../../hub/held-room.ts"
import { buttons, chips } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import "../../parts/count-pill.ts"
import "../../parts/empty-state.ts"
import "./referral-row.ts"

type Filter = { priority: string; theme: string; language: string; all: boolean }
const none: Filter = { priority: "", theme: "", language: "", all: false }

@customElement("feed-list")
export class FeedList extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    chips,
    fields,
    scrolling,
    css`
      :host {
        display: flex;
        flex-direction: column;
        block-size: 100%;
        position: relative;
      }
      header {
        padding: 14px 16px 10px;
        border-block-end: 1px solid var(--line);
        display: grid;
        gap: 10px;
      }
      .head {
        display: flex;
        gap: 8px;
        align-items: baseline;
      }
      .head .button {
        margin-inline-start: auto;
        align-self: center;
      }
      .filters {
        display: flex;
        gap: 6px;
        flex-wrap: wrap;
      }
      .filters select {
        inline-size: auto;
        max-inline-size: 92px;
        block-size: 26px;
        padding-block: 0;
        border-radius: var(--radius-full);
        font-size: 0.75rem;
      }
      count-pill {
        position: absolute;
        inset-block-start: 88px;
        inset-inline: 0;
        display: grid;
        justify-items: center;
        z-index: 2;
      }
      [role="feed"] {
        flex: 1;
        overflow: auto;
        outline: none;
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) room: HeldRoom | undefined
  @property({ attribute: false }) tick = 0
  @property() subject = ""
  @state() private filter: Filter = readFilter()
  @state() private paused = false
  @state() private seen: Set<string> | undefined
  @query("[role=feed]") private list!: HTMLElement

  /** The rows as they stand on screen, for keys. */
  get rows(): ReferralEntry[] {
    const seen = this.seen
    return this.#matching().filter((entry) => !seen || seen.has(entry.subject) || entry.subject === this.subject)
  }

  /** Moves the choice by this many rows, to the next unread one, or to the first. */
  step(by: number): void {
    const { rows } = this
    const at = rows.findIndex((entry) => entry.subject === this.subject)
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]
    if (next) this.#choose(next.subject)
  }

  nextUnread(): void {
    const { rows } = this
    const from = rows.findIndex((entry) => entry.subject === this.subject) + 1
    const next = [...rows.slice(from), ...rows.slice(0, from)].find(
      (entry) => (this.room?.unread(entry.subject) ?? 0) > 0,
    )
    if (next) this.#choose(next.subject)
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("room") && changed.get("room") !== undefined) this.seen = undefined
    if (!this.room?.live) return
    const all = new Set(this.#all().map((entry) => entry.subject))
    // Nothing moves what is being read: what is new waits unless the reader is at the top and has not paused.
    const reading = this.paused || (this.hasUpdated && (this.list?.scrollTop ?? 0) > 8)
    if (!this.seen || !reading) this.seen = all
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("subject")) this.renderRoot.querySelector("[selected]")?.scrollIntoView({ block: "nearest" })
  }

  #all(): ReferralEntry[] {
    return [...(this.room?.entries.values() ?? [])].filter(
      (entry): entry is ReferralEntry => entry.kind === "referral" && entry.received,
    )
  }

  #matching(): ReferralEntry[] {
    const { priority, theme, language, all } = this.filter
    return this.#all()
      .filter(
        (entry) => all || entry.open || this.hub.now() - Date.parse(entry.decidedAt ?? entry.deliveredAt) < 86_400_000,
      )
      .filter(
        ({ brief }) =>
          (!priority || brief.priority === priority) &&
          (!theme || brief.theme === theme) &&
          (!language || brief.languages.some((each) => each === language)),
      )
      .sort(byClock)
  }

  #choose(subject: string): void {
    this.dispatchEvent(new CustomEvent("choose", { detail: { subject }, bubbles: true, composed: true }))
  }

  #set(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change }
    const query = new URLSearchParams(
      Object.entries(this.filter).flatMap(([key, value]) => (value ? [[key, String(value)]] : [])),
    )
    history.replaceState({}, "", `${location.pathname}${query.size > 0 ? `?${query}` : ""}`)
  }

  #showNew(): void {
    this.seen = undefined
    this.list.scrollTop = 0
  }

  protected override render(): TemplateResult {
    const { rows } = this
    const waiting = this.#matching().filter((entry) => !rows.includes(entry))
    const urgent = waiting.filter((entry) => entry.brief.priority === "P1").length
    const open = this.#all().filter((entry) => entry.open).length
    return html`<header>
        <div class="head">
          <h1 class="pane-title">Live feed</h1>
          <span class="small">${open} open, by clock</span>
          <button
            class="button quiet icon"
            aria-pressed=${this.paused}
            aria-label="Pause the feed"
            title="Pause: new referrals wait"
            @click=${() => (this.paused = !this.paused)}
          >
            <hub-icon name=${this.paused ? "play" : "pause"}></hub-icon>
          </button>
        </div>
        ${this.#filters(rows.length)}
      </header>
      <count-pill
        .text=${waiting.length === 0 ? "" : `${waiting.length} new ${waiting.length === 1 ? "referral" : "referrals"}${urgent ? `, ${urgent} P1` : ""}`}
        ?urgent=${urgent > 0}
        @pill-press=${this.#showNew}
      ></count-pill>
      <div
        role="feed"
        aria-label="Referrals, by clock"
        aria-busy=${!this.room?.live}
        tabindex="0"
        @keydown=${this.#paged}
      >
        ${
          this.room?.live && rows.length === 0
            ? html`<empty-state icon="inbox" heading=${this.#filtered() ? "Nothing matches" : "Nothing is open"}
                >${this.#filtered() ? "No referral fits these filters." : "A new referral appears here by itself, and you will hear of it."}</empty-state
              >`
            : nothing
        }
        ${repeat(
          rows,
          (entry) => entry.subject,
          (entry, index) =>
            html`<referral-row
              role="article"
              aria-posinset=${index + 1}
              aria-setsize=${rows.length}
              aria-label="${entry.brief.priority} ${reference(this.room!.info.organisation.prefix, entry.number)} ${entry.words.title}"
              tabindex=${entry.subject === this.subject || (this.subject === "" && index === 0) ? 0 : -1}
              .entry=${entry}
              .series=${this.room!.info.organisation.prefix}
              .unread=${this.room!.unread(entry.subject)}
              ?selected=${entry.subject === this.subject}
              ?closed=${!entry.open}
              @click=${() => this.#choose(entry.subject)}
            ></referral-row>`,
        )}
      </div>`
  }

  #filtered(): boolean {
    return Boolean(this.filter.priority || this.filter.theme || this.filter.language)
  }

  #filters(shown: number): TemplateResult {
    const select = (key: "priority" | "theme" | "language", label: string, options: Record<string, string>) =>
      html`<select
        aria-label=${label}
        @change=${(event: Event) => this.#set({ [key]: (event.target as HTMLSelectElement).value })}
      >
        <option value="">${label}</option>
        ${Object.entries(options).map(([value, text]) => html`<option value=${value} ?selected=${this.filter[key] === value}>${text}</option>`)}
      </select>`
    return html`<div class="filters" role="group" aria-label="Filters">
      <button
        class="chip"
        aria-pressed=${!this.filter.all}
        title="Open, or decided within a day"
        @click=${() => this.#set({ all: !this.filter.all })}
      >
        Open
      </button>
      ${select("priority", "Priority", { P1: "P1", P2: "P2", P3: "P3" })} ${select("theme", "Theme", themes)}
      ${select("language", "Language", languages)}
      ${this.#filtered() ? html`<button class="chip" @click=${() => this.#set({ ...none, all: this.filter.all })}>${shown} shown, clear</button>` : nothing}
    </div>`
  }

  #paged(event: KeyboardEvent): void {
    if (event.key === "PageDown" || event.key === "PageUp") {
      event.preventDefault()
      this.step(event.key === "PageDown" ? 1 : -1)
    }
  }
}

function readFilter(): Filter {
  const query = new URLSearchParams(location.search)
  return {
    priority: query.get("priority") ?? "",
    theme: query.get("theme") ?? "",
    language: query.get("language") ?? "",
    all: query.has("all"),
  }
}

/** What burns first stands first; the decided stand last, newest first. */
function byClock(one: ReferralEntry, other: ReferralEntry): number {
  const [a, b] = [runningClock(one), runningClock(other)]
  if (a && b) return a.clock.deadline < b.clock.deadline ? -1 : 1
  if (a || b) return a ? -1 : 1
  return (one.decidedAt ?? "") < (other.decidedAt ?? "") ? 1 : -1
}

declare global {
  interface HTMLElementTagNameMap {
    "feed-list": FeedList
  }
}
