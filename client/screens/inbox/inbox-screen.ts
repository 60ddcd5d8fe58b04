// What concerns this person: what is running out, who mentions them, and what has happened, by day, unread and read. Loaded by app.ts after the first screen.
// Rules R190-R192, R148, R236.
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { referenceOf } from "../../../protocol/entries.ts"
import { noticeKinds } from "../../../protocol/entries/notice.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { isMention, type Inbox, type InboxItem, type Watched } from "../../notices/inbox.ts"
import { noticeIcons } from "../../notices/notice-icons.ts"
import type { OwnNotices } from "../../notices/own-notices.ts"
import { placeOf } from "../../notices/place.ts"
import type { Ringer } from "../../notices/ringer.ts"
import { running, type RunningOut } from "../../notices/running-out.ts"
import type { Teller } from "../../notices/teller.ts"
import { date } from "../../parts/times.ts"
import { TickController } from "../../parts/ticker.ts"
import { go, writeRoute, type Route } from "../../route.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { pageStyles } from "../../styles/page.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import "../../parts/empty-state.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "../../parts/priority-badge.ts"
import "../../parts/time-text.ts"
import "./handed-list.ts"
import { inboxStyles } from "./inbox-styles.ts"
import "./notice-settings.ts"

const page = 100
@customElement("inbox-screen")
export class InboxScreen extends LitElement {
  static override styles = [base, texts, buttons, keys, scrolling, pageStyles, inboxStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property({ attribute: false }) inbox!: Inbox
  @property({ attribute: false }) ringer!: Ringer
  @property({ attribute: false }) own!: OwnNotices
  @property({ attribute: false }) teller!: Teller
  @state() private shown = page
  @state() private setting = false
  @state() private error = ""
  #ticks = new TickController(this, (nowMs) => String(Math.floor(nowMs / 5_000)))

  constructor() {
    super()
    new Keys(this, {
      j: () => this.#step(1),
      k: () => this.#step(-1),
      R: () => void this.#readAll(),
    })
  }

  /** From the row that has the focus, or into the list. */
  #step(by: number): void {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>("a.row")]
    const at = rows.indexOf(this.shadowRoot!.activeElement as HTMLElement)
    rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))]?.focus()
  }

  async #readAll(): Promise<void> {
    try {
      await this.inbox.readAll()
      this.error = ""
    } catch {
      this.error = "The hub does not answer. Try again in a moment."
    }
  }

  protected override render(): TemplateResult {
    void this.#ticks
    const { items, unread } = this.inbox
    const out = this.ringer.runningOut()
    const shown = items.slice(0, this.shown)
    const mentions = shown.filter(isMention)
    return html`<div class="page scroll">
        <header>
          <div>
            <h1 class="title">Inbox</h1>
            <p class="small" role="status">${unread === 0 ? "Nothing unread" : `${unread} unread`}</p>
          </div>
          <div class="acts">
            <button class="button" @click=${() => (this.setting = true)}>
              <hub-icon name=${this.teller.soundOn || this.teller.desktop === "on" ? "bell" : "bell-off"}></hub-icon
              >Sound and notices
            </button>
            ${unread > 0 ? html`<button class="button" aria-keyshortcuts="Shift+R" @click=${() => void this.#readAll()}>All read<key-hint keys="Shift+R"></key-hint></button>` : nothing}
          </div>
        </header>
        <p class="bad" role="alert">${this.error}</p>
        ${
          out.length > 0
            ? this.#section(
                "now",
                "Running out",
                out.map((each) => this.#running(each)),
              )
            : nothing
        }
        ${
          mentions.length > 0
            ? this.#section(
                "mentions",
                "Mentions",
                mentions.map((item) => this.#notice(item)),
              )
            : nothing
        }
        <handed-list .hub=${this.hub}></handed-list>
        ${this.#days(shown.filter((item) => !isMention(item)))}
        ${
          items.length > this.shown
            ? html`<button class="button more" @click=${() => (this.shown += page)}>
                ${items.length - this.shown} older
              </button>`
            : nothing
        }
        ${
          items.length + out.length === 0
            ? html`<empty-state icon="inbox" heading="Nothing concerns you right now"
                >What is handed to you, said in your threads or asked of your role stands here until it is
                settled.</empty-state
              >`
            : nothing
        }
      </div>
      ${
        this.setting
          ? html`<notice-settings
              .own=${this.own}
              .teller=${this.teller}
              .tick=${this.tick}
              @dialog-close=${() => (this.setting = false)}
            ></notice-settings>`
          : nothing
      }`
  }

  #days(items: readonly InboxItem[]): TemplateResult[] {
    const today = date(new Date(this.hub.now()).toISOString())
    const yesterday = date(new Date(this.hub.now() - 86_400_000).toISOString())
    const days = Map.groupBy(items, ({ notice }) => date(notice.at))
    return [...days].map(([day, each]) =>
      this.#section(
        day.replaceAll(" ", "-"),
        day === today ? "Today" : day === yesterday ? "Yesterday" : day,
        each.map((item) => this.#notice(item)),
      ),
    )
  }

  #section(id: string, heading: string, rows: readonly TemplateResult[]): TemplateResult {
    return html`<section aria-labelledby="day-${id}">
      <h2 class="pane-title" id="day-${id}">${heading} <span class="small">${rows.length}</span></h2>
      <ul>
        ${rows.map((row) => html`<li>${row}</li>`)}
      </ul>
    </section>`
  }

  #running(each: RunningOut): TemplateResult {
    const { kind, at } = each
    const route = placeOf(each)
    return this.#row(each, route, `burns ${kind}`, kind, running[kind], at, "", () => go(this, route))
  }

  #notice(item: InboxItem): TemplateResult {
    const { notice, unread } = item
    const route = placeOf(item, notice)
    const { kind, at, by } = notice
    return this.#row(item, route, unread ? "unread" : "", kind, noticeKinds[kind], at, by.name, () => {
      void this.inbox.read(item).catch(() => undefined)
      go(this, route)
    })
  }

  #row(
    { room, entry }: Watched,
    route: Route,
    look: string,
    kind: keyof typeof noticeIcons,
    says: string,
    at: string,
    who: string,
    open: () => void,
  ): TemplateResult {
    const { prefix, name } = room.info.organisation
    return html`<a
      class="row ${look}"
      href=${writeRoute(route)}
      @click=${(event: Event) => {
        event.preventDefault()
        open()
      }}
      ><span class="dot"></span><priority-badge .priority=${entry.brief.priority}></priority-badge
      ><span class="kind ${kind}"
        ><hub-icon name=${noticeIcons[kind]}></hub-icon
        ><span>${look === "unread" ? html`<span class="visually-hidden">Unread: </span>` : nothing}${says}</span></span
      ><span class="reference mono">${referenceOf(entry, prefix)}</span
      ><bdi class="what clip" dir="auto">${entry.words.title}</bdi
      ><span class="who small clip">${who ? html`<bdi>${who}</bdi>, ` : nothing}<bdi>${name}</bdi></span
      ><span class="when small"><time-text .at=${at} show="relative"></time-text></span
    ></a>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-screen": InboxScreen
  }
}
