// The conversation on one referral, with the acts on it between the messages; or an organisation's own notes on it. Opens at the first
// unread message and marks as read what was on screen. Used by thread-side.ts. Rules R45, R222-R226, R234.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { repeat } from "lit/directives/repeat.js"
import { refusalSentence } from "../../../protocol/errors.ts"
import { platformRoom, type By } from "../../../protocol/event.ts"
import { follows } from "../../../protocol/waiting.ts"
import type { Draft, Hub, Pending } from "../../hub/hub.ts"
import type { MessageLine, ThreadView } from "../../hub/thread-view.ts"
import { moment } from "../../parts/times.ts"
import { ticker, TickController } from "../../parts/ticker.ts"
import type { GivenTranslation } from "../../parts/translate-dialog.ts"
import { writeRoute } from "../../route.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { base, lines, scrolling, texts } from "../../styles/shared.ts"
import type { MessageComposer } from "./message-composer.ts"
import { systemText } from "./system-text.ts"
import { translatedOf, type MessageChoice } from "./thread-message.ts"
import { threadStyles } from "./thread-styles.ts"
import "../../parts/hub-icon.ts"
import "../../parts/person-avatar.ts"
import "../../parts/person-text.ts"
import "../../parts/translate-dialog.ts"
import "./message-composer.ts"
import "./thread-message.ts"

const readEveryMs = 400

@customElement("thread-pane")
export class ThreadPane extends LitElement {
  static override styles = [base, texts, lines, buttons, keys, scrolling, threadStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property() room = ""
  @property() subject = ""
  @property() heading = "Thread"
  /** the platform in whose room the referral is, where these are own notes on it; otherwise empty */
  @property({ reflect: true }) notes = ""
  /** seq of a message to show; 0: the first unread, or the end of the thread */
  @property({ attribute: false }) message = 0
  @state() private error = ""
  @state() private said = ""
  @state() private translating: MessageLine | undefined
  /** seq of the message that was asked for */
  @state() private found = 0
  @state() private away = false
  @query("message-composer") private composer!: MessageComposer | null
  @query(".log") private log!: HTMLElement
  #view: ThreadView | undefined
  #opened = ""
  #newFrom = 0
  #atEnd = true
  /** where the log was scrolled to when it was last told */
  #top = 0
  #older = 0
  #sought = 0
  /** the first unread message is still to be shown */
  #first = false
  /** left to be found unread: until the thread is opened anew nothing is marked */
  #left = false
  #placing: number | undefined
  #reading: ReturnType<typeof setTimeout> | undefined
  #typing = new TickController(this, () =>
    String(this.hub?.rooms.get(this.room)?.typing(this.subject, this.hub.now()).length ?? 0),
  )

  reply(): void {
    this.composer?.focus()
  }

