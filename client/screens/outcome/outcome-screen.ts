// The outcome form: items where the feed was, the form in the middle, the thread beside it. Several items together, one with its own
// outcome, others left open; what is chosen stays over a reload. Loaded by app.ts after the first screen.
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { itemClass, kindNames, type ItemClass } from "../../../protocol/addresses.ts"
import { reference, runningClock, undecided, type ReferralEntry, type ReferralItem } from "../../../protocol/entries.ts"
import { actions, noActionReasons, priorityReasonName } from "../../../protocol/vocabulary.ts"
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
import { iconOfKind } from "../../parts/item-kinds.ts"
import { outcomeOf } from "../feed/referral-pane.ts"
import { emptyChoice, type Choice, type Work, complete, bodyOf } from "./choice.ts"
import { outcomeFields } from "./outcome-fields.ts"
import { taken, type PastedLine } from "./pasted.ts"
import { remember, rulesUsed } from "./rules-used.ts"
import { outcomeStyles } from "./outcome-styles.ts"
import "../../parts/choice-chips.ts"
import "../../parts/clock-bar.ts"
import "../../parts/defanged-address.ts"
import "../../parts/key-hint.ts"
import "../../parts/labelled-field.ts"
import "../../parts/priority-badge.ts"
import "../../parts/resizable-panes.ts"
import "../../parts/tlp-label.ts"
import "../thread/thread-side.ts"
import "./change-dialog.ts"
import "./paste-outcomes.ts"

@customElement("outcome-screen")
export class OutcomeScreen extends LitElement {
  static override styles = [base, texts, buttons, chips, keys, fields, scrolling, outcomeStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) care!: Care
  @property({ attribute: false }) tick = 0
  @property() room = ""
  @property({ attribute: false }) entry!: ReferralEntry
  @state() private work: Work = { together: [], common: { ...emptyChoice }, own: {} }
  @state() private at = 0
  @state() private error = ""
  @state() private busy = false
  @state() private pasting = false
  /** somebody records what was done before the withdrawal, and when */
  @state() private late: string | undefined
  #begun = ""
  #keptAt = 0

  constructor() {
    super()
    new Keys(this, {
      j: () => this.#step(1),
      k: () => this.#step(-1),
      " ": () => this.#toggle(this.#item),
      Enter: () => this.#toggleOwn(this.#item),
      Escape: () => this.#close(),
      p: () => (this.pasting = this.#mine && this.#open.length > 0),
      "Mod+Enter": () => void this.#record(true),
      ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((digit) => [String(digit), () => this.#digit(digit)])),
    })
  }

  get #key(): string {
    return `outcome ${this.entry.subject}`
  }

  get #rules(): readonly string[] {
    return rulesUsed(this.hub, this.room, () => this.requestUpdate())
  }

  get #open(): ReferralItem[] {
    return this.entry.items.filter((item) => this.#choosable(item))
  }

  /** Once it is withdrawn: what was done about it before that, where nobody has recorded it yet. [R133] */
  #choosable(item: ReferralItem): boolean {
    return this.entry.withdrawn ? item.withdrawn !== null && !item.outcome : item.state === "open"
  }

