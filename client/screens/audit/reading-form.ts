// Why, what and for how long: what an auditor says before anything opens. Used by reading-desk.ts; what is typed is kept until it is sent.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import * as v from "valibot"
import { refusalSentence } from "../../../protocol/errors.ts"
import { readingMinutes, reasonSchema } from "../../../protocol/topics/reading.ts"
import type { RoomInfo } from "../../../protocol/wire.ts"
import type { Hub } from "../../hub/hub.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import "../../parts/choice-chips.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "../../parts/labelled-field.ts"
import { roomsToRead, roomWords } from "./readings.ts"

const durations = [15, 30, readingMinutes.most]

@customElement("reading-form")
export class ReadingForm extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    keys,
    fields,
    css`
      form {
        display: grid;
        gap: 16px;
      }
      legend {
        padding: 0;
      }
      .rooms {
        display: grid;
        gap: 6px;
        margin-block-start: 4px;
      }
      .rooms bdi {
        overflow-wrap: anywhere;
      }
      .count {
        text-align: end;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 12px;
        align-items: center;
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  /** the organisation's `audit`, in which it is begun */
  @property({ attribute: false }) info!: RoomInfo
  @state() private reason = ""
  @state() private rooms: readonly string[] = []
  @state() private minutes = String(readingMinutes.most)
  @state() private errors: { reason?: string; rooms?: string; all?: string } = {}
  @state() private busy = false
  @query("textarea") private box!: HTMLTextAreaElement

  protected override firstUpdated(): void {
    const choices = roomsToRead(this.info)
    this.rooms = choices.slice(0, 1)
    void this.hub.scratch.get(this.#key).then(
      (kept) => (this.reason ||= kept),
      () => undefined,
    )
  }

  get #key(): string {
    return `reading ${this.info.room}`
  }

  #typed(event: Event): void {
    this.reason = (event.target as HTMLTextAreaElement).value
    this.hub.scratch.put(this.#key, this.reason)
    if (this.errors.reason) this.errors = { ...this.errors, reason: this.#reasonError() }
  }

  #reasonError(): string {
    const found = v.safeParse(reasonSchema, this.reason)
    return found.success ? "" : `The reason ${found.issues[0].message}.`
  }

  #choose(room: string, on: boolean): void {
    // In the order of the list, so that the log reads alike.
    this.rooms = roomsToRead(this.info).filter((each) => (each === room ? on : this.rooms.includes(each)))
    if (this.rooms.length > 0) this.errors = { ...this.errors, rooms: "" }
  }

  async #begin(event?: Event): Promise<void> {
    event?.preventDefault()
    if (this.busy) return
    const reason = this.#reasonError()
    const rooms = this.rooms.length > 0 ? "" : "Choose at least one room."
    this.errors = { reason, rooms }
    if (reason || rooms) {
      await this.updateComplete
      if (reason) this.box.focus()
      else this.renderRoot.querySelector<HTMLElement>("input[type=checkbox]")?.focus()
      return
    }
    this.busy = true
    const facts = { rooms: this.rooms, minutes: Number(this.minutes) }
    const draft = { type: "reading.begun", subject: crypto.randomUUID(), facts, words: { reason: this.reason.trim() } }
    const [answer] = await this.hub.propose(this.info.room, [draft])
    this.busy = false
    if (answer && "refusal" in answer) {
      this.errors = { all: refusalSentence(answer.refusal) }
      return
    }
    this.hub.scratch.put(this.#key, "")
    this.reason = ""
    this.dispatchEvent(new CustomEvent("begun", { bubbles: true, composed: true }))
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return
    void this.#begin(event)
  }

  protected override render(): TemplateResult {
    const { organisation } = this.info
    const left = 500 - this.reason.length
    return html`<form novalidate @submit=${this.#begin} @keydown=${this.#pressed}>
      <labelled-field
        label="Reason"
        hint="At least 10 characters. It stands in the reading log, with what you open."
        .error=${this.errors.reason ?? ""}
      >
        <textarea dir="auto" rows="3" maxlength="500" required .value=${this.reason} @input=${this.#typed}></textarea
        >${left < 100 ? html`<span slot="below" class="small count">${left} left</span>` : nothing}</labelled-field
      >
      <fieldset aria-describedby=${this.errors.rooms ? "rooms-error" : nothing}>
        <legend class="label">What you want to read</legend>
        <div class="rooms">
          ${roomsToRead(this.info).map(
            (room) =>
              html`<label class="check"
                ><input
                  type="checkbox"
                  .checked=${this.rooms.includes(room)}
                  @change=${(event: Event) => this.#choose(room, (event.target as HTMLInputElement).checked)}
                /><bdi>${roomWords(room, organisation)}</bdi></label
              >`,
          )}
        </div>
        <p id="rooms-error" class="error" role="alert">${this.errors.rooms ?? ""}</p>
      </fieldset>
      <div>
        <p class="label" id="how-long">How long, at the most</p>
        <choice-chips
          label="How long, at the most"
          .choices=${durations.map((each) => ({ value: String(each), text: `${each} minutes` }))}
          .value=${this.minutes}
          @choice-change=${({ detail }: CustomEvent<{ value: string }>) => (this.minutes = detail.value)}
        ></choice-chips>
      </div>
      <div class="acts">
        <button class="button primary" ?disabled=${this.busy} aria-keyshortcuts="Control+Enter">
          <hub-icon name="eye"></hub-icon>Begin reading<key-hint keys="Mod+Enter"></key-hint>
        </button>
        <p class="error" role="alert">${this.errors.all ?? ""}</p>
      </div>
    </form>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "reading-form": ReadingForm
  }
}