  /** To be found unread from the message on that has the focus or lies under the pointer, else from the last one of somebody else. */
  leaveUnread(line?: MessageLine): void {
    const messages = (this.#view?.lines ?? []).filter((each) => each.kind === "message")
    const at = this.renderRoot.querySelector(".message:focus-within, .message:hover")?.id.slice(1)
    const from =
      line ??
      messages.find((each) => String(each.event.seq) === at) ??
      messages.findLast((each) => each.event.by.id !== this.hub.person?.id)
    const entry = this.hub.rooms.get(this.room)?.entries.get(this.subject)
    if (!from || !entry || !("thread" in entry)) return
    const { seq } = from.event
    const unread = messages.filter((each) => each.event.seq >= seq).length
    this.#left = true
    this.#newFrom = seq - 1
    this.hub.own.leaveUnread(this.room, {
      subject: this.subject,
      seq: seq - 1,
      messages: Math.max(0, entry.thread.messages - unread),
    })
    this.said = "Unread from here"
    this.requestUpdate()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener("visibilitychange", this.#read)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener("visibilitychange", this.#read)
    clearTimeout(this.#reading)
    this.#reading = undefined
    this.hub.look(undefined)
    this.#opened = ""
  }

  protected override willUpdate(changed: PropertyValues): void {
    void this.#typing
    if (changed.has("message") || changed.has("subject") || changed.has("room")) {
      this.#sought = this.message
      this.found = this.message
    }
    const opened = `${this.room} ${this.subject}`
    if (!this.subject || !this.hub.rooms.has(this.room)) return
    this.#view = this.hub.thread(this.room, this.subject)
    if (opened === this.#opened) return
    this.#opened = opened
    this.#atEnd = true
    this.#top = 0
    this.#left = false
    this.error = ""
    this.said = ""
    this.translating = undefined
    const marked = this.hub.rooms.get(this.room)?.marks.get(this.subject)?.seq ?? 0
    this.#newFrom = Math.min(marked, this.hub.own.again(this.room, this.subject)?.seq ?? marked)
    this.#first = this.#newFrom > 0 && this.message === 0
    this.hub.look({ room: this.room, subject: this.subject })
  }

  /** Once what is inside the messages is there too, and before it is seen: only then are their heights known. */
  protected override updated(): void {
    if (this.#placing !== undefined) return
    this.#placing = requestAnimationFrame(() => {
      this.#placing = undefined
      if (this.isConnected && this.log) this.#place()
    })
  }

  #place(): void {
    if (this.#sought > 0) this.#seek()
    else if (this.#first) this.#showFirst()
    else if (this.#older > 0) {
      this.log.scrollTop += this.log.scrollHeight - this.#older
      this.#older = 0
    } else if (this.#atEnd) this.log.scrollTop = this.log.scrollHeight
    this.#read()
  }

  /** Loads what is older until the message is there, and shows it. [R223] */
  #seek(): void {
    const view = this.#view
    if (!view?.loaded) return
    this.#atEnd = false
    const message = this.renderRoot.querySelector(`#m${this.#sought}`)
    if (!message && view.more) {
      const { oldest } = view
      // What brings nothing new is not asked again: the hub is away.
      return void view.older(true).then(() => view.oldest === oldest && (this.#sought = 0))
    }
    this.#sought = 0
    message?.scrollIntoView({ block: "center" })
  }

  /** Where all that is unread fits on the screen, the end of the thread is the place. [R224] */
  #showFirst(): void {
    const view = this.#view
    if (!view?.loaded) return
    if (view.more && view.oldest > this.#newFrom) {
      const { oldest } = view
      return void view.older(true).then(() => view.oldest === oldest && (this.#first = false))
    }
    this.#first = false
    this.log.scrollTop = this.log.scrollHeight
    this.#top = this.log.scrollTop
    const line = this.renderRoot.querySelector(".new-line")
    if (!line || line.getBoundingClientRect().top >= this.log.getBoundingClientRect().top) return
    line.scrollIntoView({ block: "start" })
    this.#scrolled()
  }

  /** Nothing is marked read that was not on screen, in a visible page. [R224] */
  #read = (): void => {
    const view = this.#view
    const last = view?.lines.at(-1)
    if (!last || this.#left || this.#first || this.#sought > 0) return
    if (document.visibilityState !== "visible" || !this.hub.rooms.get(this.room)?.live) return
    const seq = this.#atEnd ? last.event.seq : this.#lastShown()
    if (seq > 0) void this.hub.mark(this.room, this.subject, seq).catch(() => undefined)
    if (this.#atEnd) this.hub.own.read(this.room, this.subject)
  }

  /** seq of the last message that ends within the log, 0 where none does */
  #lastShown(): number {
    const { bottom } = this.log.getBoundingClientRect()
    const messages = [...this.renderRoot.querySelectorAll(".message[id]")]
    const shown = messages.findLast((message) => message.getBoundingClientRect().bottom <= bottom)
    return Number(shown?.id.slice(1) ?? 0)
  }

  #scrolled(): void {
    const below = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight
    // Only going up leaves the end: what comes below it, or a composer that grows, does not.
    if (below < 24) this.#atEnd = true
    else if (this.log.scrollTop < this.#top) this.#atEnd = false
    this.#top = this.log.scrollTop
    this.away = below > 160
    if (this.#atEnd) this.#read()
    else
      this.#reading ??= setTimeout(() => {
        this.#reading = undefined
        this.#read()
      }, readEveryMs)
    if (this.log.scrollTop < 40 && this.#view?.more && this.#older === 0) {
      this.#older = this.log.scrollHeight
      void this.#view.older()
    }
  }

  #toEnd(): void {
    this.#atEnd = true
    this.away = false
    this.requestUpdate()
  }

  #jump(seq: number): void {
    this.#sought = seq
    this.found = seq
    this.requestUpdate()
  }

  async #propose(draft: Omit<Draft, "subject">): Promise<void> {
    const answers = await this.hub.propose(this.room, [{ ...draft, subject: this.subject }])
    for (const answer of answers) if ("refusal" in answer) this.error = refusalSentence(answer.refusal)
  }

  #chosen({ detail: { choice, line } }: CustomEvent<{ choice: MessageChoice; line: MessageLine }>): void {
    const { seq: target } = line.event
    switch (choice) {
      case "reply":
      case "answer":
      case "edit":
        return this.composer?.[choice](line)
      case "redact":
        return void this.#propose({ type: "message.redacted", target, facts: { reason: "other" }, words: {} })
      case "translate":
        this.translating = line
        return
      case "unread":
        return this.leaveUnread(line)
      case "link":
        return void this.#copyLink(target)
    }
  }

  async #copyLink(message: number): Promise<void> {
    const organisation = this.notes || (this.hub.rooms.get(this.room)?.info.organisation.id ?? "")
    const notes = this.notes ? { notes: true } : {}
    const path = writeRoute({ screen: "feed", organisation, subject: this.subject, message, ...notes })
    await navigator.clipboard.writeText(location.origin + path)
    this.said = "Link copied"
  }

  #translated({ detail: { from, language, text } }: CustomEvent<GivenTranslation>): void {
    const target = this.translating?.event.seq
    this.translating = undefined
    if (target !== undefined)
      void this.#propose({ type: "message.translated", target, facts: { from, language }, words: { text } })
  }

