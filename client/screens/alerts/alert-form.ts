// Writing an alert, or a later version of one: the form, a verdict for every row, what each platform will see and what is still missing. Used
// by app.ts. Every stroke is kept in scratch, for its author alone, until it is submitted.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import type { PlatformId } from "../../../protocol/addresses.ts"
import { reference, type AlertEntry } from "../../../protocol/entries.ts"
import { itemsAtMost } from "../../../protocol/topics/brief.ts"
import { mayBegin, recipients } from "../../../protocol/topics/version.ts"
import { refusalSentence } from "../../../protocol/errors.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { clockSeconds } from "../../parts/times.ts"
import { go } from "../../route.ts"
import { buttons, chips, keys, tabs } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, links, scrolling, texts } from "../../styles/shared.ts"
import { refusedSentence } from "../feed/acts.ts"
import { decideAsAlert, draftOfLead, heldLead, referenceOf, type FromLead } from "../leads/becoming.ts"
import { completeness, type FieldName, type Point } from "./completeness.ts"
import { agencyRoomOf, alertIn, alertsOf, versionShown } from "./desk.ts"
import {
  draftOf,
  emptyDraft,
  numbered,
  numberOf,
  proposalsOf,
  versionOf,
  type AlertDraft,
  type DraftVersion,
} from "./draft.ts"
import { DraftRows, inAlerts, itemOf, judged, nextTask, type JudgedRow } from "./draft-rows.ts"
import { changesOf, pointList, previews } from "./form-aside.ts"
import { briefFields, placeFields, wordingFields } from "./form-fields.ts"
import { itemFields } from "./form-items.ts"
import { formStyles } from "./form-styles.ts"
import { KeptDraft } from "./kept-draft.ts"
import { readPaste } from "./pasted-rows.ts"
import { SentRows } from "./sent-before.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "./item-table.ts"
import "./referral-preview.ts"

@customElement("alert-form")
export class AlertForm extends LitElement {
  static override styles = [base, texts, links, buttons, chips, keys, tabs, fields, scrolling, formStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  /** the alert of which it is a later version; empty for a new one */
  @property() subject = ""
  /** the lead that it is written of */
  @property({ attribute: false }) lead: FromLead | undefined
  /** the alert that a new one is to replace */
  @property() supersedes = ""
  @state() private draft: AlertDraft = emptyDraft
  @state() private paste = ""
  @state() private tells = ""
  @state() private shown: PlatformId | "" = ""
  @state() private keptAt = ""
  @state() private error = ""
  @state() private busy = ""
  @state() private known = 0
  @state() private over = false
  #begun: string | undefined
  #kept: KeptDraft | undefined
  readonly #rows = new DraftRows(() => this.requestUpdate())
  #judged: { from: unknown[]; rows: JudgedRow[]; version: DraftVersion } | undefined
  readonly #sent = new SentRows(
    (addresses) => this.hub.sentBefore(addresses),
    () => (this.known += 1),
  )

  constructor() {
    super()
    new Keys(this, { "Mod+Enter": () => void this.#submit(), Escape: () => this.#close() })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#sent.stop()
  }

  get #alert(): AlertEntry | undefined {
    return this.subject ? alertIn(this.hub, this.subject) : undefined
  }

  protected override willUpdate(_changed: PropertyValues): void {
    // One draft for each lead, beside the one that is of nobody's telling.
    const key = this.subject ? `alert ${this.subject}` : this.lead ? `alert of ${this.lead.subject}` : "alert new"
    // What is to be edited, or written of, has to be held first.
    if (this.#begun === key || (this.subject && !this.#alert) || (this.lead && !heldLead(this.hub, this.lead))) return
    this.#begun = key
    void this.#begin(new KeptDraft(this.hub.scratch, key))
  }

  protected override updated(): void {
    const { rows } = this.#read()
    this.#sent.look(
      rows.flatMap(({ verdict }) =>
        verdict.kind === "ready" || verdict.kind === "look" ? [verdict.address.canonical] : [],
      ),
    )
  }

  /** Goes on with what is kept, else with what stands. */
  async #begin(kept: KeptDraft): Promise<void> {
    this.#kept = kept
    this.#rows.clear()
    this.draft = emptyDraft
    const alert = this.#alert
    const told = this.lead && heldLead(this.hub, this.lead)
    const before = alert ? draftOf(versionShown(alert)) : told && draftOfLead(told, this.lead!)
    const found = await kept.load().catch(() => undefined)
    if (this.#kept !== kept || this.draft !== emptyDraft) return
    const { draft, rows } = found ?? before ?? { draft: emptyDraft, rows: [] }
    this.draft = this.supersedes ? { ...draft, supersedes: this.supersedes } : draft
    await this.#rows.add(rows)
  }

  #set(change: Partial<AlertDraft>): void {
    this.draft = { ...this.draft, ...change }
    this.#kept?.put(this.draft)
    this.keptAt = new Date(this.hub.now()).toISOString()
  }

