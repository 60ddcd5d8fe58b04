// Writing an alert, or a later version of one: the form, a verdict for every row, what each platform will see, what is still missing. Used
// by app.ts. What is typed lives in draft-in-hand.ts.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import type { PlatformId } from "../../../protocol/addresses.ts"
import type { AlertEntry } from "../../../protocol/entries/alert.ts"
import { reference } from "../../../protocol/entries/brief.ts"
import { mayBegin, recipients } from "../../../protocol/topics/version.ts"
import { refusalSentence } from "../../../protocol/errors.ts"
import { alertKey, alertOfLeadKey, newAlertKey } from "../../../protocol/unfinished.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { clockSeconds } from "../../parts/times.ts"
import { go } from "../../route.ts"
import { buttons, chips, keys, tabs } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, links, scrolling, texts } from "../../styles/shared.ts"
import { decideAsAlert, draftOfLead, heldLead, referenceOf, type FromLead } from "../leads/becoming.ts"
import { completeness, type FieldName, type Point } from "./completeness.ts"
import { alertIn, replaceable, othersWrite } from "./desk.ts"
import type { AlertDraft } from "./draft.ts"
import { DraftInHand } from "./draft-in-hand.ts"
import type { JudgedRow } from "./draft-rows.ts"
import { changesOf, pointList, previews } from "./form-aside.ts"
import { briefFields, placeFields, wordingFields } from "./form-fields.ts"
import { itemFields } from "./form-items.ts"
import { formNotes } from "./form-notes.ts"
import { formStyles } from "./form-styles.ts"
import { KeptDraft } from "./kept-draft.ts"
import type { PieceName } from "./rebase.ts"
import { submitted } from "./submitting.ts"
import { SentRows } from "./sent-before.ts"
import "../../parts/hub-icon.ts"
import "../../parts/key-hint.ts"
import "./item-table.ts"
import "./referral-preview.ts"
import "./version-meanwhile.ts"

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
  @state() private paste = ""
  @state() private shown: PlatformId | "" = ""
  @state() private error = ""
  @state() private busy = ""
  @state() private known = 0
  @state() private over = false
  /** what another version changes is shown */
  @state() private compares = false
  #begun: string | undefined
  readonly #hand = new DraftInHand(
    () => this.requestUpdate(),
    () => this.hub.now(),
  )
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

  get #me(): string {
    return this.hub.person?.id ?? ""
  }

  get #alert(): AlertEntry | undefined {
    return this.subject ? alertIn(this.hub, this.subject) : undefined
  }

  protected override willUpdate(_changed: PropertyValues): void {
    // One draft for each lead, beside the one that is of nobody's telling.
    const key = this.subject ? alertKey(this.subject) : this.lead ? alertOfLeadKey(this.lead.subject) : newAlertKey
    // What is to be edited, or written of, has to be held first.
    if (this.#begun === key || (this.subject && !this.#alert) || (this.lead && !heldLead(this.hub, this.lead))) return
    this.#begun = key
    void this.#begin(new KeptDraft(this.hub.scratch, key))
  }

  protected override updated(): void {
    const { rows } = this.#hand.read()
    this.#sent.look(
      rows.flatMap(({ verdict }) =>
        verdict.kind === "ready" || verdict.kind === "look" ? [verdict.address.canonical] : [],
      ),
    )
  }

  async #begin(kept: KeptDraft): Promise<void> {
    const told = this.lead && heldLead(this.hub, this.lead)
    const begun = this.#hand.begin(kept, this.#alert, told && draftOfLead(told, this.lead!))
    await begun
    if (this.supersedes && this.#hand.draft.supersedes !== this.supersedes) this.#set({ supersedes: this.supersedes })
  }

  #set(change: Partial<AlertDraft>): void {
    this.#hand.set(change)
  }

  async #add(text: string): Promise<void> {
    this.paste = ""
    await this.#hand.add(text)
  }

  async #files(files: FileList | null | undefined): Promise<void> {
    for (const file of files ?? []) await this.#add(await file.text())
  }

  /** From what stands, or from nothing: what was typed since is gone. */
  #again(): void {
    this.#hand.drop()
    this.#begun = undefined
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

  /** What led here is gone once it is done. */
  async #keepFocus(): Promise<void> {
    await this.updateComplete
    if (document.activeElement === document.body) this.#leadTo("title")
  }

  #points(): Point[] {
    const { rows, version } = this.#hand.read()
    return completeness(this.#hand.draft, version, rows, this.subject !== "")
  }

  async #submit(): Promise<void> {
    if (this.busy) return
    const alert = this.#alert
    if (alert && this.#hand.followed(alert)) {
      this.compares = true
      return
    }
    // Typed and not read yet: nobody has seen what the rows are.
    if (this.paste.trim()) {
      await this.#add(this.paste)
      this.error = "Rows were read just now. Look at them, then submit."
      return
    }
    const missing = this.#points().find((point) => point.state === "missing")
    const waits = this.#hand.waiting > 0 ? "Not all rows are read yet." : ""
    this.error = waits || (missing?.text ?? "")
    if (missing && !waits) this.#leadTo(missing.field)
    if (this.error) return
    const { lead } = this.#hand.draft
    const done = await submitted(this.hub, this.#hand, this.subject, (progress) => (this.busy = progress))
    this.busy = ""
    if ("error" in done) {
      this.error = done.error
      return
    }
    this.#hand.drop()
    if (lead) void decideAsAlert(this.hub, lead)
    go(this, { screen: "alerts", subject: done.subject }, true)
  }

  protected override render(): TemplateResult {
    const { draft, keptAt, tells, waiting } = this.#hand
    const alert = this.#alert
    const { rows, version } = this.#hand.read()
    const refused = alert && mayBegin(alert, this.#me, othersWrite(this.hub))
    const stands = alert?.released ? alert : undefined
    const heading = !this.subject
      ? "New alert"
      : `${stands ? "Amend" : "Edit"} ${alert ? reference("A", alert.number) : "an alert"}`
    return html`<div class="form">
        <header>
          <div class="line small">
            <hub-icon name="file-pen"></hub-icon
            >${keptAt ? `Draft, kept ${clockSeconds(keptAt)}` : "Draft"}${alert ? `, becomes version ${draft.becomes}` : nothing}${this.lead ? html`<span>of lead <span class="mono">${referenceOf(this.hub, this.lead)}</span></span>` : nothing}<span
              class="apart"
              >yours alone until you submit it</span
            >
          </div>
          <h1 class="title">${heading}</h1>
          ${
            alert
              ? formNotes(
                  alert,
                  this.#hand,
                  this.#me,
                  this.busy
                    ? undefined
                    : {
                        compare: () => (this.compares = true),
                        putBack: (each) => {
                          this.#hand.putBack(each)
                          void this.#keepFocus()
                        },
                      },
                )
              : nothing
          }
        </header>
        <div
          class="scroll body ${this.over ? "over" : ""}"
          @dragover=${this.#dragged}
          @dragleave=${() => (this.over = false)}
          @drop=${this.#dropped}
        >
          ${briefFields(draft, (change) => this.#set(change))}
          ${wordingFields(draft, recipients(version), (change) => this.#set(change))}
          ${itemFields(
            { draft, rows, waiting, paste: this.paste, tells },
            {
              set: (change) => this.#set(change),
              type: (text) => (this.paste = text),
              add: (text) => void this.#add(text),
              files: (files) => this.#files(files),
              clear: () => this.#hand.clear(),
            },
          )}
          ${rows.length > 0 ? html`<item-table .rows=${rows} .known=${this.known} .sent=${(address: string) => this.#sent.of(address)} @keep=${({ detail }: CustomEvent<{ rows: readonly JudgedRow[]; keep: boolean }>) => this.#hand.keep(detail.rows, detail.keep)}></item-table>` : nothing}
          ${placeFields(draft, replaceable(this.hub, this.subject), stands !== undefined, (change) => this.#set(change))}
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
        ${previews(version, this.shown, (platform) => (this.shown = platform), this.hub)}
        ${pointList(this.#points(), (field) => this.#leadTo(field))}
      </aside>
      ${this.compares && alert ? this.#comparison(alert) : nothing}`
  }

  #comparison(alert: AlertEntry): TemplateResult | typeof nothing {
    const version = this.#hand.followed(alert)
    if (!version) return nothing
    return html`<version-meanwhile
      .version=${version}
      .changes=${this.#hand.since(version)}
      ?own=${version.author.id === this.#me}
      @take=${({ detail }: CustomEvent<{ chosen: ReadonlySet<PieceName> }>) => {
        this.compares = false
        this.#hand.follow(alert, detail.chosen)
        void this.#keepFocus()
      }}
      @dialog-close=${() => (this.compares = false)}
    ></version-meanwhile>`
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