  /** Who reads it. */
  get #audience(): string {
    const { info } = this.hub.rooms.get(this.room)!
    return this.notes ? info.organisation.name : `NCA and ${info.organisation.name}`
  }

  protected override render(): TemplateResult {
    const held = this.hub.rooms.get(this.room)
    const view = this.#view
    if (!held || !view) return html``
    const me = this.hub.person?.id
    const typing = held.typing(this.subject, this.hub.now()).filter((by) => by.id !== me)
    const here = [...new Map(held.here(this.subject).map((by) => [by.id, by])).values()].filter((by) => by.id !== me)
    return html`<header>
        <slot name="back"></slot>
        <slot name="title"><h2 class="pane-title">${this.heading}</h2></slot>
        <span
          class="here"
          role="group"
          aria-label=${here.length > 0 ? `Also here: ${here.map((by) => by.name).join(", ")}` : "Nobody else is here"}
          >${here.map((by) => html`<person-avatar .personId=${by.id} .name=${by.name} .size=${22} .label=${by.name}></person-avatar>`)}</span
        >
        ${this.#follow()}
      </header>
      ${
        this.notes
          ? html`<p class="own">
              <hub-icon name="lock"></hub-icon><span>Only <bdi>${this.#audience}</bdi> reads this</span>
            </p>`
          : nothing
      }
      <div class="frame">
        <div
          class="log scroll"
          role="log"
          aria-label=${this.notes ? "Notes" : "Thread"}
          tabindex="0"
          @scroll=${this.#scrolled}
        >
          ${view.more ? html`<p class="system">Earlier messages load as you scroll up</p>` : nothing}
          ${view.failed ? html`<p class="system">The thread could not be loaded. <button class="button small" @click=${() => void view.load()}>Try again</button></p>` : nothing}
          ${this.#lines(view)} ${this.#pending().map((each) => this.#unsent(each))}
        </div>
        ${this.away ? html`<button class="button small newest" @click=${() => this.#toEnd()}><hub-icon name="arrow-down"></hub-icon>Newest</button>` : nothing}
      </div>
      <p class="typing">
        <span role="status">${this.said}</span>
        ${typing.length > 0 ? `${typing.map((by) => by.name.split(" ")[0]).join(" and ")} ${typing.length === 1 ? "is" : "are"} typing` : ""}
      </p>
      ${
        this.hub.may(this.room, "message.sent")
          ? html`<message-composer
              .hub=${this.hub}
              .room=${this.room}
              .subject=${this.subject}
              .audience=${this.#audience}
              .notes=${this.notes}
              .error=${this.error}
              @sent=${() => {
                this.#left = false
                this.#newFrom = Infinity
                this.#toEnd()
              }}
            ></message-composer>`
          : nothing
      }
      ${
        this.translating
          ? html`<translate-dialog
              .text=${this.translating.text}
              .translations=${translatedOf(this.translating)}
              @translate=${this.#translated}
              @dialog-close=${() => (this.translating = undefined)}
            ></translate-dialog>`
          : nothing
      }`
  }

  /** By the rule, until the person chooses. [R226] */
  #follow(): TemplateResult | typeof nothing {
    const entry = this.hub.rooms.get(this.room)?.entries.get(this.subject)
    if (!entry || !("thread" in entry)) return nothing
    const on = follows(entry, this.hub.person?.id ?? "", this.hub.own.follow(this.room, this.subject))
    return html`<button
      class="button quiet icon small"
      aria-pressed=${on}
      aria-label="Follow"
      title=${on ? "You follow this: leave it" : "Follow this"}
      @click=${() => this.hub.own.choose(this.room, this.subject, on ? "no" : "yes")}
    >
      <hub-icon name=${on ? "bell" : "bell-off"}></hub-icon>
    </button>`
  }

  #lines(view: ThreadView): unknown {
    const me = this.hub.person?.id
    return repeat(
      view.lines,
      (line) => line.event.seq,
      (line, index) => {
        const { seq, by, at } = line.event
        const before = view.lines[index - 1]?.event.seq ?? 0
        const first = seq > this.#newFrom && this.#newFrom > 0 && before <= this.#newFrom
        return html`${first && (by.id !== me || this.#left) ? html`<p class="new-line"><span>new</span></p>` : nothing}
        ${line.kind === "message" ? this.#message(line, view) : html`<p class="system"><bdi>${systemText(line.event)}</bdi><time title=${at}>${moment(at, ticker.now())}</time></p>`}`
      },
    )
  }

  #message(line: MessageLine, view: ThreadView): TemplateResult {
    const { seq, by } = line.event
    const quoted = line.quotes === null ? undefined : (view.quoted(line.quotes) ?? ("loading" as const))
    return html`<article class="message ${seq === this.found ? "sought" : ""}" id="m${seq}">
      <thread-message
        .line=${line}
        .quoted=${quoted}
        .me=${this.hub.person?.id ?? ""}
        .organisation=${this.#organisation(by.organisation)}
        .choices=${this.#choices(line)}
        .mayRedact=${this.#mayRedact}
        @redact=${({ detail }: CustomEvent<{ seq: number }>) =>
          void this.#propose({
            type: "translation.redacted",
            target: detail.seq,
            facts: { reason: "other" },
            words: {},
          })}
        @choose=${this.#chosen}
        @jump=${({ detail }: CustomEvent<{ seq: number }>) => this.#jump(detail.seq)}
      ></thread-message>
    </article>`
  }

  #mayRedact = (author: By): boolean => this.hub.mayRedact(this.room, author)

  #choices({ event: { by }, redacted, messageKind, answer }: MessageLine): MessageChoice[] {
    const mine = by.id === this.hub.person?.id
    if (!this.hub.may(this.room, "message.sent")) return redacted ? [] : ["link", "unread"]
    if (redacted) return ["unread"]
    return [
      ...(messageKind === "question" && !answer ? (["answer"] as const) : []),
      "reply",
      "translate",
      "link",
      "unread",
      ...(mine ? (["edit"] as const) : []),
      ...(this.#mayRedact(by) ? (["redact"] as const) : []),
    ]
  }

  #organisation(id: string): string {
    return (
      this.hub.rooms.get(platformRoom(id))?.info.organisation.name ??
      this.hub.infos.find((info) => info.organisation.id === id)?.organisation.name ??
      id.toUpperCase()
    )
  }

  #pending(): Pending[] {
    return this.hub
      .pending(this.room, this.subject)
      .filter(
        ({ proposal, refusal }) =>
          proposal.type === "message.sent" ||
          (refusal && ["message.edited", "message.translated"].includes(proposal.type)),
      )
  }

  #unsent(pending: Pending): TemplateResult {
    const { proposal, refusal } = pending
    const { text } = proposal.body.words as { text: string }
    const { id, name } = this.hub.person!
    const again = proposal.type !== "message.translated"
    return html`<article class="message pending">
      <person-avatar .personId=${id} .name=${name}></person-avatar>
      <div class="said">
        <div class="by">
          <span class="strong"><bdi>${name}</bdi></span
          ><span class="small">${refusal ? "not sent" : "sending"}</span>
        </div>
        <person-text .text=${text} inline></person-text>
        ${
          refusal
            ? html`<p class="small bad" role="alert">${refusalSentence(refusal)}</p>
                ${
                  again
                    ? html`<button
                        class="button small"
                        @click=${() => {
                          this.composer?.takeBack(pending)
                          this.hub.dismiss(proposal.id)
                        }}
                      >
                        Edit and send again
                      </button>`
                    : nothing
                }
                <button class="button small" @click=${() => this.hub.dismiss(proposal.id)}>Delete</button>`
            : nothing
        }
      </div>
    </article>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "thread-pane": ThreadPane
  }
}
