// Where a message is written: its kind, whom it replies to, who is mentioned; an edit of an own one. What is typed is kept as scratch, per
// thread. Used by thread-pane.ts, which gives it the room; sending is done here. Rules R167, R220-R222, R234.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { messageKey } from "../../../protocol/unfinished.ts"
import type { MessageKind } from "../../../protocol/entries/thread.ts"
import { movedMentions, mentionsAtMost, trimmedMentions, type Mention } from "../../../protocol/topics/mention.ts"
import type { RoomPerson } from "../../../protocol/wire.ts"
import type { Draft, Hub, Pending } from "../../hub/hub.ts"
import type { MessageLine } from "../../hub/thread-view.ts"
import { buttons, chips } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, texts } from "../../styles/shared.ts"
import { composerStyles } from "./composer-styles.ts"
import { kindWords } from "./kind-words.ts"
import { askedAt, choicesFor, mentionsIn, withMention, type Asked } from "./mention-choice.ts"
import "../../parts/hub-icon.ts"
import "../../parts/person-avatar.ts"

type Quoted = Pick<MessageLine, "text"> & { seq: number; name: string }
type Writing =
  | { what: "new"; kind: Exclude<MessageKind, "answer">; to: Quoted | undefined }
  | { what: "answer"; to: Quoted }
  | { what: "edit"; seq: number }

const plain: Writing = { what: "new", kind: "message", to: undefined }
const offered = ["message", "question", "disagree", "seen-here"] as const

@customElement("message-composer")
export class MessageComposer extends LitElement {
  static override styles = [base, texts, buttons, chips, fields, composerStyles]

  @property({ attribute: false }) hub!: Hub
  @property() room = ""
  @property() subject = ""
  /** who reads it, in words */
  @property() audience = ""
  /** the platform in whose room the referral is, where own notes on it are written; otherwise empty */
  @property({ reflect: true }) notes = ""
  @property() error = ""
  @state() private writing: Writing = plain
  @state() private text = ""
  @state() private people: readonly RoomPerson[] = []
  @state() private asked: Asked | undefined
  @state() private chosen = 0
  @query("textarea") private box!: HTMLTextAreaElement
  #mentions: Mention[] = []
  #kept = ""
  #peopleOf = ""

  override focus(): void {
    this.box.focus()
  }

  reply({ event, text }: MessageLine): void {
    const kind = this.writing.what === "new" ? this.writing.kind : "message"
    this.#begin({ what: "new", kind, to: { seq: event.seq, text, name: event.by.name } })
  }

  answer({ event, text }: MessageLine): void {
    this.#begin({ what: "answer", to: { seq: event.seq, text, name: event.by.name } })
  }

  edit({ event, text, mentions }: MessageLine): void {
    this.#set(text, [...mentions])
    this.#begin({ what: "edit", seq: event.seq })
    void this.updateComplete.then(() => this.box.setSelectionRange(text.length, text.length))
  }

