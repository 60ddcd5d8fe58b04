// Writing a lead: what a platform saw, for the agency alone, with a verdict for every pasted row. Used by app.ts.
// Every stroke is kept in scratch, for its author alone, until it is sent. [R140]
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { refusalSentence } from "../../../protocol/errors.ts"
import { languages, priorityReasons, themes, type Priority } from "../../../protocol/vocabulary.ts"
import type { HeldRoom } from "../../hub/held-room.ts"
import { newLeadKey } from "../../../protocol/unfinished.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { clockSeconds } from "../../parts/times.ts"
import { go } from "../../route.ts"
import { buttons, chips, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import { formStyles } from "../alerts/form-styles.ts"
import {
  emptyLead,
  faultsOf,
  fieldNames,
  fieldOf,
  proposalOf,
  rowsOf,
  type Faults,
  type LeadDraft,
  type LeadField,
  type LeadRow,
} from "./lead-draft.ts"
import { leadItems } from "./lead-items.ts"
import { leadFormStyles } from "./leads-styles.ts"
import "../../parts/choice-chips.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "../../parts/labelled-field.ts"

@customElement("lead-form")
export class LeadForm extends LitElement {
  static override styles = [base, texts, buttons, chips, keys, fields, scrolling, formStyles, leadFormStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @state() private draft: LeadDraft = emptyLead
  @state() private paste = ""
  @state() private keptAt = ""
  @state() private busy = false
  /** what went wrong as a whole, and by field once sending was tried */
  @state() private error = ""
  @state() private refused: Faults = {}
  @state() private tried = false
  #rows: { text: string; rows: LeadRow[] } = { text: "", rows: [] }

  constructor() {
    super()
    new Keys(this, { "Mod+Enter": () => void this.#send(), Escape: () => this.#close() })
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.hub.scratch.get(newLeadKey).then(
      (text) => {
        if (text && this.draft === emptyLead) this.draft = { ...emptyLead, ...(JSON.parse(text) as Partial<LeadDraft>) }
      },
      () => undefined,
    )
  }

  protected override firstUpdated(): void {
    void this.#focus("title")
  }

  #close(): void {
    go(this, { screen: "leads" })
  }

  #set(change: Partial<LeadDraft>): void {
    this.draft = { ...this.draft, ...change }
    this.refused = {}
    this.hub.scratch.put(newLeadKey, JSON.stringify(this.draft))
    this.keptAt = new Date(this.hub.now()).toISOString()
  }

  /** Where this person may tell something. */
  get #rooms(): HeldRoom[] {
    return [...this.hub.rooms.values()].filter(({ name }) => this.hub.may(name, "lead.sent"))
  }

  get #room(): HeldRoom | undefined {
    return this.#rooms.find(({ name }) => name === this.draft.room) ?? this.#rooms[0]
  }

  /** Read again only when the rows, or what is dropped of them, have changed. */
  #judged(): LeadRow[] {
    const { rows, dropped } = this.draft
    const text = JSON.stringify([rows, dropped])
    if (this.#rows.text !== text) this.#rows = { text, rows: rowsOf(this.draft) }
    return this.#rows.rows
  }

  #add(text: string): void {
    if (text.trim()) this.#set({ rows: [this.draft.rows, text.trim()].filter(Boolean).join("\n") })
    this.paste = ""
  }

  #keep({ row }: LeadRow, keep: boolean): void {
    const others = this.draft.dropped.filter((each) => each !== row)
    this.#set({ dropped: keep ? others : [...others, row] })
  }

  /** A control can be reached once the frame around it is drawn. */
  async #focus(field: LeadField): Promise<void> {
    await this.updateComplete
    const control = this.renderRoot.querySelector<HTMLElement>(`[data-field="${field}"]`)
    await control?.closest("labelled-field")?.updateComplete
    control?.focus()
  }

  /** The first field that is wrong has the focus, and says what is wrong. */
  async #complain(faults: Faults): Promise<void> {
    const [field] = (Object.keys(fieldNames) as LeadField[]).filter((each) => faults[each])
    if (!field) return
    this.error = `${fieldNames[field]}: ${faults[field]!}`
    await this.#focus(field)
  }

  async #send(): Promise<void> {
    const room = this.#room
    if (!room || this.busy) return
    this.#add(this.paste)
    const rows = this.#judged()
    const faults = faultsOf(this.draft, rows)
    this.tried = true
    this.error = ""
    if (Object.keys(faults).length > 0) return this.#complain(faults)
    this.busy = true
    const subject = crypto.randomUUID()
    const [answer] = await this.hub
      .propose(room.name, [proposalOf(this.draft, rows, subject)])
      .finally(() => (this.busy = false))
    if (answer && "refusal" in answer) {
      const { refusal } = answer
      const field = fieldOf(refusal)
      this.error = refusalSentence(refusal)
      if (field && refusal.code === "malformed") {
        this.refused = { [field]: refusal.rule }
        await this.#complain(this.refused)
      }
      return
    }
    this.hub.scratch.put(newLeadKey, "")
    go(this, { screen: "leads", subject }, true)
  }

  protected override render(): TemplateResult {
    const rows = this.#judged()
    const faults = { ...(this.tried ? faultsOf(this.draft, rows) : {}), ...this.refused }
    const own = this.#room?.info.organisation.name ?? ""
    return html`<div class="form">
        <header>
          <div class="line small">
            <hub-icon name="file-pen"></hub-icon
            >${this.keptAt ? `Draft, kept ${clockSeconds(this.keptAt)}` : "Draft"}<span class="apart"
              >yours alone until you send it</span
            >
          </div>
          <h1 class="title">New lead</h1>
        </header>
        <div class="scroll body">
          ${this.#fields(faults)}
          ${leadItems({
            rows,
            evidence: this.draft.evidence,
            paste: this.paste,
            error: faults.items ?? "",
            typed: (text) => (this.paste = text),
            pasted: (text) => this.#add(text),
            keep: (row, keep) => this.#keep(row, keep),
            shows: (row, text) => this.#set({ evidence: { ...this.draft.evidence, [row.row]: text } }),
            clear: () => this.#set({ rows: "", dropped: [], evidence: {} }),
          })}
        </div>
        <footer>
          <button class="button" @click=${() => this.#close()}>
            Close, draft is kept<key-hint keys="Esc"></key-hint>
          </button>
          <span class="bad apart" role="alert">${this.error}</span>
          <button class="button primary" ?disabled=${this.busy} @click=${() => this.#send()}>
            Send to the NCA<key-hint keys="Mod+Enter"></key-hint>
          </button>
        </footer>
      </div>
      <aside class="scroll">${this.#aside(rows, own)}</aside>`
  }

  #fields(faults: Faults): TemplateResult {
    const { draft } = this
    const rooms = this.#rooms
    const typed = (key: "title" | "narrative" | "corridor") => (event: Event) =>
      this.#set({ [key]: (event.target as HTMLInputElement).value })
    const select = (
      label: string,
      value: string,
      list: Record<string, string>,
      set: (value: string) => Partial<LeadDraft>,
    ) =>
      html`<labelled-field label=${label}
        ><select @change=${(event: Event) => this.#set(set((event.target as HTMLSelectElement).value))}>
          ${Object.entries(list).map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
        </select></labelled-field
      >`
    const priorities = Object.fromEntries(Object.keys(priorityReasons).map((each) => [each, each]))
    return html`${
        rooms.length > 1
          ? select(
              "From",
              this.#room?.name ?? "",
              Object.fromEntries(rooms.map(({ name, info }) => [name, info.organisation.name])),
              (room) => ({ room }),
            )
          : nothing
      }
      <labelled-field label="Title" error=${faults.title ?? ""}
        ><input data-field="title" dir="auto" maxlength="200" .value=${draft.title} @input=${typed("title")}
      /></labelled-field>
      <div class="grid about">
        ${select("Priority", draft.priority, priorities, (value) => ({ priority: value as Priority, reason: Object.keys(priorityReasons[value as Priority])[0]! }))}
        ${select("Why", draft.reason, priorityReasons[draft.priority], (reason) => ({ reason }))}
        ${select("Theme", draft.theme, themes, (theme) => ({ theme: theme as LeadDraft["theme"] }))}
        <labelled-field label="Corridor, if known" error=${faults.corridor ?? ""}
          ><input
            data-field="corridor"
            dir="auto"
            maxlength="120"
            placeholder="Calais to Dover"
            .value=${draft.corridor}
            @input=${typed("corridor")}
        /></labelled-field>
      </div>
      <labelled-field label="Languages" error=${faults.languages ?? ""}
        ><choice-chips
          data-field="languages"
          label="Languages"
          multiple
          round
          .choices=${Object.entries(languages).map(([value, text]) => ({ value, text }))}
          .values=${draft.languages}
          @choice-change=${(event: CustomEvent<{ values: LeadDraft["languages"] }>) => this.#set({ languages: event.detail.values })}
        ></choice-chips
      ></labelled-field>
      <labelled-field label="What you saw" error=${faults.narrative ?? ""}>
        <textarea
          data-field="narrative"
          dir="auto"
          rows="4"
          maxlength="8000"
          .value=${draft.narrative}
          @input=${typed("narrative")}
        ></textarea>
      </labelled-field>`
  }

  #aside(rows: readonly LeadRow[], own: string): TemplateResult {
    const faults = faultsOf(this.draft, rows)
    const good: Record<LeadField, string> = {
      title: "It has a title",
      corridor: "",
      languages: "Languages are named",
      narrative: "It says what you saw",
      items: rows.some((row) => row.keep) ? "Its items can be read" : "No item: it tells of a way of working",
    }
    const points = (["title", "languages", "narrative", "items"] as const).map((field) => ({
      missing: faults[field] !== undefined,
      text: faults[field] ?? good[field],
    }))
    return html`<h2 class="pane-title">Who reads it</h2>
      <p class="sealed">
        <hub-icon name="lock"></hub-icon>The NCA and ${own} alone. No other platform is told, and none can tell that you
        wrote. The NCA’s clocks run from the moment you send it.
      </p>
      <h2 class="pane-title">
        Complete?
        <span class="small">${points.filter((point) => !point.missing).length} of ${points.length}</span>
      </h2>
      <ul class="points">
        ${points.map(({ missing, text }) => html`<li class=${missing ? "missing" : "good"}><hub-icon name=${missing ? "circle-dashed" : "check"}></hub-icon>${text}</li>`)}
      </ul>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "lead-form": LeadForm
  }
}
