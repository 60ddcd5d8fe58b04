// Writing an alert: the form, a verdict for every pasted row, worst first, and what each platform will see. Used by app.ts.
// Every stroke is kept in scratch, for its author alone, until it is submitted.
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { kindNames, platformNames, verdictText, type PlatformId, type Verdict } from "../../../protocol/addresses.ts"
import {
  handlingCodes,
  informations,
  languages,
  priorityReasons,
  referralHandlings,
  requestedActions,
  sources,
  themes,
  type Priority,
} from "../../../protocol/vocabulary.ts"
import type { SentBefore } from "../../../protocol/wire.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { clockSeconds } from "../../parts/times.ts"
import { go } from "../../route.ts"
import { buttons, chips, keys, tabs } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import { refusedSentence } from "../feed/acts.ts"
import { agencyRoomOf } from "./alerts-screen.ts"
import {
  byPlatform,
  completeness,
  emptyDraft,
  judged,
  proposalsOf,
  wordsOf,
  type AlertDraft,
  type JudgedRow,
} from "./draft.ts"
import { formStyles } from "./form-styles.ts"
import { SentRows } from "./sent-before.ts"
import "../../parts/choice-chips.ts"
import "../../parts/defanged-address.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "../../parts/labelled-field.ts"
import "./referral-preview.ts"

const scratchKey = "alert new"
const choices = (list: Record<string, string>) => Object.entries(list).map(([value, text]) => ({ value, text }))
const groups = [
  ["refused", "refused"],
  ["look", "to look at"],
  ["stays", "stay with the NCA"],
  ["merged", "merged"],
  ["ready", "ready"],
] as const
const shownReady = 40

@customElement("alert-form")
export class AlertForm extends LitElement {
  static override styles = [base, texts, buttons, chips, keys, tabs, fields, scrolling, formStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @state() private draft: AlertDraft = emptyDraft
  @state() private paste = ""
  @state() private shown: PlatformId | "" = ""
  @state() private keptAt = ""
  @state() private error = ""
  @state() private busy = false
  @state() private all = false
  #rows: { text: string; rows: JudgedRow[] } = { text: "", rows: [] }
  readonly #sent = new SentRows(
    (addresses) => this.hub.sentBefore(addresses),
    () => this.requestUpdate(),
  )

  constructor() {
    super()
    new Keys(this, { "Mod+Enter": () => void this.#submit(), Escape: () => go(this, { screen: "alerts" }) })
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.hub.scratch.get(scratchKey).then(
      (text) => {
        if (text && this.draft === emptyDraft)
          this.draft = { ...emptyDraft, ...(JSON.parse(text) as Partial<AlertDraft>) }
      },
      () => undefined,
    )
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#sent.stop()
  }

  protected override updated(): void {
    this.#sent.look(
      this.#judged().flatMap(({ verdict }) =>
        verdict.kind === "ready" || verdict.kind === "look" ? [verdict.address.canonical] : [],
      ),
    )
  }