  /** What was refused, to be corrected and sent again. */
  takeBack({ proposal }: Pending): void {
    const { kind = "message", mentions = [] } = proposal.body.facts as { kind?: MessageKind; mentions?: Mention[] }
    const { text } = proposal.body.words as { text: string }
    const seq = proposal.target ?? 0
    this.#set(text, mentions)
    const quoted = this.hub.thread(this.room, this.subject).quoted(seq)
    const to = seq > 0 ? { seq, text: quoted?.text ?? "", name: quoted?.event.by.name ?? "" } : undefined
    if (proposal.type === "message.edited") this.#begin({ what: "edit", seq })
    else if (kind === "answer") this.#begin(to ? { what: "answer", to } : plain)
    else this.#begin({ what: "new", kind, to })
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("room") && !changed.has("subject")) return
    this.writing = plain
    this.error = ""
    this.asked = undefined
    this.#kept = messageKey(this.room, this.subject)
    this.#set(this.hub.scratch.here(this.#kept), [], false)
    const asked = this.#kept
    void this.hub.scratch.get(asked).then(
      (text) => this.#kept === asked && this.text === "" && this.#set(text, [], false),
      () => undefined,
    )
  }

  protected override updated(): void {
    if (this.box.value !== this.text) this.box.value = this.text
  }

  #begin(writing: Writing): void {
    this.writing = writing
    void this.updateComplete.then(() => this.box.focus())
  }

  #set(text: string, mentions: Mention[], keep = true): void {
    this.text = text
    this.#mentions = mentions
    if (keep) this.hub.scratch.put(this.#kept, text)
    else if (text.includes("@")) void this.#findMentions(text)
  }

  /** Only the words of unsent text are kept: whom they mention is found again. */
  async #findMentions(text: string): Promise<void> {
    await this.#loadPeople()
    if (this.text === text) this.#mentions = mentionsIn(text, this.people)
  }

  async #loadPeople(): Promise<void> {
    if (this.#peopleOf === this.room) return
    const room = this.room
    this.#peopleOf = room
    this.people = []
    try {
      const people = await this.hub.people(room)
      if (this.#peopleOf === room) this.people = people
    } catch {
      // Asked again with the next "@".
      this.#peopleOf = ""
    }
  }

  #typed(): void {
    const { value } = this.box
    this.#mentions = movedMentions(this.#mentions, this.text, value)
    this.text = value
    this.hub.scratch.put(this.#kept, value)
    if (value) this.hub.typing(this.room, this.subject)
    this.#ask()
  }

  #ask(): void {
    const { value, selectionStart, selectionEnd } = this.box
    const full = this.#mentions.length >= mentionsAtMost
    this.asked = full || selectionStart !== selectionEnd ? undefined : askedAt(value, selectionStart, this.#mentions)
    this.chosen = 0
    if (this.asked) void this.#loadPeople()
  }

  get #choices(): RoomPerson[] {
    const own = this.hub.rooms.get(this.room)?.info.acting.organisation ?? ""
    return this.asked ? choicesFor(this.asked, this.people, this.hub.person?.id ?? "", own) : []
  }

  #choose(person: RoomPerson): void {
    const { text, caret, mentions } = withMention(this.text, this.asked!, person, this.#mentions)
    this.asked = undefined
    this.#set(text, mentions)
    this.box.value = text
    this.box.focus()
    this.box.setSelectionRange(caret, caret)
  }

  #pressed(event: KeyboardEvent): void {
    if (event.isComposing) return
    const choices = this.#choices
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && choices.length > 0) this.chosen = (this.chosen + step + choices.length) % choices.length
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && choices[this.chosen])
      this.#choose(choices[this.chosen]!)
    else if (event.key === "Enter" && !event.shiftKey) this.#send()
    else if (event.key === "Escape") {
      if (this.asked && choices.length > 0) this.asked = undefined
      else if (this.writing !== plain) this.writing = plain
      else this.dispatchEvent(new CustomEvent("leave"))
    } else return
    event.preventDefault()
  }

  #send(): void {
    const text = this.text.trim()
    if (!text) return
    const { room, subject, writing, notes } = this
    const mentions = trimmedMentions(this.#mentions, this.text)
    const named = mentions.length > 0 ? { mentions } : {}
    const draft = (type: string, facts: object, target?: number): Draft => ({
      type,
      subject,
      ...(target === undefined ? {} : { target }),
      facts: { ...facts, ...named },
      words: { text },
    })
    const message =
      writing.what === "edit"
        ? draft("message.edited", {}, writing.seq)
        : writing.what === "answer"
          ? draft("message.sent", { kind: "answer" }, writing.to.seq)
          : draft("message.sent", { kind: writing.kind }, writing.to?.seq)
    // The first note of a referral opens its notes; when a colleague was faster, theirs are open. [R233]
    const opens = notes && !this.hub.rooms.get(room)?.entries.has(subject)
    const opening = { type: "notes.opened", subject, facts: { platform: notes }, words: {} }
    void this.hub.propose(room, opens ? [opening, message] : [message])
    this.#set("", [])
    this.writing = plain
    this.asked = undefined
    this.dispatchEvent(new CustomEvent("sent"))
  }

  protected override render(): TemplateResult {
    const { audience, writing } = this
    const choices = this.#choices
    const popup = choices.length > 0
    const write = this.notes ? `Note for ${audience}` : `Write to ${audience}`
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault()
        this.#send()
      }}
    >
      ${this.#above(writing)}
      <div class="box">
        ${popup ? this.#popup(choices) : nothing}
        <textarea
          aria-label=${write}
          aria-autocomplete="list"
          aria-controls=${popup ? "people" : nothing}
          aria-activedescendant=${popup ? `person-${this.chosen}` : nothing}
          rows="2"
          maxlength="8000"
          dir="auto"
          placeholder=${write}
          @input=${this.#typed}
          @click=${this.#ask}
          @keydown=${this.#pressed}
          @blur=${() => (this.asked = undefined)}
        ></textarea>
      </div>
      <span class="visually-hidden" role="status">${popup ? `${choices.length} people to mention` : ""}</span>
      ${this.error ? html`<p class="small bad" role="alert">${this.error}</p>` : nothing}
      <div class="foot">
        <span class="small who"
          >${this.notes ? html`<hub-icon name="lock"></hub-icon><span>Only <bdi>${audience}</bdi> reads this</span>` : html`${audience} read this`}</span
        ><button class="button primary" ?disabled=${this.text.trim() === ""}>Send</button>
      </div>
    </form>`
  }

  #above(writing: Writing): TemplateResult {
    const kinds =
      writing.what === "new"
        ? html`<div class="kinds" role="group" aria-label="What you write">
            ${offered.map((kind) => html`<button type="button" class="chip" aria-pressed=${writing.kind === kind} @click=${() => (this.writing = { ...writing, kind })}>${kindWords[kind]}</button>`)}
          </div>`
        : nothing
    if (writing.what === "new" && !writing.to) return html`${this.notes ? nothing : kinds}`
    return html`${this.notes ? nothing : kinds}
      <div class="replying small">
        <span class="clip"
          >${
            writing.what === "edit"
              ? "Editing your message"
              : html`${writing.what === "answer" ? "Answering" : "Replying to"} <bdi>${writing.to?.name}</bdi>:
                  <bdi>“${writing.to?.text}”</bdi>`
          }</span
        ><button type="button" class="link" @click=${() => (this.writing = plain)}>Cancel</button>
      </div>`
  }

  #popup(choices: readonly RoomPerson[]): TemplateResult {
    return html`<div id="people" role="listbox" aria-label="People who can read this">
      ${choices.map(
        (person, index) =>
          html`<div
            id="person-${index}"
            role="option"
            aria-selected=${index === this.chosen}
            @mousedown=${(event: Event) => {
              // The caret must stay where it is.
              event.preventDefault()
              this.#choose(person)
            }}
          >
            <person-avatar .personId=${person.id} .name=${person.name} .size=${20}></person-avatar>
            <bdi class="strong clip">${person.name}</bdi
            ><span class="small clip"><bdi>${this.#organisation(person.organisation)}</bdi></span>
          </div>`,
      )}
    </div>`
  }

  #organisation(id: string): string {
    return this.hub.infos.find((info) => info.organisation.id === id)?.organisation.name ?? id.toUpperCase()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "message-composer": MessageComposer
  }
}
