// The reading log: who read what, when and why, newest first, for the auditors and administrators of the organisation alone. Used by
// app.ts. What was opened is asked for when it is unfolded. [R189]
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import type { ReadingEntry } from "../../../protocol/entries/organisation.ts"
import type { RoomEvent } from "../../../protocol/event.ts"
import { openedKinds, type Opened } from "../../../protocol/topics/reading.ts"
import { readingEnds } from "../../../protocol/vocabulary.ts"
import type { RoomInfo } from "../../../protocol/wire.ts"
import type { Hub } from "../../hub/hub.ts"
import { clock, date } from "../../parts/times.ts"
import { buttons } from "../../styles/controls.ts"
import { pageStyles } from "../../styles/page.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import "../../parts/empty-state.ts"
import "../../parts/hub-icon.ts"
import "../../parts/person-avatar.ts"
import "../../parts/person-text.ts"
import "../../parts/time-text.ts"
import { auditInfos, readingsIn, roomWords } from "./readings.ts"
import { logStyles } from "./log-styles.ts"

@customElement("reading-log")
export class ReadingLog extends LitElement {
  static override styles = [base, texts, buttons, scrolling, pageStyles, logStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  /** subjects of the readings that are unfolded */
  @state() private unfolded: ReadonlySet<string> = new Set()
  /** by room: whether there is anything older than what is held; asked for once, and then with each older page */
  @state() private more: Readonly<Record<string, boolean>> = {}
  readonly #asked = new Set<string>()

  #fold(subject: string, open: boolean): void {
    const next = new Set(this.unfolded)
    if (open) next.add(subject)
    else next.delete(subject)
    this.unfolded = next
  }

  async #older({ room }: RoomInfo): Promise<void> {
    const held = [...(this.hub.rooms.get(room)?.entries.values() ?? [])].filter((entry) => !entry.open)
    const oldest = Math.min(...held.map(({ seq }) => seq))
    const { more } = await this.hub.closedEntries(room, held.length > 0 ? oldest : 0).catch(() => ({ more: true }))
    this.more = { ...this.more, [room]: more }
  }

  protected override updated(): void {
    for (const info of auditInfos(this.hub)) {
      if (this.#asked.has(info.room) || !this.hub.rooms.get(info.room)?.live) continue
      this.#asked.add(info.room)
      void this.#older(info)
    }
  }

  protected override render(): TemplateResult {
    const infos = auditInfos(this.hub)
    if (infos.length === 0)
      return html`<empty-state icon="lock" heading="No longer available"
        >This is open to auditors and administrators.</empty-state
      >`
    return html`<div class="page scroll">${infos.map((info) => this.#log(info))}</div>`
  }

  #log(info: RoomInfo): TemplateResult {
    const { room, organisation } = info
    const readings = readingsIn(this.hub, info)
    const days = Map.groupBy(readings, ({ at }) => date(at))
    const today = date(new Date(this.hub.now()).toISOString())
    return html`<header>
        <div>
          <h1 class="title"><bdi>Reading log of ${organisation.name}</bdi></h1>
          <p class="small">
            <bdi
              >Who read what, when and why. Open to the auditors and administrators of ${organisation.name} alone.</bdi
            >
          </p>
        </div>
      </header>
      ${[...days].map(
        ([day, each]) =>
          html`<section aria-labelledby="${organisation.id}-${day.replaceAll(" ", "-")}">
            <h2 class="pane-title" id="${organisation.id}-${day.replaceAll(" ", "-")}">
              ${day === today ? "Today" : day} <span class="small">${each.length}</span>
            </h2>
            <ul>
              ${each.map((entry) => html`<li>${this.#reading(info, entry)}</li>`)}
            </ul>
          </section>`,
      )}
      ${
        readings.length === 0
          ? html`<empty-state icon="eye" heading="Nothing has been read yet"
              >As soon as an auditor begins to read, it stands here.</empty-state
            >`
          : this.more[room]
            ? html`<button class="button older" @click=${() => void this.#older(info)}>Older</button>`
            : nothing
      }`
  }

  #reading({ room, organisation }: RoomInfo, entry: ReadingEntry): TemplateResult {
    const { subject, by, at, ended, until, opened } = entry
    const open = this.unfolded.has(subject)
    const words = entry.rooms.map((each) => roomWords(each, organisation))
    return html`<article aria-label="${by.name}, ${clock(at)}">
      <person-avatar .personId=${by.id} .name=${by.name} .size=${32}></person-avatar>
      <div class="what">
        <p class="who">
          <bdi class="strong">${by.name}</bdi
          ><bdi class="small"
            ><time-text .at=${at} show="clock"></time-text> to
            ${ended ? html`<time-text .at=${ended.at} show="clock"></time-text>` : html`<time-text .at=${until} show="clock"></time-text> at the latest`}</bdi
          ><span class="tag ${ended ? "" : "now"}">${ended ? readingEnds[ended.why] : "Reading now"}</span>
        </p>
        <person-text .text=${entry.reason}></person-text>
        <p class="small"><bdi>${words.join("; ")}</bdi></p>
        <details
          ?open=${open}
          @toggle=${(event: Event) => this.#fold(subject, (event.target as HTMLDetailsElement).open)}
        >
          <summary>
            <bdi>${opened === 0 ? "Nothing opened" : opened === 1 ? "1 thing opened" : `${opened} things opened`}</bdi>
          </summary>
          ${open ? this.#opened(room, entry, organisation) : nothing}
        </details>
      </div>
    </article>`
  }

  #opened(room: string, { subject }: ReadingEntry, organisation: RoomInfo["organisation"]): TemplateResult {
    const view = this.hub.thread(room, subject)
    if (!view.loaded)
      return html`<p class="small" role="status">${view.failed ? "It could not be loaded." : "Loading …"}</p>`
    const events = view.lines.map(({ event }) => event).filter(({ type }) => type === "subject.opened")
    return html`<ol class="opened">
        ${events
          .toReversed()
          .map(
            (event) =>
              html`<li>
                <time-text .at=${event.at} show="seconds"></time-text><span>${this.#words(event, organisation)}</span>
              </li>`,
          )}
      </ol>
      ${view.more ? html`<button class="button small" @click=${() => void view.older(true)}>Earlier</button>` : nothing}`
  }

  #words({ facts, words }: RoomEvent, organisation: RoomInfo["organisation"]): TemplateResult {
    const opened = facts as Opened
    const what = html`<span class="strong">${openedKinds[opened.what]}</span>`
    if (opened.what === "search") return html`${what} “<bdi>${(words as { query: string } | null)?.query ?? ""}</bdi>”`
    if (opened.what === "room") return html`${what} <bdi>${roomWords(opened.room, organisation)}</bdi>`
    return html`${what} <bdi class="mono">${opened.reference}</bdi>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "reading-log": ReadingLog
  }
}
