// The conversation on one referral, with the acts on it between the messages. Used by the feed, outcome and board screens.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { repeat } from "lit/directives/repeat.js"
import { refusalSentence } from "../../../protocol/errors.ts"
import type { MessageLine, ThreadView } from "../../hub/thread-view.ts"
import type { Hub, Pending } from "../../hub/hub.ts"
import { clock, elapsed, moment } from "../../parts/times.ts"
import { ticker, TickController } from "../../parts/ticker.ts"
import { buttons, chips, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, lines, scrolling, texts } from "../../styles/shared.ts"
import { systemText } from "./system-text.ts"
import { threadStyles } from "./thread-styles.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "../../parts/person-avatar.ts"
import "../../parts/person-text.ts"
import "../../parts/toggle-menu.ts"

type Writing =
  { kind: "message" | "question" } | { kind: "answer"; to: number; excerpt: string } | { kind: "edit"; seq: number }

@customElement("thread-pane")
export class ThreadPane extends LitElement {
  static override styles = [base, texts, lines, buttons, chips, keys, fields, scrolling, threadStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property() room = ""
  @property() subject = ""
  @property() heading = "Thread"
  /** seq of a message to show; 0: the end of the thread */
  @property({ attribute: false }) message = 0
  @state() private writing: Writing = { kind: "message" }
  @state() private text = ""
  @state() private error = ""
  @state() private showing = 0
  @query("textarea") private box!: HTMLTextAreaElement
  @query(".log") private log!: HTMLElement
  #view: ThreadView | undefined
  #opened = ""
  #newFrom = 0
  #atEnd = true
  #older = 0
  #sought = 0
  #typing = new TickController(this, () =>
    String(this.hub?.rooms.get(this.room)?.typing(this.subject, this.hub.now()).length ?? 0),
  )

