// The search: answers while somebody types, grouped by kind, newest first; the address keeps the query, so that Back returns to it.
// Loaded by app.ts after the first screen. Rules R155-R164 are the hub's.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { live } from "lit/directives/live.js"
import { readRoom } from "../../../protocol/event.ts"
import { foundKinds, isWritten, queryLongest, type FoundKind } from "../../../protocol/search.ts"
import type { Hit } from "../../../protocol/wire.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { everywhere, go, type Route } from "../../route.ts"
import { buttons, chips, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import { hintsFor, kindOf, withHint, withKind } from "./query-text.ts"
import { SearchRun } from "./search-run.ts"
import { searchStyles } from "./search-styles.ts"
import "../../parts/defanged-address.ts"
import "../../parts/empty-state.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "../../parts/marked-text.ts"
import "../../parts/priority-badge.ts"
import "../../parts/time-text.ts"

const kinds = Object.keys(foundKinds) as FoundKind[]

/** Where what was found stands. */
function placeOf({ room, subject, kind, about, seq }: Hit): Route {
  const name = readRoom(room)
  const message = isWritten(kind) ? { message: seq } : {}
  if (about === "lead") return { screen: "leads", subject, ...message }
  // On a referral, whichever platform's.
  if (kind === "note") return { screen: "feed", organisation: everywhere, subject, query: "", notes: true, ...message }
  if (name?.kind !== "platform") return { screen: "alerts", subject }
  return { screen: "feed", organisation: name.organisation, subject, query: "", ...message }
}

@customElement("search-screen")
export class SearchScreen extends LitElement {
  static override styles = [base, texts, buttons, chips, keys, fields, scrolling, searchStyles]

  @property({ attribute: false }) hub!: Hub
  @property() query = ""
  @state() private text = ""
  /** the one that Enter opens, among all that are shown */
  @state() private chosen = 0
  @query("input") private box!: HTMLInputElement
  readonly #run = new SearchRun(
    (text, after) => this.hub.search(text, after),
    () => this.requestUpdate(),
  )

  constructor() {
    super()
    new Keys(this, {
      j: () => this.#step(1),
      k: () => this.#step(-1),
      Enter: () => this.#open(),
      Escape: () => this.#back(),
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#run.stop()
  }

  /** The box takes what is typed next. */
  focusBox(): void {
    this.box.focus()
    this.box.select()
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("query") || this.query === this.text) return
    this.text = this.query
    this.chosen = 0
    this.#run.type(this.text)
  }

  protected override firstUpdated(): void {
    this.box.focus()
  }

  #write(text: string): void {
    this.text = text.slice(0, queryLongest)
    this.chosen = 0
    this.#run.type(this.text)
    go(this, { screen: "search", query: this.text }, true)
  }

  /** In the order of the screen. */
  get #hits(): Hit[] {
    const { answered } = this.#run
    if (answered.kind !== "found") return []
    return kinds.flatMap((kind) => answered.hits.filter((hit) => hit.kind === kind))
  }

  #step(by: number): void {
    const last = this.#hits.length - 1
    this.chosen = Math.max(0, Math.min(last, this.chosen + by))
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }),
    )
  }

  #open(hit = this.#hits[this.chosen]): void {
    if (hit) go(this, placeOf(hit))
  }

  #back(): void {
    if (history.length > 1) history.back()
    else go(this, { screen: "home" })
  }

  #pressed(event: KeyboardEvent): void {
    if (event.isComposing) return
    if (event.key === "ArrowDown") this.#step(1)
    else if (event.key === "ArrowUp") this.#step(-1)
    else if (event.key === "Enter") this.#open()
    else return
    event.preventDefault()
  }

  get #agency(): boolean {
    return this.hub.infos.some((info) => readRoom(info.room)?.kind === "org" && info.organisation.kind === "agency")
  }

  protected override render(): TemplateResult {
    const hits = this.#hits
    const { answered } = this.#run
    const kind = kindOf(this.text)
    return html`<header>
        <h1 class="visually-hidden">Search</h1>
        <div class="box">
          <hub-icon name="search"></hub-icon
          ><input
            type="search"
            dir="auto"
            role="combobox"
            aria-label="Search"
            aria-autocomplete="list"
            aria-expanded=${hits.length > 0}
            aria-controls="found"
            aria-activedescendant=${hits.length > 0 ? `hit-${this.chosen}` : nothing}
            autocomplete="off"
            spellcheck="false"
            maxlength=${queryLongest}
            placeholder="Words, @handle, address, number or reference"
            .value=${live(this.text)}
            @input=${() => this.#write(this.box.value)}
            @keydown=${this.#pressed}
          />
        </div>
        <div class="chips" role="group" aria-label="What is looked for">
          ${this.#kindChip("Everything", undefined, kind)}
          ${this.#kinds.map((each) => this.#kindChip(foundKinds[each], each, kind))}
        </div>
        <div class="chips hints" role="group" aria-label="Narrow it down">
          ${hintsFor(this.text, this.#agency).map(
            (hint) =>
              html`<button
                class="chip"
                title=${hint.what}
                aria-label="${hint.text} ${hint.what}"
                @click=${() => {
                  this.#write(withHint(this.text, hint))
                  this.box.focus()
                }}
              >
                ${hint.text}
              </button>`,
          )}
        </div>
        <p class="small" role="status">${this.#status(hits.length)}</p>
      </header>
      <div class="found scroll" tabindex="-1">
        ${hits.length > 0 ? this.#list(hits) : this.#empty()}
        ${
          answered.kind === "found" && answered.more
            ? html`<div class="older">
                <button class="button" ?disabled=${this.#run.asking} @click=${() => void this.#run.older()}>
                  Show older
                </button>
              </div>`
            : nothing
        }
      </div>`
  }

  /** Those that this person may find at all. */
  get #kinds(): readonly FoundKind[] {
    const own = this.hub.infos.some(({ room }) => readRoom(room)?.kind === "org")
    return kinds.filter((each) => (each === "alert" ? this.#agency : each !== "note" || own))
  }

  #kindChip(text: string, kind: FoundKind | undefined, asked: FoundKind | undefined): TemplateResult {
    return html`<button
      class="chip"
      aria-pressed=${kind === asked}
      @click=${() => {
        this.#write(withKind(this.text, kind))
        this.box.focus()
      }}
    >
      ${text}
    </button>`
  }

  #status(count: number): string {
    const { answered, asking } = this.#run
    if (answered.kind === "wrong") return answered.rule
    if (answered.kind === "no-answer") return "The hub does not answer. What you typed is kept; type on to try again."
    if (answered.kind === "nothing-asked")
      return asking ? "Looking …" : "Over every room that is open to you, newest first."
    if (count === 0) return asking ? "Looking …" : "Nothing found"
    return `${count} found${answered.more ? ", there are older ones" : ""}, newest first`
  }

  #empty(): TemplateResult | typeof nothing {
    const { answered, asking } = this.#run
    if (answered.kind === "nothing-asked")
      return html`<empty-state
        icon="search"
        heading="Search referrals, leads, items, messages${this.#agency ? " and alerts" : ""}"
        >Words in any script, an address in any form, a handle, a number with or without spaces, a
        reference.</empty-state
      >`
    if (answered.kind !== "found" || asking) return nothing
    return html`<empty-state icon="search" heading="Nothing found"
      >In the rooms that are open to you nothing holds all of it. Fewer words find more.
      ${
        kindOf(this.text)
          ? html`<button slot="actions" class="button" @click=${() => this.#write(withKind(this.text, undefined))}>
              Look in everything
            </button>`
          : nothing
      }</empty-state
    >`
  }

  #list(hits: readonly Hit[]): TemplateResult {
    return html`<div id="found" role="listbox" aria-label="Found">
      ${kinds.map((kind) => {
        const from = hits.findIndex((hit) => hit.kind === kind)
        if (from < 0) return nothing
        const own = hits.filter((hit) => hit.kind === kind)
        return html`<div role="group" aria-labelledby="head-${kind}">
          <h2 id="head-${kind}" role="presentation">${foundKinds[kind]}<span class="small">${own.length}</span></h2>
          ${own.map((hit, index) => this.#hit(hit, from + index))}
        </div>`
      })}
    </div>`
  }

  #hit(hit: Hit, index: number): TemplateResult {
    const chosen = index === this.chosen
    return html`<div role="option" id="hit-${index}" aria-selected=${chosen} @click=${() => this.#open(hit)}>
      <span class="line"
        ><priority-badge .priority=${hit.priority}></priority-badge
        ><span class="mono small">${hit.reference}</span
        >${isWritten(hit.kind) ? html`<bdi class="strong">${hit.by}</bdi>` : nothing}${hit.kind === "item" ? html`<defanged-address .address=${hit.address} clip></defanged-address>` : html`<bdi class=${isWritten(hit.kind) ? "small" : "name"}>${hit.title}</bdi>`}</span
      >
      <time-text class="small" .at=${hit.at}></time-text>
      ${hit.excerpt.text ? html`<marked-text class="wide" .excerpt=${hit.excerpt}></marked-text>` : nothing}
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "search-screen": SearchScreen
  }
}
