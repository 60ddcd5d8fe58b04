// The conversation on one referral, with the acts on it between the messages; or an organisation's own notes on it. Where its log stands
// and what is read of it is log-place.ts. Used by thread-side.ts. Rules R45, R222-R226, R234.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { repeat } from "lit/directives/repeat.js"
import { refusalSentence } from "../../../protocol/errors.ts"
import { platformRoom, type By } from "../../../protocol/event.ts"
import { follows } from "../../../protocol/waiting.ts"
import type { Draft, Hub } from "../../hub/hub.ts"
import type { MessageLine, ThreadView } from "../../hub/thread-view.ts"
import { moment } from "../../parts/times.ts"
import { ticker, TickController } from "../../parts/ticker.ts"
import type { GivenTranslation } from "../../parts/translate-dialog.ts"
import { writeRoute } from "../../route.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { base, lines, scrolling, texts } from "../../styles/shared.ts"
import { LogPlace } from "./log-place.ts"
import { messageChoices } from "./message-choices.ts"
import type { MessageComposer } from "./message-composer.ts"
import { systemText } from "./system-text.ts"
import { translatedOf, type MessageChoice } from "./thread-message.ts"
import { threadStyles } from "./thread-styles.ts"
import { shownUnsent, unsentMessage } from "./unsent-message.ts"
import "../../parts/hub-icon.ts"
import "../../parts/person-avatar.ts"
import "./message-composer.ts"
import "./thread-message.ts"

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
  @query("message-composer") private composer!: MessageComposer | null
  #view: ThreadView | undefined
  #opened = ""
  #place = new LogPlace(this)
  #typing = new TickController(this, () =>
    String(this.hub?.rooms.get(this.room)?.typing(this.subject, this.hub.now()).length ?? 0),
  )

  reply(): void {
    this.composer?.focus()
  }

  leaveUnread(line?: MessageLine): void {
    if (this.#place.leaveUnread(line)) this.said = "Unread from here"
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.hub.look(undefined)
    this.#opened = ""
  }

  protected override willUpdate(changed: PropertyValues): void {
    void this.#typing
    if (changed.has("message") || changed.has("subject") || changed.has("room")) this.#place.seek(this.message)
    const opened = `${this.room} ${this.subject}`
    if (!this.subject || !this.hub.rooms.has(this.room)) return
    this.#view = this.hub.thread(this.room, this.subject)
    this.#place.follow(this.#view)
    if (opened === this.#opened) return
    this.#opened = opened
    this.error = ""
    this.said = ""
    this.translating = undefined
    this.#place.begin(this.message)
    this.hub.look({ room: this.room, subject: this.subject })
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
          @scroll=${this.#place.scrolled}
        >
          ${view.more ? html`<p class="system">Earlier messages load as you scroll up</p>` : nothing}
          ${view.failed ? html`<p class="system">The thread could not be loaded. <button class="button small" @click=${() => void view.load()}>Try again</button></p>` : nothing}
          ${this.notes && view.loaded && view.lines.length === 0 ? html`<p class="none">No notes yet. What your colleagues should know of this referral, and the NCA need not, goes here.</p>` : nothing}
          ${this.#lines(view)}
          ${this.hub
            .pending(this.room, this.subject)
            .filter(shownUnsent)
            .map((each) =>
              unsentMessage(each, this.hub.person!, {
                again: () => {
                  this.composer?.takeBack(each)
                  this.hub.dismiss(each.proposal.id)
                },
                dismiss: () => this.hub.dismiss(each.proposal.id),
              }),
            )}
        </div>
        ${this.#place.away ? html`<button class="button small newest" @click=${() => this.#place.toEnd()}><hub-icon name="arrow-down"></hub-icon>Newest</button>` : nothing}
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
              @leave=${() => this.renderRoot.querySelector<HTMLElement>(".log")?.focus()}
              @sent=${() => this.#place.wrote()}
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
    if (!entry || !("thread" in entry) || this.hub.readsOnly(this.room)) return nothing
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
        const { newFrom, left } = this.#place
        const first = seq > newFrom && newFrom > 0 && before <= newFrom
        return html`${first && (by.id !== me || left) ? html`<p class="new-line"><span>new</span></p>` : nothing}
        ${line.kind === "message" ? this.#message(line, view) : html`<p class="system"><bdi>${systemText(line.event, this.hub.rooms.get(this.room)?.entries.get(this.subject)?.kind)}</bdi><time title=${at}>${moment(at, ticker.now())}</time></p>`}`
      },
    )
  }

  #message(line: MessageLine, view: ThreadView): TemplateResult {
    const { seq, by } = line.event
    const quoted = line.quotes === null ? undefined : (view.quoted(line.quotes) ?? ("loading" as const))
    return html`<article class="message ${seq === this.#place.found ? "sought" : ""}" id="m${seq}">
      <thread-message
        .line=${line}
        .quoted=${quoted}
        .me=${this.hub.person?.id ?? ""}
        .organisation=${this.#organisation(by.organisation)}
        .choices=${messageChoices(line, {
          me: this.hub.person?.id ?? "",
          reads: this.hub.readsOnly(this.room),
          writes: this.hub.may(this.room, "message.sent"),
          mayRedact: this.#mayRedact(by),
        })}
        .mayRedact=${this.#mayRedact}
        @redact=${({ detail }: CustomEvent<{ seq: number }>) =>
          void this.#propose({
            type: "translation.redacted",
            target: detail.seq,
            facts: { reason: "other" },
            words: {},
          })}
        @choose=${this.#chosen}
        @jump=${({ detail }: CustomEvent<{ seq: number }>) => this.#place.seek(detail.seq)}
      ></thread-message>
    </article>`
  }

  #mayRedact = (author: By): boolean => this.hub.mayRedact(this.room, author)

  #organisation(id: string): string {
    return (
      this.hub.rooms.get(platformRoom(id))?.info.organisation.name ??
      this.hub.infos.find((info) => info.organisation.id === id)?.organisation.name ??
      id.toUpperCase()
    )
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "thread-pane": ThreadPane
  }
}