  #set(change: Partial<AlertDraft>): void {
    this.draft = { ...this.draft, ...change }
    this.hub.scratch.put(scratchKey, JSON.stringify(this.draft))
    this.keptAt = new Date(this.hub.now()).toISOString()
  }

  /** Read again only when the rows, or what is said of them, have changed. */
  #judged(): JudgedRow[] {
    const { rows, dropped, ticked } = this.draft
    const text = JSON.stringify([rows, dropped, ticked])
    if (this.#rows.text !== text) this.#rows = { text, rows: judged(this.draft) }
    return this.#rows.rows
  }

  #add(text: string): void {
    if (text.trim()) this.#set({ rows: [this.draft.rows, text.trim()].filter(Boolean).join("\n") })
    this.paste = ""
  }

  async #file(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement
    const text = await input.files?.[0]?.text()
    input.value = ""
    if (text) this.#add(text)
  }

  #keep(rows: readonly JudgedRow[], keep: boolean): void {
    const numbers = new Set(rows.map((row) => row.row))
    const others = this.draft.dropped.filter((row) => !numbers.has(row))
    this.#set({ dropped: keep ? others : [...others, ...numbers] })
  }

  async #submit(): Promise<void> {
    const rows = this.#judged()
    const missing = completeness(this.draft, rows).find((point) => point.state === "missing")
    this.error = missing?.text ?? ""
    if (missing || this.busy) return
    this.busy = true
    const subject = crypto.randomUUID()
    const answers = await this.hub.propose(agencyRoomOf(this.hub), proposalsOf(this.draft, rows, subject))
    this.busy = false
    this.error = refusedSentence(answers)
    if (this.error) return
    this.hub.scratch.put(scratchKey, "")
    go(this, { screen: "alerts", subject }, true)
  }

  protected override render(): TemplateResult {
    const rows = this.#judged()
    return html`<div class="form">
        <header>
          <div class="line small">
            <hub-icon name="file-pen"></hub-icon
            >${this.keptAt ? `Draft, kept ${clockSeconds(this.keptAt)}` : "Draft"}<span class="apart"
              >yours alone until you submit it</span
            >
          </div>
          <h1 class="title">New alert</h1>
        </header>
        <div class="scroll body">${this.#fields()} ${this.#items(rows)}</div>
        <footer>
          <button class="button" @click=${() => go(this, { screen: "alerts" })}>
            Close, draft is kept<key-hint keys="Esc"></key-hint>
          </button>
          <span class="bad apart" role="alert">${this.error}</span>
          <button class="button primary" ?disabled=${this.busy} @click=${() => this.#submit()}>
            Submit for a check<key-hint keys="Mod+Enter"></key-hint>
          </button>
        </footer>
      </div>
      <aside class="scroll" tabindex="0">${this.#preview(rows)}</aside>`
  }

  #fields(): TemplateResult {
    const { draft } = this
    const select = (
      key: "reason" | "theme" | "handling" | "source" | "information" | "code",
      label: string,
      list: Record<string, string>,
      full: (key: string, text: string) => string = (_key, text) => text,
    ) =>
      html`<labelled-field label=${label}
        ><select @change=${(event: Event) => this.#set({ [key]: (event.target as HTMLSelectElement).value })}>
          ${Object.entries(list).map(([value, text]) => html`<option value=${value} ?selected=${draft[key] === value}>${full(value, text)}</option>`)}
        </select></labelled-field
      >`
    const typed = (key: "title" | "narrative" | "corridor" | "conditions") => (event: Event) =>
      this.#set({ [key]: (event.target as HTMLInputElement).value })
    return html` <labelled-field label="Title"
        ><input dir="auto" maxlength="200" .value=${draft.title} @input=${typed("title")}
      /></labelled-field>
      <div class="grid">
        <labelled-field label="Priority"
          ><select
            @change=${(event: Event) => {
              const priority = (event.target as HTMLSelectElement).value as Priority
              this.#set({ priority, reason: Object.keys(priorityReasons[priority])[0]! })
            }}
          >
            ${Object.keys(priorityReasons).map((value) => html`<option ?selected=${draft.priority === value}>${value}</option>`)}
          </select></labelled-field
        >
        ${select("reason", "Why", priorityReasons[draft.priority])}
        ${select("handling", "Handling", Object.fromEntries(referralHandlings.map((each) => [each, `TLP:${each}`])))}
        ${select("theme", "Theme", themes)}
        ${select("source", "Source, stays with the NCA", sources, (key, text) => `${key} ${text}`)}
        ${select("information", "Information, stays with the NCA", informations, (key, text) => `${key} ${text}`)}
        ${select("code", "Handling code, stays with the NCA", handlingCodes, (key, text) => `${key} ${text}`)}
        <labelled-field label="Corridor"
          ><input
            dir="auto"
            maxlength="120"
            placeholder="Calais to Dover"
            .value=${draft.corridor}
            @input=${typed("corridor")}
        /></labelled-field>
      </div>
      <labelled-field label="Languages"
        ><choice-chips
          label="Languages"
          multiple
          round
          .choices=${choices(languages)}
          .values=${draft.languages}
          @choice-change=${(event: CustomEvent<{ values: AlertDraft["languages"] }>) => this.#set({ languages: event.detail.values })}
        ></choice-chips
      ></labelled-field>
      <labelled-field label="Asked for"
        ><choice-chips
          label="Asked for"
          multiple
          round
          .choices=${choices(requestedActions)}
          .values=${draft.asked}
          @choice-change=${(event: CustomEvent<{ values: AlertDraft["asked"] }>) => this.#set({ asked: event.detail.values })}
        ></choice-chips
      ></labelled-field>
      <labelled-field label="What the platforms are told, without source or method">
        <textarea
          dir="auto"
          rows="4"
          maxlength="8000"
          .value=${draft.narrative}
          @input=${typed("narrative")}
        ></textarea>
      </labelled-field>
      <labelled-field label="Conditions for the platforms, in words"
        ><input dir="auto" maxlength="500" .value=${draft.conditions} @input=${typed("conditions")}
      /></labelled-field>`
  }

  #items(rows: readonly JudgedRow[]): TemplateResult {
    const kept = rows.filter((row) => row.platforms.length > 0).length
    const contacts = rows.some((row) => row.keep && "address" in row.verdict && row.verdict.address.platform === null)
    return html`<div class="items-head">
        <h2 class="pane-title">Items</h2>
        <span class="small" role="status"
          >${rows.length === 0 ? "none yet" : `${rows.length} rows, ${kept} go out`}</span
        >
        <label class="button small"
          ><hub-icon name="file-plus"></hub-icon>Add a file<input
            class="visually-hidden"
            type="file"
            accept=".txt,.csv,text/plain,text/csv"
            @change=${this.#file}
        /></label>
        ${rows.length > 0 ? html`<button class="button small" @click=${() => this.#set({ rows: "", dropped: [], evidence: {} })}>Clear</button>` : nothing}
      </div>
      <labelled-field label="Paste addresses, hashtags, phone numbers or hashes, one a line">
        <textarea
          class="mono"
          rows="3"
          dir="ltr"
          spellcheck="false"
          .value=${this.paste}
          @input=${(event: Event) => (this.paste = (event.target as HTMLTextAreaElement).value)}
          @paste=${this.#pasted}
          @change=${() => this.#add(this.paste)}
        ></textarea>
      </labelled-field>
      ${contacts ? html`<labelled-field label="Phone numbers, hashtags and hashes go to"><choice-chips label="Contacts go to" multiple round .choices=${choices(platformNames)} .values=${this.draft.ticked} @choice-change=${(event: CustomEvent<{ values: PlatformId[] }>) => this.#set({ ticked: event.detail.values })}></choice-chips></labelled-field>` : nothing}
      ${groups.map(([kind, name]) =>
        this.#group(
          name,
          kind,
          rows.filter((row) => row.verdict.kind === kind),
        ),
      )}`
  }

  #pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? ""
    if (!text.includes("\n") && this.paste) return
    event.preventDefault()
    this.#add(text)
  }

  #group(name: string, kind: (typeof groups)[number][0], rows: JudgedRow[]): TemplateResult | typeof nothing {
    if (rows.length === 0) return nothing
    const able = kind === "look" || kind === "ready" || kind === "stays"
    const shown = kind === "ready" && !this.all ? rows.slice(0, shownReady) : rows.slice(0, 500)
    const keptRows = rows.filter((row) => row.keep)
    return html`<div class="group">
        <span><b>${rows.length}</b> ${name}${shown.length < rows.length ? `, ${shown.length} of them shown` : ""}</span>
        ${able && rows.length > 1 ? html`<button class="button small" @click=${() => this.#keep(rows, keptRows.length === 0)}>${keptRows.length === 0 ? "Keep" : "Drop"} all ${rows.length}</button>` : nothing}
        ${shown.length < rows.length && !this.all ? html`<button class="button small" @click=${() => (this.all = true)}>Show more</button>` : nothing}
      </div>
      <ul>
        ${shown.map((row) => this.#row(row, able))}
      </ul>`
  }

  #row(row: JudgedRow, able: boolean): TemplateResult {
    const { verdict } = row
    const platform = "address" in verdict && verdict.address.platform ? platformNames[verdict.address.platform] : ""
    const shown =
      "address" in verdict ? verdict.address.canonical : verdict.kind === "stays" ? verdict.canonical : row.raw
    const sent = this.#sent.of(shown)
    const tone = sent
      ? "warn"
      : { refused: "bad", look: "warn", stays: "muted", merged: "muted", ready: "good" }[verdict.kind]
    return html`<li class=${row.keep ? "" : "dropped"}>
      <span class="strong">${platform}</span><defanged-address .address=${shown} clip></defanged-address
      ><span class="verdict ${tone}">${sent ? this.#sentBefore(verdict, sent) : verdictText(verdict)}</span>
      ${
        able
          ? html`<span class="keep" role="group" aria-label="Row ${row.row}"
              ><button class="chip" aria-pressed=${row.keep} @click=${() => this.#keep([row], true)}>Keep</button
              ><button class="chip" aria-pressed=${!row.keep} @click=${() => this.#keep([row], false)}>
                Drop
              </button></span
            >`
          : html`<span class="keep small">dropped</span>`
      }
    </li>`
  }

  /** The draft is kept while somebody looks at the earlier alert. */
  #sentBefore(verdict: Verdict, { by, reference, subject }: SentBefore): TemplateResult {
    const what = verdict.kind === "ready" ? kindNames[verdict.address.kind] : verdictText(verdict)
    return html`${what}, ${by === "address" ? "sent before in" : "its account was sent in"}
      <button class="reference mono" @click=${() => go(this, { screen: "alerts", subject })}>${reference}</button>`
  }

  #preview(rows: readonly JudgedRow[]): TemplateResult {
    const platforms = byPlatform(rows)
    const shown = platforms.has(this.shown as PlatformId) ? (this.shown as PlatformId) : [...platforms.keys()][0]
    const points = completeness(this.draft, rows)
    return html`<h2 class="pane-title">What each platform will see</h2>
      ${
        shown
          ? html`<div role="tablist" aria-label="Platforms">
                ${[...platforms].map(([platform, own]) => html`<button role="tab" aria-selected=${platform === shown} @click=${() => (this.shown = platform)}>${platformNames[platform]} ${own.length}</button>`)}
              </div>
              <div role="tabpanel" aria-label=${platformNames[shown]}>
                <referral-preview
                  .platform=${shown}
                  .brief=${this.draft}
                  .words=${wordsOf(this.draft)}
                  .items=${platforms.get(shown)!.flatMap((row) => ("address" in row.verdict ? [{ kind: row.verdict.address.kind, canonical: row.verdict.address.canonical, note: this.draft.evidence[row.row] ?? "" }] : []))}
                ></referral-preview>
              </div>
              <p class="sealed">
                <hub-icon name="lock"></hub-icon>${platformNames[shown]} sees these ${platforms.get(shown)!.length}
                items only. It cannot tell that anybody else is told, and its number comes from its own series.
              </p>`
          : html`<p class="small">Paste addresses: each platform that they belong to gets a referral of its own.</p>`
      }
      <h2 class="pane-title">
        Complete?
        <span class="small">${points.filter((point) => point.state === "good").length} of ${points.length}</span>
      </h2>
      <ul class="points">
        ${points.map((point) => html`<li class=${point.state}><hub-icon name=${point.state === "good" ? "check" : point.state === "look" ? "triangle-alert" : "circle-dashed"}></hub-icon>${point.text}</li>`)}
      </ul>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alert-form": AlertForm
  }
}
