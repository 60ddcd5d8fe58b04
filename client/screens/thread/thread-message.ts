// One message of a thread: who, what kind, what it replies to, the words beside their translations, its history, what can be done with it.
// Properties in; what is chosen leaves as a `choose` event, a jump to what is quoted as `jump`,
// a translation to be redacted as `redact`. Used by thread-pane.ts.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import type { By } from "../../../protocol/event.ts"
import type { MessageLine } from "../../hub/thread-view.ts"
import type { MenuItem } from "../../parts/toggle-menu.ts"
import type { Translated } from "../../parts/translated-text.ts"
import { clock, span } from "../../parts/times.ts"
import { buttons, chips } from "../../styles/controls.ts"
import { base, links, texts } from "../../styles/shared.ts"
import { kindWords } from "./kind-words.ts"
import "../../parts/person-avatar.ts"
import "../../parts/person-text.ts"
import "../../parts/toggle-menu.ts"
import "../../parts/translated-text.ts"

export type MessageChoice = "reply" | "answer" | "edit" | "redact" | "translate" | "link" | "unread"

/** A message's translations as they are shown; `mayRedact`: whether the reader may take back what that person wrote. */
export const translatedOf = (
  { translations }: MessageLine,
  mayRedact: (by: By) => boolean = () => false,
): Translated[] =>
  translations.map(({ stale, ...each }) => ({
    ...each,
    of: stale ? "before the message was edited" : "",
    redactable: mayRedact(each.by),
  }))

@customElement("thread-message")
export class ThreadMessage extends LitElement {
  static override styles = [
    base,
    texts,
    links,
    buttons,
    chips,
    css`
      :host {
        display: flex;
        gap: 8px;
      }
      person-avatar {
        flex: none;
      }
      .said {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      .by {
        display: flex;
        gap: 6px;
        align-items: baseline;
        min-block-size: 22px;
      }
      .by .end {
        margin-inline-start: auto;
        display: flex;
        gap: 4px;
        align-items: center;
        font-variant-numeric: tabular-nums;
      }
      .by toggle-menu {
        opacity: 0;
        align-self: center;
        margin-block: -4px;
      }
      :host(:hover) toggle-menu,
      toggle-menu:focus-within {
        opacity: 1;
      }
      @media (hover: none) {
        .by toggle-menu {
          opacity: 1;
        }
      }
      .tag {
        margin-inline-end: 6px;
      }
      .quote {
        display: flex;
        gap: 6px;
        inline-size: 100%;
        min-block-size: 24px;
        align-items: center;
        margin-block-end: 4px;
        padding-inline: 8px;
        border-inline-start: 2px solid var(--edge);
        font: var(--small);
        color: var(--muted);
        min-inline-size: 0;
      }
      .quote:hover {
        border-color: var(--accent);
        color: var(--text);
      }
      .quote bdi:first-child {
        flex: none;
        max-inline-size: 50%;
        font-weight: var(--medium);
      }
      .said > .good,
      .said > .button,
      .said > .link {
        display: block;
        margin-block-start: 4px;
        inline-size: fit-content;
      }
      .before {
        margin: 4px 0 0;
        padding-inline-start: 8px;
        border-inline-start: 2px solid var(--line);
      }
    `,
  ]

  @property({ attribute: false }) line!: MessageLine
  /** what it replies to; "loading" while that is fetched */
  @property({ attribute: false }) quoted: MessageLine | "loading" | undefined
  @property() organisation = ""
  /** the reader */
  @property() me = ""
  @property({ attribute: false }) choices: readonly MessageChoice[] = []
  @property({ attribute: false }) mayRedact: (by: By) => boolean = () => false
  @state() private history = false

  #choose(choice: MessageChoice): void {
    this.dispatchEvent(new CustomEvent("choose", { detail: { choice, line: this.line } }))
  }

  protected override render(): TemplateResult {
    const { line, choices } = this
    const { event } = line
    const items = menu.filter(({ id }) => choices.includes(id))
    return html`<person-avatar .personId=${event.by.id} .name=${event.by.name}></person-avatar>
      <div class="said">
        <div class="by">
          <span class="strong"><bdi>${event.by.name}</bdi></span
          ><span class="small"><bdi>${this.organisation}</bdi></span
          ><span class="end"
            >${items.length > 0 ? html`<toggle-menu label="Message" .items=${items} @menu-choice=${(chosen: CustomEvent<{ id: MessageChoice }>) => this.#choose(chosen.detail.id)}></toggle-menu>` : nothing}<time
              class="small"
              datetime=${event.at}
              title=${event.at}
              >${clock(event.at)}</time
            ></span
          >
        </div>
        ${this.#quote()} ${line.redacted ? html`<span class="faint">Redacted</span>` : this.#words()}
        ${line.history.length > 0 ? html`<button class="link small" aria-expanded=${this.history} @click=${() => (this.history = !this.history)}>edited${line.history.length > 1 ? ` ${line.history.length} times` : ""}</button>` : nothing}
        ${this.history ? line.history.map((each) => html`<p class="small before">Until <time title=${each.at}>${clock(each.at)}</time>: <person-text .text=${each.text} inline></person-text></p>`) : nothing}
        ${line.messageKind === "question" && line.answer ? html`<button class="link small good" @click=${() => this.#jump(line.answer!.seq)}>Answered in ${span(Date.parse(line.answer.at) - Date.parse(event.at))}</button>` : nothing}
        ${choices.includes("answer") && event.by.id !== this.me ? html`<button class="button small" @click=${() => this.#choose("answer")}>Answer</button>` : nothing}
      </div>`
  }

  #jump(seq: number): void {
    this.dispatchEvent(new CustomEvent("jump", { detail: { seq } }))
  }

  /** Short, and a way to it. A bare answer to what stands right above it needs none, but is harmless. */
  #quote(): TemplateResult | typeof nothing {
    const { quoted } = this
    if (!quoted) return nothing
    if (quoted === "loading") return html`<span class="quote">…</span>`
    return html`<button class="quote" title="Go to it" @click=${() => this.#jump(quoted.event.seq)}>
      <bdi class="clip">${quoted.event.by.name}</bdi
      ><span class="clip">${quoted.redacted ? "Redacted" : html`<bdi>${quoted.text.slice(0, 160)}</bdi>`}</span>
    </button>`
  }

  #words(): TemplateResult {
    const { line, me } = this
    const { messageKind: kind } = line
    const look = { question: "p2", disagree: "p1", "seen-here": "good", answer: "", message: "" }[kind]
    const mentions = line.mentions.map(({ at, length, person }) => ({ at, length, own: person === me }))
    return html`<translated-text
      ?tagged=${kind !== "message"}
      .text=${line.text}
      .mentions=${mentions}
      .translations=${translatedOf(line, this.mayRedact)}
      >${kind === "message" ? nothing : html`<span class="tag ${look}">${kindWords[kind]}</span>`}</translated-text
    >`
  }
}

const menu: (MenuItem & { id: MessageChoice })[] = [
  { id: "answer", text: "Answer", icon: "reply" },
  { id: "reply", text: "Reply", icon: "reply" },
  { id: "translate", text: "Translate", icon: "languages" },
  { id: "link", text: "Copy link", icon: "link" },
  { id: "unread", text: "Unread from here", icon: "bell-dot", keys: "u" },
  { id: "edit", text: "Edit", icon: "pencil" },
  { id: "redact", text: "Redact for everybody", icon: "eye-off", danger: true },
]

declare global {
  interface HTMLElementTagNameMap {
    "thread-message": ThreadMessage
  }
}
