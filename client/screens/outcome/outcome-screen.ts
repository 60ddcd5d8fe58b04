// The outcome form: items where the feed was, the form in the middle, the thread beside it. Several items together, one with its own
// outcome, others left open; what is chosen is outcome-work.ts. Loaded by app.ts after the first screen.
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { itemClass, kindNames } from "../../../protocol/addresses.ts"
import { reference } from "../../../protocol/entries/brief.ts"
import type { ReferralItem } from "../../../protocol/entries/item.ts"
import { runningClock, type ReferralEntry } from "../../../protocol/entries/referral.ts"
import { priorityReasonName } from "../../../protocol/vocabulary.ts"
import { hoursOf } from "../../../protocol/topics/settle.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { go } from "../../route.ts"
import { buttons, chips, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import type { Care } from "../care/care.ts"
import { refusedSentence } from "../feed/acts.ts"
import { clockWords } from "../feed/clock-words.ts"
import { clock, localInput } from "../../parts/times.ts"
import { bodiesOf } from "./choice.ts"
import { nextOpen, originals } from "./other-referrals.ts"
import { outcomeFields } from "./outcome-fields.ts"
import { OutcomeWork } from "./outcome-work.ts"
import type { PastedLine } from "./pasted.ts"
import { remember, rulesUsed } from "./rules-used.ts"
import { outcomeStyles } from "./outcome-styles.ts"
import "../../parts/choice-chips.ts"
import "../../parts/clock-bar.ts"
import "../../parts/defanged-address.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "../../parts/labelled-field.ts"
import "../../parts/priority-badge.ts"
import "../../parts/resizable-panes.ts"
import type { Pane } from "../../parts/resizable-panes.ts"
import "../../parts/tlp-label.ts"
import "../thread/thread-side.ts"
import "./change-dialog.ts"
import "./outcome-items.ts"
import "./paste-outcomes.ts"

@customElement("outcome-screen")
export class OutcomeScreen extends LitElement {
  static override styles = [base, texts, buttons, chips, keys, fields, scrolling, outcomeStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) care!: Care
  @property({ attribute: false }) tick = 0
  @property() room = ""
  @property({ attribute: false }) entry!: ReferralEntry
  @state() private error = ""
  @state() private busy = false
  @state() private copied = ""
  @state() private pasting = false
  /** what is shown where there is room for one pane alone */
  @state() private pane: Pane = "middle"
  #work = new OutcomeWork(this)

  constructor() {
    super()
    new Keys(this, {
      j: () => this.#work.goTo(this.#work.at + 1),
      k: () => this.#work.goTo(this.#work.at - 1),
      " ": () => this.#work.toggle(this.#work.item),
      Enter: () => this.#work.giveOwn(this.#work.item),
      Escape: () => this.#close(),
      y: () => void this.#copy(this.#work.item ? [this.#work.item] : []),
      Y: () => void this.#copy(this.#work.open),
      p: () => (this.pasting = this.#work.mine && this.#work.open.length > 0),
      "Mod+Enter": () => void this.#record(true),
      ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((digit) => [String(digit), () => this.#work.digit(digit)])),
    })
  }

  #take({ detail: { lines } }: CustomEvent<{ lines: PastedLine[] }>): void {
    this.#work.take(lines)
    this.pasting = false
  }

  /** Their real addresses, for a moderator's own tools. */
  async #copy(items: readonly ReferralItem[]): Promise<void> {
    await navigator.clipboard.writeText(items.map((item) => item.address).join("\n"))
    this.copied = items.length === 1 ? "Copied the address" : `Copied ${items.length} addresses`
    setTimeout(() => (this.copied = ""), 2_500)
  }

  #close(): void {
    const organisation = this.room.split("/")[1]!
    go(this, { screen: "feed", organisation, subject: this.entry.subject })
  }

  async #record(next: boolean): Promise<void> {
    const { chosen, mine, late } = this.#work
    const missing = chosen.map(({ item, choice }) => this.#work.missing(choice, itemClass(item.kind))).find(Boolean)
    this.error = !mine
      ? `${this.entry.withdrawn ? "It is withdrawn." : "You do not hold the claim any more."} What you chose is kept here.`
      : chosen.length === 0
        ? "Choose at least one item, with Space."
        : (missing ?? "")
    if (this.error || this.busy) return
    this.busy = true
    // What is told late was done when that was said, whatever else was filled in.
    const told =
      late === undefined ? chosen : chosen.map((each) => ({ ...each, choice: { ...each.choice, actedAt: "" } }))
    const bodies = bodiesOf(told, new Date(late ?? this.hub.now()).toISOString(), this.#originals)
    const answers = await this.hub.propose(
      this.room,
      bodies.map((body) => ({ type: "outcome.recorded", subject: this.entry.subject, ...body })),
    )
    this.busy = false
    this.error = refusedSentence(answers)
    if (this.error) return
    void remember(
      this.hub,
      this.room,
      chosen.map(({ choice }) => choice.rule),
    )
    this.#work.done()
    const organisation = this.room.split("/")[1]!
    const following = next
      ? nextOpen(this.hub.rooms.get(this.room), this.entry.subject, this.hub.person?.id ?? "")
      : undefined
    go(this, { screen: "feed", organisation, subject: following ?? this.entry.subject })
  }

  get #rules(): readonly string[] {
    return rulesUsed(this.hub, this.room, () => this.requestUpdate())
  }

  get #originals(): Map<string, string> {
    return originals(this.hub.rooms.get(this.room), this.entry.subject)
  }

  protected override render(): TemplateResult {
    const { entry, hub } = this
    const work = this.#work
    const { chosen, open, mine, inCommon } = work
    const { brief } = entry
    const prefix = hub.rooms.get(this.room)?.info.organisation.prefix ?? ""
    const running = runningClock(entry)
    return html`<resizable-panes
        store-key="feed"
        .pane=${this.pane}
        start-label="Items"
        middle-label="Outcome"
        end-label="Thread"
      >
        <outcome-items
          slot="start"
          .rows=${work.rows}
          .reference=${reference(prefix, entry.number)}
          ?locked=${!mine}
          .at=${work.at}
          ?covered=${this.care.coversItems(entry)}
          @stand=${({ detail }: CustomEvent<{ at: number }>) => work.goTo(detail.at)}
          @toggle=${({ detail }: CustomEvent<{ item: ReferralItem }>) => work.toggle(detail.item)}
          @own=${({ detail }: CustomEvent<{ item: ReferralItem }>) => work.giveOwn(detail.item)}
          @paste=${() => (this.pasting = true)}
          >${this.#turn("back", "middle", "Outcome")}</outcome-items
        >
        <div slot="middle" class="form">
          <header>
            <div class="line">
              <span class="narrow">${this.#turn("", "start", "Items")}${this.#turn("", "end", "Thread")}</span>
              <priority-badge
                .priority=${brief.priority}
                .reason=${priorityReasonName(brief.priority, brief.reason)}
              ></priority-badge
              ><span class="mono">${reference(prefix, entry.number)}</span
              ><tlp-label .handling=${brief.handling}></tlp-label>
              ${entry.claim && mine ? html`<span class="small since">yours since ${clock(entry.claim.at)}</span>` : nothing}
            </div>
            <div class="titled">
              <h1 class="title" dir="auto">${entry.words.title}</h1>
              ${running ? html`<clock-bar size="title" .deadline=${running.clock.deadline} .startedAt=${running.clock.startedAt} .pausedAt=${running.clock.pausedAt ?? ""} .hours=${hoursOf(entry, running.name)} label=${clockWords[running.name].title} overdueLabel=${clockWords[running.name].overdue}></clock-bar>` : nothing}
            </div>
          </header>
          ${this.#lost()}
          <div class="scroll fields">
            ${this.#withdrawn()}
            <datalist id="references">
              ${[...this.#originals.keys()]
                .toSorted()
                .toReversed()
                .slice(0, 100)
                .map((each) => html`<option value=${each}></option>`)}
            </datalist>
            <datalist id="rules">${this.#rules.map((rule) => html`<option value=${rule}></option>`)}</datalist>
            <h2 class="pane-title">
              <hub-icon name="layers"></hub-icon>Together <span class="small">${kindsOf(inCommon)}</span>
            </h2>
            ${outcomeFields(work.common, [...new Set(inCommon.map((item) => itemClass(item.kind)))], this.#rules, (change) => work.setCommon(change), !mine)}
            ${Object.keys(work.own).map((key) => {
              const item = entry.items[Number(key) - 1]
              const choice = work.own[Number(key)]
              return item && choice
                ? html`<hr />
                    <h2 class="pane-title">
                      <hub-icon name="scale"></hub-icon>Its own outcome
                      <defanged-address .address=${item.address} bare></defanged-address>
                    </h2>
                    ${outcomeFields(choice, [itemClass(item.kind)], this.#rules, (change) => work.setOwn(item.n, change), !mine)}`
                : nothing
            })}
            ${this.#stays()}
          </div>
          <footer>
            ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : html`<span class="small" role="status">${this.copied || `${work.complete} of ${open.length} set${open.length > chosen.length ? `, ${open.length - chosen.length} open` : ""}`}</span>`}
            <button class="button" @click=${() => this.#close()}>Cancel<key-hint keys="Esc"></key-hint></button>
            <button class="button" ?disabled=${this.busy || !mine} @click=${() => this.#record(false)}>
              Record ${chosen.length}
            </button>
            <button
              class="button primary"
              ?disabled=${this.busy || !mine}
              aria-keyshortcuts="Control+Enter"
              @click=${() => this.#record(true)}
            >
              Record ${chosen.length}, next<key-hint keys="Mod+Enter"></key-hint>
            </button>
          </footer>
        </div>
        <thread-side slot="end" .hub=${hub} .tick=${this.tick} .room=${this.room} .subject=${entry.subject}
          >${this.#turn("back", "middle", "Outcome")}</thread-side
        >
      </resizable-panes>
      ${this.pasting ? html`<paste-outcomes .items=${entry.items} .common=${work.common} @take=${this.#take} @dialog-close=${() => (this.pasting = false)}></paste-outcomes>` : nothing}`
  }

  #turn(slot: string, pane: Pane, text: string): TemplateResult {
    return html`<button slot=${slot || nothing} class="button small narrow" @click=${() => (this.pane = pane)}>
      ${text}
    </button>`
  }

  /** What is left out is not forgotten. */
  #stays(): TemplateResult | typeof nothing {
    const { open, chosen } = this.#work
    const left = open.filter((item) => !chosen.some((each) => each.item === item))
    const [first] = left
    if (!first || this.entry.withdrawn || chosen.length === 0) return nothing
    return html`<hr />
      <p class="stays">
        <hub-icon name="circle-dashed"></hub-icon
        ><span
          >${left.length === 1 ? html`<defanged-address .address=${first.address} bare></defanged-address> stays` : html`<b>${left.length} items</b> stay`}
          open, and your claim with ${left.length === 1 ? "it. Its clock runs" : "them. Their clock runs"} on.</span
        >
      </p>`
  }

  /** What was chosen stays to be read; what had been done already can still be told. [R133] */
  #withdrawn(): TemplateResult | typeof nothing {
    const { withdrawn } = this.entry
    if (!withdrawn) return nothing
    const most = localInput(Date.parse(withdrawn.at))
    return html`<div class="withdrawn" role="alert">
      <p class="strong">The NCA withdrew it, ${clock(withdrawn.at)}: <bdi>“${withdrawn.reason}”</bdi></p>
      <p>What you chose is kept here and cannot be recorded, but for what you had done before that.</p>
      ${
        this.#work.late === undefined
          ? this.#work.open.length > 0
            ? html`<button class="button" @click=${() => this.#work.actedAt(most)}>I had acted already</button>`
            : nothing
          : html`<labelled-field label="When you acted" beside
              ><input
                type="datetime-local"
                required
                max=${most}
                .value=${this.#work.late}
                @input=${(event: Event) => this.#work.actedAt((event.target as HTMLInputElement).value)}
            /></labelled-field>`
      }
    </div>`
  }

  /** Somebody else has it, or nobody: what was typed stays, and the way back is said. */
  #lost(): TemplateResult | typeof nothing {
    const { claim } = this.entry
    if (this.#work.mine || this.entry.withdrawn || this.#work.open.length === 0) return nothing
    return html`<p class="lost" role="alert">
      ${claim ? html`<bdi>${claim.by.name}</bdi> has it since ${clock(claim.at)}.` : "Your claim has ended."} What you
      chose is kept here; ${claim ? "take it over" : "claim it again"} from the referral to record it.
    </p>`
  }
}

/** "3 accounts, 2 videos". */
function kindsOf(items: readonly ReferralItem[]): string {
  const counts = Map.groupBy(items, (item) => kindNames[item.kind].toLowerCase())
  return [...counts].map(([name, { length }]) => `${length} ${length === 1 ? name : manyOf(name)}`).join(", ")
}

const manyOf = (name: string): string => (name.endsWith("sh") ? `${name}es` : name.replace(/y$/, "ie") + "s")

declare global {
  interface HTMLElementTagNameMap {
    "outcome-screen": OutcomeScreen
  }
}