  reply(): void {
    this.box?.focus()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener("visibilitychange", this.#read)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener("visibilitychange", this.#read)
    this.hub.look(undefined)
    this.#opened = ""
  }

  protected override willUpdate(changed: PropertyValues): void {
    void this.#typing
    if (changed.has("message") || changed.has("subject")) this.#sought = this.message
    const opened = `${this.room} ${this.subject}`
    if (!this.subject || !this.hub.rooms.has(this.room)) return
    this.#view = this.hub.thread(this.room, this.subject)
    if (opened === this.#opened) return
    this.#opened = opened
    this.#atEnd = true
    this.error = ""
    this.writing = { kind: "message" }
    this.#newFrom = this.hub.rooms.get(this.room)?.marks.get(this.subject)?.seq ?? 0
    this.hub.look({ room: this.room, subject: this.subject })
    this.text = this.hub.scratch.here(this.#key)
    const asked = this.#key
    void this.hub.scratch.get(asked).then(
      (text) => {
        if (this.#key === asked && this.text === "") this.text = text
      },
      () => undefined,
    )
  }

  protected override updated(): void {
    if (this.box && this.box.value !== this.text) this.box.value = this.text
    if (!this.log) return
    if (this.#sought > 0) this.#seek()
    else if (this.#older > 0) {
      this.log.scrollTop += this.log.scrollHeight - this.#older
      this.#older = 0
    } else if (this.#atEnd) this.log.scrollTop = this.log.scrollHeight
    this.#read()
  }

  /** Loads what is older until the message is there, and shows it. */
  #seek(): void {
    const view = this.#view
    if (!view?.loaded) return
    this.#atEnd = false
    const message = this.renderRoot.querySelector(`#m${this.#sought}`)
    if (!message && view.more) {
      const { oldest } = view
      // What brings nothing new is not asked again: the hub is away.
      return void view.older().then(() => view.oldest === oldest && (this.#sought = 0))
    }
    this.#sought = 0
    message?.scrollIntoView({ block: "center" })
  }

  get #key(): string {
    return `thread ${this.room} ${this.subject}`
  }

  /** Nothing is marked read that was not on screen: only at the end, in a visible page. */
  #read = (): void => {
    const last = this.#view?.lines.at(-1)
    if (!last || !this.#atEnd || document.visibilityState !== "visible" || !this.hub.rooms.get(this.room)?.live) return
    void this.hub.mark(this.room, this.subject, last.event.seq).catch(() => undefined)
  }

  #scrolled(): void {
    this.#atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 24
    if (this.#atEnd) this.#read()
    if (this.log.scrollTop < 40 && this.#view?.more && this.#older === 0) {
      this.#older = this.log.scrollHeight
      void this.#view.older()
    }
  }

  #typed(): void {
    this.text = this.box.value
    this.hub.scratch.put(this.#key, this.text)
    if (this.text) this.hub.typing(this.room, this.subject)
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      this.#send()
    } else if (event.key === "Escape") {
      event.preventDefault()
      if (this.writing.kind === "answer" || this.writing.kind === "edit") this.writing = { kind: "message" }
      else this.box.blur()
    }
  }

  #send(): void {
    const text = this.text.trim()
    if (!text) return
    const { room, subject, writing } = this
    const words = { text }
    const draft =
      writing.kind === "edit"
        ? { type: "message.edited", subject, target: writing.seq, facts: {}, words }
        : {
            type: "message.sent",
            subject,
            ...(writing.kind === "answer" ? { target: writing.to } : {}),
            facts: { kind: writing.kind },
            words,
          }
    void this.hub.propose(room, [draft])
    this.text = ""
    this.hub.scratch.put(this.#key, "")
    this.writing = { kind: "message" }
    this.#atEnd = true
    this.#newFrom = Infinity
  }

  async #redact(seq: number): Promise<void> {
    const answers = await this.hub.propose(this.room, [
      { type: "message.redacted", subject: this.subject, target: seq, facts: { reason: "other" }, words: {} },
    ])
    for (const answer of answers) if ("refusal" in answer) this.error = refusalSentence(answer.refusal)
  }

  protected override render(): TemplateResult {
    const held = this.hub.rooms.get(this.room)
    const view = this.#view
    if (!held || !view) return html``
    const agency = held.info.acting.kind === "agency"
    const audience = agency ? `NCA and ${held.info.organisation.name}` : `NCA and ${held.info.organisation.name}`
    const pending = this.hub
      .pending(this.room, this.subject)
      .filter(
        (each) => each.proposal.type === "message.sent" || (each.refusal && each.proposal.type === "message.edited"),
      )
    const typing = held.typing(this.subject, this.hub.now()).filter((by) => by.id !== this.hub.person?.id)
    const here = [...new Map(held.here(this.subject).map((by) => [by.id, by])).values()].filter(
      (by) => by.id !== this.hub.person?.id,
    )
    return html`<header>
        <slot name="back"></slot>
        <h2 class="pane-title">${this.heading}</h2>
        <span class="small">${audience}</span>
        <span
          class="here"
          role="group"
          aria-label=${here.length > 0 ? `Also here: ${here.map((by) => by.name).join(", ")}` : "Nobody else is here"}
          >${here.map((by) => html`<person-avatar .personId=${by.id} .name=${by.name} .size=${22} .label=${by.name}></person-avatar>`)}</span
        >
      </header>
      <div class="log scroll" role="log" aria-label="Thread" tabindex="0" @scroll=${this.#scrolled}>
        ${view.more ? html`<p class="system">Earlier messages load as you scroll up</p>` : nothing}
        ${view.failed ? html`<p class="system">The thread could not be loaded. <button class="button small" @click=${() => void view.load()}>Try again</button></p>` : nothing}
        ${repeat(
          view.lines,
          (line) => line.event.seq,
          (line, index) => {
            const first =
              line.event.seq > this.#newFrom &&
              this.#newFrom > 0 &&
              (view.lines[index - 1]?.event.seq ?? 0) <= this.#newFrom &&
              line.event.by.id !== this.hub.person?.id
            return html`${first ? html`<p class="new-line"><span>new</span></p>` : nothing}
            ${line.kind === "message" ? this.#message(line) : html`<p class="system"><bdi>${systemText(line.event)}</bdi><time title=${line.event.at}>${moment(line.event.at, ticker.now())}</time></p>`}`
          },
        )}
        ${pending.map((each) => this.#pending(each))}
      </div>
      <p class="typing" aria-live="off">
        ${typing.length > 0 ? `${typing.map((by) => by.name.split(" ")[0]).join(" and ")} ${typing.length === 1 ? "is" : "are"} typing` : ""}
      </p>
      ${this.hub.may(this.room, "message.sent") ? this.#composer(audience) : nothing}`
  }

  #message(line: MessageLine): TemplateResult {
    const { event } = line
    const mine = event.by.id === this.hub.person?.id
    const roles = this.hub.rooms.get(this.room)?.info.acting.roles ?? []
    const items = line.redacted
      ? []
      : [
          ...(line.messageKind === "question" && line.other === null
            ? [{ id: "answer", text: "Answer", icon: "reply" as const }]
            : []),
          ...(mine ? [{ id: "edit", text: "Edit", icon: "pencil" as const }] : []),
          ...(mine ||
          roles.includes("duty") ||
          (roles.includes("supervisor") &&
            this.hub.rooms.get(this.room)?.info.acting.organisation === event.by.organisation)
            ? [{ id: "redact", text: "Redact for everybody", icon: "eye-off" as const, danger: true }]
            : []),
        ]
    const tag =
      line.messageKind === "message"
        ? nothing
        : html`<span class="tag ${line.messageKind === "question" ? "p2" : ""}">${line.messageKind}</span>`
    return html`<article class="message ${event.seq === this.message ? "sought" : ""}" id="m${event.seq}">
      <person-avatar .personId=${event.by.id} .name=${event.by.name}></person-avatar>
      <div class="said">
        <div class="by">
          <span class="strong"><bdi>${event.by.name}</bdi></span
          ><span class="small">${this.#organisation(event.by.organisation)}</span
          ><span class="end"
            >${items.length > 0 ? html`<toggle-menu label="Message" .items=${items} @menu-choice=${(chosen: CustomEvent<{ id: string }>) => this.#chosen(chosen.detail.id, line)}></toggle-menu>` : nothing}<time
              class="small"
              title=${event.at}
              >${clock(event.at)}</time
            ></span
          >
        </div>
        ${line.redacted ? html`<span class="faint">Redacted</span>` : html`${tag}<person-text .text=${line.text} inline></person-text>`}
        ${line.history.length > 0 ? html`<button class="link small" aria-expanded=${this.showing === event.seq} @click=${() => (this.showing = this.showing === event.seq ? 0 : event.seq)}>edited</button>` : nothing}
        ${this.showing === event.seq ? line.history.map((each) => html`<p class="small before">Until ${clock(each.at)}: <bdi>${each.text}</bdi></p>`) : nothing}
        ${line.messageKind === "question" && line.otherAt ? html`<span class="small good">Answered in ${elapsed(Date.parse(line.otherAt) - Date.parse(event.at))}</span>` : nothing}
        ${line.messageKind === "question" && line.other === null && !line.redacted && !mine ? html`<button class="button small" @click=${() => this.#chosen("answer", line)}>Answer</button>` : nothing}
      </div>
    </article>`
  }

  #organisation(id: string): string {
    return this.hub.infos.find((info) => info.organisation.id === id)?.organisation.name ?? (id === "nca" ? "NCA" : id)
  }

  #chosen(id: string, line: MessageLine): void {
    const { seq } = line.event
    if (id === "redact") return void this.#redact(seq)
    if (id === "answer") this.writing = { kind: "answer", to: seq, excerpt: line.text.slice(0, 80) }
    if (id === "edit") {
      this.writing = { kind: "edit", seq }
      this.text = line.text
    }
    void this.updateComplete.then(() => this.box.focus())
  }

  #pending({ proposal, refusal }: Pending): TemplateResult {
    const text = (proposal.body.words as { text: string }).text
    return html`<article class="message pending">
      <person-avatar .personId=${this.hub.person!.id} .name=${this.hub.person!.name}></person-avatar>
      <div class="said">
        <div class="by">
          <span class="strong"><bdi>${this.hub.person!.name}</bdi></span
          ><span class="small">${refusal ? "not sent" : "sending"}</span>
        </div>
        <person-text .text=${text} inline></person-text>
        ${
          refusal
            ? html`<p class="small bad" role="alert">${refusalSentence(refusal)}</p>
                <button
                  class="button small"
                  @click=${() => {
                    this.text = text
                    if (proposal.type === "message.edited") this.writing = { kind: "edit", seq: proposal.target ?? 0 }
                    this.hub.dismiss(proposal.id)
                  }}
                >
                  Edit and send again
                </button>
                <button class="button small" @click=${() => this.hub.dismiss(proposal.id)}>Delete</button>`
            : nothing
        }
      </div>
    </article>`
  }

  #composer(audience: string): TemplateResult {
    const { writing } = this
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault()
        this.#send()
      }}
    >
      ${
        writing.kind === "answer" || writing.kind === "edit"
          ? html`<div class="replying small">
              <span class="clip"
                >${writing.kind === "edit" ? "Editing your message" : html`Answering <bdi>“${writing.excerpt}”</bdi>`}</span
              ><button type="button" class="link" @click=${() => (this.writing = { kind: "message" })}>Cancel</button>
            </div>`
          : html`<div class="kinds" role="group" aria-label="What you write">
              ${(["message", "question"] as const).map((kind) => html`<button type="button" class="chip" aria-pressed=${writing.kind === kind} @click=${() => (this.writing = { kind })}>${kind}</button>`)}
            </div>`
      }
      <textarea
        aria-label="Write to ${audience}"
        rows="2"
        maxlength="8000"
        dir="auto"
        placeholder="Write to ${audience}"
        @input=${this.#typed}
        @keydown=${this.#pressed}
      ></textarea>
      ${this.error ? html`<p class="small bad" role="alert">${this.error}</p>` : nothing}
      <div class="foot">
        <span class="small">${audience} read this</span
        ><button class="button primary" ?disabled=${this.text.trim() === ""}>Send</button>
      </div>
    </form>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "thread-pane": ThreadPane
  }
}