  get #item(): ReferralItem | undefined {
    return this.entry.items[this.at]
  }

  /** The claim is mine and something is open: otherwise the form is read-only and keeps its text. */
  get #mine(): boolean {
    return this.entry.withdrawn ? this.late !== undefined : this.entry.claim?.by.id === this.hub.person?.id
  }

  protected override willUpdate(): void {
    if (this.#begun === this.entry.subject) return
    this.#begun = this.entry.subject
    this.late = undefined
    const fresh: Work = { together: this.#open.map((item) => item.n), common: { ...emptyChoice }, own: {} }
    const kept = this.hub.scratch.here(this.#key)
    this.work = kept ? (JSON.parse(kept) as Work) : fresh
    this.at = Math.max(
      0,
      this.entry.items.findIndex((item) => this.#choosable(item)),
    )
  }

  #set(work: Partial<Work>): void {
    this.work = { ...this.work, ...work }
    this.#keep()
    this.hub.scratch.put(this.#key, JSON.stringify(this.work))
  }

  /** A claim does not end under a form that is being filled. [R84] */
  #keep(): void {
    const { claim, limits, subject } = this.entry
    if (!claim || !this.#mine || Date.parse(claim.endsAt) - this.hub.now() > (limits.claimMs * 2) / 3) return
    if (this.hub.now() - this.#keptAt < 60_000) return
    this.#keptAt = this.hub.now()
    void this.hub.propose(this.room, [{ type: "claim.kept", subject, facts: {}, words: {} }])
  }

  #step(by: number): void {
    this.at = Math.min(this.entry.items.length - 1, Math.max(0, this.at + by))
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector(".item.current")?.scrollIntoView({ block: "nearest" }),
    )
  }

  #toggle(item: ReferralItem | undefined): void {
    if (!item || !this.#choosable(item) || !this.#mine) return
    const { together, own } = this.work
    const { [item.n]: _dropped, ...others } = own
    this.#set({
      together: together.includes(item.n) ? together.filter((n) => n !== item.n) : [...together, item.n],
      own: others,
    })
  }

  #toggleOwn(item: ReferralItem | undefined): void {
    if (!item || !this.#choosable(item) || !this.#mine) return
    const { together, own } = this.work
    this.#set({
      together: together.filter((n) => n !== item.n),
      own: { ...own, [item.n]: own[item.n] ?? { ...emptyChoice, rule: this.work.common.rule } },
    })
  }

  #digit(digit: number): void {
    const item = this.#item
    if (!item || !this.#mine) return
    const kind = itemClass(item.kind)
    const action = Object.keys(actions[kind])[digit - 1]
    if (!action) return
    const own = this.work.own[item.n]
    if (own) this.#own(item.n, { actions: { ...own.actions, [kind]: action } })
    else this.#common({ actions: { ...this.work.common.actions, [kind]: action } })
  }

  #common(change: Partial<Choice>): void {
    this.#set({ common: { ...this.work.common, ...change } })
  }

  #own(n: number, change: Partial<Choice>): void {
    this.#set({ own: { ...this.work.own, [n]: { ...(this.work.own[n] ?? emptyChoice), ...change } } })
  }

  #take({ detail: { lines } }: CustomEvent<{ lines: PastedLine[] }>): void {
    this.#set(taken(this.work, lines))
    this.pasting = false
  }

  #close(): void {
    const organisation = this.room.split("/")[1]!
    go(this, { screen: "feed", organisation, subject: this.entry.subject })
  }

  /** Items by what is chosen for them: together, or one by one; those that are left open are in neither. */
  #chosen(): { item: ReferralItem; choice: Choice }[] {
    const { together, common, own } = this.work
    return this.#open.flatMap((item) => {
      const choice = own[item.n] ?? (together.includes(item.n) ? common : undefined)
      return choice ? [{ item, choice }] : []
    })
  }

  #missing(choice: Choice, kind: ItemClass): string | undefined {
    if (this.entry.withdrawn && choice.actions[kind] === "none")
      return "It is withdrawn: only what you did can be recorded. Leave the others open."
    if (this.entry.withdrawn && Number.isNaN(Date.parse(this.late ?? ""))) return "Say when you acted."
    return complete(choice, kind)
  }

  async #record(next: boolean): Promise<void> {
    const chosen = this.#chosen()
    const missing = chosen.map(({ item, choice }) => this.#missing(choice, itemClass(item.kind))).find(Boolean)
    this.error = !this.#mine
      ? `${this.entry.withdrawn ? "It is withdrawn." : "You do not hold the claim any more."} What you chose is kept here.`
      : chosen.length === 0
        ? "Choose at least one item, with Space."
        : (missing ?? "")
    if (this.error || this.busy) return
    this.busy = true
    const { facts, words } = bodyOf(chosen, new Date(this.late ?? this.hub.now()).toISOString(), this.#originals())
    const answers = await this.hub.propose(this.room, [
      { type: "outcome.recorded", subject: this.entry.subject, facts, words },
    ])
    this.busy = false
    this.error = refusedSentence(answers)
    if (this.error) return
    void remember(
      this.hub,
      this.room,
      chosen.map(({ choice }) => choice.rule),
    )
    this.hub.scratch.put(this.#key, "")
    const organisation = this.room.split("/")[1]!
    const following = next ? this.#next() : undefined
    go(this, { screen: "feed", organisation, subject: following ?? this.entry.subject })
  }

  /** Other referrals of this room by their references. */
  #originals(): Map<string, string> {
    const room = this.hub.rooms.get(this.room)
    const { prefix = "" } = room?.info.organisation ?? {}
    return new Map(
      [...(room?.entries.values() ?? [])].flatMap((entry) =>
        entry.kind === "referral" && entry.subject !== this.entry.subject
          ? [[reference(prefix, entry.number), entry.subject]]
          : [],
      ),
    )
  }

  /** The next open referral by its clock that nobody else has. */
  #next(): string | undefined {
    const open = [...(this.hub.rooms.get(this.room)?.entries.values() ?? [])].filter(
      (entry): entry is ReferralEntry =>
        entry.kind === "referral" &&
        undecided(entry) &&
        entry.items.some((item) => item.state === "open") &&
        entry.subject !== this.entry.subject &&
        (!entry.claim || entry.claim.by.id === this.hub.person?.id),
    )
    return open.sort((one, other) =>
      (runningClock(one)?.clock.deadline ?? "") < (runningClock(other)?.clock.deadline ?? "") ? -1 : 1,
    )[0]?.subject
  }

  protected override render(): TemplateResult {
    const { entry, hub } = this
    const { brief } = entry
    const prefix = hub.rooms.get(this.room)?.info.organisation.prefix ?? ""
    const chosen = this.#chosen()
    const running = runningClock(entry)
    return html`<resizable-panes
        store-key="feed"
        pane="middle"
        startLabel="Items"
        middleLabel="Outcome"
        endLabel="Thread"
      >
        <div slot="start" class="items">
          <header>
            <div class="line">
              <h2 class="pane-title">Items</h2>
              <span class="small">${entry.items.length} in ${reference(prefix, entry.number)}</span>
              ${this.#mine && this.#open.length > 0 ? html`<button class="button small paste" aria-keyshortcuts="p" @click=${() => (this.pasting = true)}>Paste<key-hint keys="p"></key-hint></button>` : nothing}
            </div>
            <p class="small">
              <b>${this.#open.filter((item) => this.work.together.includes(item.n)).length}</b> together ·
              <b>${Object.keys(this.work.own).length}</b> by themselves ·
              <b>${this.#open.length - chosen.length}</b> stay open
            </p>
          </header>
          <ul class="scroll">
            ${entry.items.map((item, index) => this.#row(item, index))}
          </ul>
          <footer class="small">
            <key-hint keys="j"></key-hint><key-hint keys="k"></key-hint> item
            <key-hint keys="Space"></key-hint> together <key-hint keys="Enter"></key-hint> its own
            <key-hint keys="1"></key-hint>–<key-hint keys="8"></key-hint>
            action
          </footer>
        </div>
        <div slot="middle" class="form">
          <header>
            <div class="line">
              <priority-badge
                .priority=${brief.priority}
                .reason=${priorityReasonName(brief.priority, brief.reason)}
              ></priority-badge
              ><span class="mono">${reference(prefix, entry.number)}</span
              ><tlp-label .handling=${brief.handling}></tlp-label>
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
              ${[...this.#originals().keys()]
                .toSorted()
                .toReversed()
                .slice(0, 100)
                .map((each) => html`<option value=${each}></option>`)}
            </datalist>
            <datalist id="rules">${this.#rules.map((rule) => html`<option value=${rule}></option>`)}</datalist>
            <h2 class="pane-title">
              Together
              <span class="small"
                >${this.#open.filter((item) => this.work.together.includes(item.n)).length} items</span
              >
            </h2>
            ${outcomeFields(this.work.common, [...new Set(this.#open.filter((item) => this.work.together.includes(item.n)).map((item) => itemClass(item.kind)))], this.#rules, (change) => this.#common(change), !this.#mine)}
            ${Object.keys(this.work.own).map((key) => {
              const item = entry.items[Number(key) - 1]
              const choice = this.work.own[Number(key)]
              return item && choice
                ? html`<hr />
                    <h2 class="pane-title">
                      Its own outcome <defanged-address .address=${item.address}></defanged-address>
                    </h2>
                    ${outcomeFields(choice, [itemClass(item.kind)], this.#rules, (change) => this.#own(item.n, change), !this.#mine)}`
                : nothing
            })}
          </div>
          <footer>
            ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : html`<span class="small">${chosen.length} of ${this.#open.length} set, ${this.#open.length - chosen.length} stay open</span>`}
            <button class="button" @click=${() => this.#close()}>Cancel<key-hint keys="Esc"></key-hint></button>
            <button class="button" ?disabled=${this.busy || !this.#mine} @click=${() => this.#record(false)}>
              Record ${chosen.length}
            </button>
            <button
              class="button primary"
              ?disabled=${this.busy || !this.#mine}
              aria-keyshortcuts="Control+Enter"
              @click=${() => this.#record(true)}
            >
              Record ${chosen.length}, next<key-hint keys="Mod+Enter"></key-hint>
            </button>
          </footer>
        </div>
        <thread-side
          slot="end"
          .hub=${hub}
          .tick=${this.tick}
          .room=${this.room}
          .subject=${entry.subject}
        ></thread-side>
      </resizable-panes>
      ${this.pasting ? html`<paste-outcomes .items=${entry.items} .common=${this.work.common} @take=${this.#take} @dialog-close=${() => (this.pasting = false)}></paste-outcomes>` : nothing}`
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
        this.late === undefined
          ? this.#open.length > 0
            ? html`<button class="button" @click=${() => (this.late = most)}>I had acted already</button>`
            : nothing
          : html`<labelled-field label="When you acted" beside
              ><input
                type="datetime-local"
                required
                max=${most}
                .value=${this.late}
                @input=${(event: Event) => (this.late = (event.target as HTMLInputElement).value)}
            /></labelled-field>`
      }
    </div>`
  }

  /** Somebody else has it, or nobody: what was typed stays, and the way back is said. */
  #lost(): TemplateResult | typeof nothing {
    const { claim } = this.entry
    if (this.#mine || this.entry.withdrawn || this.#open.length === 0) return nothing
    return html`<p class="lost" role="alert">
      ${claim ? html`<bdi>${claim.by.name}</bdi> has it since ${clock(claim.at)}.` : "Your claim has ended."} What you
      chose is kept here; ${claim ? "take it over" : "claim it again"} from the referral to record it.
    </p>`
  }

  #row(item: ReferralItem, index: number): TemplateResult {
    const { entry } = this
    const own = this.work.own[item.n]
    const together = this.work.together.includes(item.n)
    const open = this.#choosable(item)
    const choice = own ?? (together ? this.work.common : undefined)
    const kind = itemClass(item.kind)
    const action = choice?.actions[kind]
    const names: Record<string, string> = actions[kind]
    return html`<li class="item ${index === this.at ? "current" : ""}" @click=${() => (this.at = index)}>
      <input
        type="checkbox"
        aria-label="Item ${item.n} in the common outcome"
        .checked=${together}
        ?disabled=${!open || !this.#mine}
        @change=${() => this.#toggle(item)}
      />
      <span
        ><defanged-address .address=${item.address} clip></defanged-address>
        <span class="small line"
          ><hub-icon .name=${iconOfKind(item.kind)}></hub-icon
          >${kindNames[item.kind]}${item.evidence && !this.care.coversItems(entry) ? html`, <bdi>${item.evidence}</bdi>` : nothing}</span
        >
        ${open ? html`<span class="small ${action ? "good" : ""}">${action ? `${names[action]}${action === "none" ? ` · ${choice.reason ? noActionReasons[choice.reason] : "give a reason"}` : ` · ${choice.ground} · ${choice.rule}`}` : choice ? "Choose an action" : "Stays open"}</span>` : outcomeOf(item)}
        ${
          open && !own && this.#mine
            ? html`<button
                class="link small"
                @click=${(event: Event) => {
                  event.stopPropagation()
                  this.#toggleOwn(item)
                }}
              >
                its own outcome
              </button>`
            : nothing
        }</span
      >
    </li>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "outcome-screen": OutcomeScreen
  }
}