  /** Worked out again only when the rows, or what is said of them, have changed. */
  #read(): { rows: JudgedRow[]; version: DraftVersion } {
    const from = [this.#rows.rows, this.draft]
    if (this.#judged?.from.every((each, index) => each === from[index])) return this.#judged
    const { rows: read } = this.#rows
    const { dropped, ticked } = this.draft
    const before = this.#judged
    const same = before && before.from[0] === read && (before.from[1] as AlertDraft).dropped === dropped
    const rows = same && (before.from[1] as AlertDraft).ticked === ticked ? before.rows : judged(read, dropped, ticked)
    this.#judged = { from, rows, version: versionOf(this.draft, rows.map(itemOf)) }
    return this.#judged
  }

  /** A long paste is split, read and kept in tasks of their own. [R211] */
  async #add(text: string): Promise<void> {
    this.paste = ""
    if (!text.trim()) return
    await nextTask()
    const { rows, tells } = readPaste(text)
    this.tells = tells
    void this.#rows.add(rows)
    await nextTask()
    this.#kept?.putRows(this.#rows.raws)
    this.#set({ aware: false })
  }

  async #files(files: FileList | null | undefined): Promise<void> {
    for (const file of files ?? []) await this.#add(await file.text())
  }

  #keep({ detail: { rows, keep } }: CustomEvent<{ rows: readonly JudgedRow[]; keep: boolean }>): void {
    const dropped = new Set(this.draft.dropped)
    for (const { row } of rows)
      if (keep) dropped.delete(row)
      else dropped.add(row)
    this.#set({ dropped })
  }

  #clear(): void {
    this.#rows.clear()
    this.#kept?.putRows([])
    this.tells = ""
    this.#set({ dropped: new Set() })
  }

  /** From what stands, or from nothing: what was typed since is gone. */
  #again(): void {
    this.#kept?.clear()
    this.#kept = undefined
    this.#begun = undefined
    this.keptAt = ""
    this.error = ""
    this.requestUpdate()
  }

  #close(): void {
    if (this.lead) go(this, { screen: "leads", subject: this.lead.subject })
    else go(this, { screen: "alerts", ...(this.subject ? { subject: this.subject } : {}) })
  }

  /** Leads to the field that a point is about. */
  #leadTo(field: FieldName): void {
    const found = this.renderRoot.querySelector<HTMLElement>(`[data-field="${field}"]`)
    found?.scrollIntoView({ block: "center" })
    found?.focus()
  }

  #points(): Point[] {
    const { rows, version } = this.#read()
    return completeness(this.draft, version, rows, this.subject !== "")
  }

  async #submit(): Promise<void> {
    if (this.busy) return
    const missing = this.#points().find((point) => point.state === "missing")
    const waits = this.#rows.waiting > 0 ? "Not all rows are read yet." : ""
    this.error = waits || (missing?.text ?? "")
    if (missing && !waits) this.#leadTo(missing.field)
    if (this.error) return
    const { rows } = this.#read()
    const parts = this.draft.aware ? [[]] : this.subject ? [rows] : inAlerts(rows, itemsAtMost)
    let subject = ""
    for (const [index, part] of parts.entries()) {
      this.busy = parts.length === 1 ? "Submitting" : `Submitting ${index + 1} of ${parts.length}`
      subject = this.subject || crypto.randomUUID()
      const version = numbered(versionOf(this.draft, part.map(itemOf)), index + 1, parts.length)
      const drafts = proposalsOf(this.draft, version, subject, numberOf(this.#alert))
      const answers = await this.hub.propose(agencyRoomOf(this.hub), drafts)
      this.error = refusedSentence(answers)
      if (this.error) return this.#partly(parts.slice(index).flat(), index)
    }
    this.busy = ""
    this.#kept?.clear()
    if (this.draft.lead) void decideAsAlert(this.hub, this.draft.lead)
    go(this, { screen: "alerts", subject }, true)
  }

  /** What was submitted leaves the draft; the rest stays, with why. */
  #partly(left: readonly JudgedRow[], submitted: number): void {
    this.busy = ""
    if (submitted === 0) return
    this.error = `${submitted} ${submitted === 1 ? "alert was" : "alerts were"} submitted, and their rows have left the draft. ${this.error}`
    const rows = [...left].sort((one, other) => one.row - other.row)
    const dropped = new Set(rows.flatMap((row, index) => (row.keep ? [] : [index + 1])))
    this.#rows.clear()
    void this.#rows.add(rows.map(({ raw, evidence }) => ({ raw, evidence })))
    this.#kept?.putRows(this.#rows.raws)
    this.#set({ dropped })
  }

  protected override render(): TemplateResult {
    const { draft } = this
    const alert = this.#alert
    const { rows, version } = this.#read()
    const refused = alert && mayBegin(alert, this.hub.person?.id ?? "")
    const stands = alert?.released ? alert : undefined
    const heading = !this.subject
      ? "New alert"
      : `${stands ? "Amend" : "Edit"} ${alert ? reference("A", alert.number) : "an alert"}`
    return html`<div class="form">
        <header>
          <div class="line small">
            <hub-icon name="file-pen"></hub-icon
            >${this.keptAt ? `Draft, kept ${clockSeconds(this.keptAt)}` : "Draft"}${alert ? `, becomes version ${numberOf(alert)}` : nothing}${this.lead ? html`<span>of lead <span class="mono">${referenceOf(this.hub, this.lead)}</span></span>` : nothing}<span
              class="apart"
              >yours alone until you submit it</span
            >
          </div>
          <h1 class="title">${heading}</h1>
          ${this.#notes(alert)}
        </header>
        <div
          class="scroll body ${this.over ? "over" : ""}"
          @dragover=${this.#dragged}
          @dragleave=${() => (this.over = false)}
          @drop=${this.#dropped}
        >
          ${briefFields(draft, (change) => this.#set(change))}
          ${wordingFields(draft, recipients(version), (change) => this.#set(change))}
          ${placeFields(draft, this.#earlier(), stands !== undefined, (change) => this.#set(change))}
          ${itemFields(
            { draft, rows, waiting: this.#rows.waiting, paste: this.paste, tells: this.tells },
            {
              set: (change) => this.#set(change),
              type: (text) => (this.paste = text),
              add: (text) => void this.#add(text),
              files: (files) => this.#files(files),
              clear: () => this.#clear(),
            },
          )}
          ${rows.length > 0 ? html`<item-table .rows=${rows} .known=${this.known} .sent=${(address: string) => this.#sent.of(address)} @keep=${this.#keep}></item-table>` : nothing}
        </div>
        <footer>
          <button class="button" @click=${() => this.#close()}>
            Close, draft is kept<key-hint keys="Esc"></key-hint>
          </button>
          <button class="button" @click=${() => this.#again()}>Begin anew</button>
          <span class="bad apart" role="alert">${refused ? refusalSentence(refused) : this.error}</span>
          <button
            class="button primary"
            ?disabled=${this.busy !== "" || refused !== undefined}
            @click=${() => this.#submit()}
          >
            ${this.busy || "Submit for a check"}<key-hint keys="Mod+Enter"></key-hint>
          </button>
        </footer>
      </div>
      <aside class="scroll" tabindex="0" aria-label="What comes of it">
        ${stands ? changesOf(stands, version, draft.restore) : nothing}
        ${previews(version, this.shown, (platform) => (this.shown = platform))}
        ${pointList(this.#points(), (field) => this.#leadTo(field))}
      </aside>`
  }

  /** Why it came back. */
  #notes(alert: AlertEntry | undefined): TemplateResult | typeof nothing {
    const returned = alert && versionShown(alert).returned
    if (!returned?.reason) return nothing
    return html`<p class="note"><bdi>${returned.by.name}</bdi> returned it: <bdi>“${returned.reason}”</bdi></p>`
  }

  /** What can be replaced: released, and neither withdrawn nor replaced. */
  #earlier(): AlertEntry[] {
    return alertsOf(this.hub).filter(
      (alert) => alert.released && !alert.withdrawn && !alert.superseded && alert.subject !== this.subject,
    )
  }

  #dragged(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return
    event.preventDefault()
    this.over = true
  }

  #dropped(event: DragEvent): void {
    if (!event.dataTransfer?.files.length) return
    event.preventDefault()
    this.over = false
    void this.#files(event.dataTransfer.files)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alert-form": AlertForm
  }
}
