// What platforms told the agency: the list by clock, one lead, its thread. The agency sees every platform's, a platform its own.
// Loaded by app.ts after the first screen, with the form.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import { readRoom } from "../../../protocol/event.ts"
import type { PlatformId } from "../../../protocol/addresses.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { go, writeRoute, type Route } from "../../route.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import { alertsOf } from "../alerts/desk.ts"
import { alertsStyles } from "../alerts/alerts-styles.ts"
import type { Care } from "../care/care.ts"
import type { ThreadPane } from "../thread/thread-pane.ts"
import { alertFrom, decideAsAlert, type FromLead } from "./becoming.ts"
import { LeadActing, leadActs } from "./lead-acting.ts"
import type { HeldLead, LeadIndex } from "./lead-index.ts"
import type { LeadPane } from "./lead-pane.ts"
import { leadRow } from "./lead-row.ts"
import { leadsStyles } from "./leads-styles.ts"
import "../../parts/empty-state.ts"
import "../../parts/key-hint.ts"
import "../../parts/resizable-panes.ts"
import "../thread/thread-pane.ts"
import "./lead-form.ts"
import "./lead-pane.ts"

@customElement("leads-screen")
export class LeadsScreen extends LitElement {
  static override styles = [base, texts, buttons, keys, scrolling, alertsStyles, leadsStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property({ attribute: false }) leads!: LeadIndex
  @property({ attribute: false }) care!: Care
  @property() subject = ""
  /** a message of the thread that is looked for */
  @property({ attribute: false }) message = 0
  @state() private reading = false
  /** the lead that was asked for because it is not held */
  #sought = ""
  @query("lead-pane") private pane!: LeadPane
  @query("thread-pane") private thread!: ThreadPane
  readonly #acting = new LeadActing(
    this,
    () => ({ hub: this.hub, lead: this.#lead }),
    (lead) => this.#write(lead),
  )

  constructor() {
    super()
    new Keys(this, {
      j: () => this.#step(1),
      k: () => this.#step(-1),
      n: () => this.#nextUnread(),
      w: () => this.#mayWrite && go(this, { screen: "new-lead" }),
      a: () => this.#acting.act("acknowledge"),
      o: () => this.#acting.act("decide"),
      r: () => this.thread?.reply(),
      t: () => this.#lead && this.care.reveal(this.#lead.entry),
      y: () => void this.pane?.copy(false),
      Y: () => void this.pane?.copy(true),
      Escape: () => this.#back(),
    })
  }

  get #lead(): HeldLead | undefined {
    return this.leads.lead(this.subject)
  }

  get #mayWrite(): boolean {
    return this.hub.infos.some(({ room }) => this.hub.may(room, "lead.sent"))
  }

  get #agency(): boolean {
    return this.hub.infos.some(({ acting }) => acting.kind === "agency")
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("subject")) {
      this.#acting.reset()
      this.reading = false
    }
    if (changed.has("message") && this.message > 0) this.reading = true
    const live = this.hub.status.kind === "live"
    if (this.subject && live && !this.#lead && this.#sought !== this.subject) {
      // A link to one that was decided long ago.
      this.#sought = this.subject
      void this.leads.find(this.subject).catch(() => undefined)
    }
  }

  #step(by: number): void {
    const { all } = this.leads
    const at = all.findIndex(({ entry }) => entry.subject === this.subject)
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]
    if (next) this.#go(next.entry.subject, this.subject !== "")
  }

  #nextUnread(): void {
    const next = this.leads.all.find(({ room, entry }) => room.unread(entry.subject) > 0)
    if (next) this.#go(next.entry.subject, this.subject !== "")
  }

  #go(subject = "", replace = false): void {
    go(this, { screen: "leads", ...(subject ? { subject } : {}) }, replace)
  }

  #back(): void {
    if (this.reading) this.reading = false
    else if (this.subject) this.#go()
  }

  /** The alert form, filled; or, where the alert is written already, the decision that was to follow. */
  #write(lead: HeldLead): void {
    const from = fromOf(lead)
    if (alertFrom(alertsOf(this.hub), from)) void decideAsAlert(this.hub, from)
    else go(this, { screen: "new-alert", lead: from })
  }

  protected override render(): TemplateResult {
    const lead = this.#lead
    return html`<resizable-panes
        store-key="leads"
        .pane=${lead ? (this.reading ? "end" : "middle") : "start"}
        start-label="Leads"
        middle-label="Lead"
        end-label="Thread"
      >
        ${this.#list()} ${lead ? this.#panes(lead) : this.#nothingChosen()}
      </resizable-panes>
      ${lead ? this.#acting.dialogs(lead) : nothing}`
  }

  #panes(lead: HeldLead): TemplateResult {
    const { hub, care } = this
    const { entry, room } = lead
    const { name, prefix } = room.info.organisation
    return html`<lead-pane
        slot="middle"
        .entry=${entry}
        .platform=${name}
        .series=${prefix}
        .covered=${care.covered(entry) ?? ""}
        .coversItems=${care.coversItems(entry)}
        .acts=${leadActs(hub, lead)}
        .error=${this.#acting.asks ? "" : this.#acting.error}
        @reveal=${() => care.reveal(entry)}
        @act=${(event: CustomEvent<{ id: string }>) => this.#acting.act(event.detail.id)}
      >
        <span slot="back" class="narrow"
          ><button class="button small" @click=${() => this.#back()}>Leads</button>
          <button class="button small" @click=${() => (this.reading = true)}>Thread</button></span
        >
        ${this.#alert(lead)}
      </lead-pane>
      <thread-pane
        slot="end"
        .hub=${hub}
        .tick=${this.tick}
        .room=${room.name}
        .subject=${entry.subject}
        .message=${this.message}
        ><button slot="back" class="button small narrow" @click=${() => (this.reading = false)}>
          Lead
        </button></thread-pane
      >`
  }

  /** The agency's own: which alert was written of it. [R145] */
  #alert(lead: HeldLead): TemplateResult | typeof nothing {
    const alert = this.#agency ? alertFrom(alertsOf(this.hub), fromOf(lead)) : undefined
    if (!alert) return nothing
    return html`<p slot="alert">
      ${this.#link({ screen: "alerts", subject: alert.subject }, "button small", html`<hub-icon name="megaphone"></hub-icon>Alert of it: <bdi>${alert.words.title}</bdi>`)}
    </p>`
  }

  #nothingChosen(): TemplateResult {
    const gone = this.subject !== ""
    return html`<empty-state slot="middle" icon="megaphone" heading=${gone ? "No longer available" : "Choose a lead"}
      >${gone ? "It is not among what you may open." : html`Press <kbd>j</kbd> for the one that burns first.`}</empty-state
    >`
  }

  #list(): TemplateResult {
    const { all } = this.leads
    const waiting = all.filter(({ entry }) => !entry.decided)
    const decided = all.filter(({ entry }) => entry.decided)
    const several = new Set(all.map(({ room }) => room)).size > 1 || this.#agency
    return html`<div slot="start" class="list">
      <header>
        <h1 class="pane-title">${this.#agency ? "Leads" : "Our leads"}</h1>
        <span class="small">${this.#agency ? "from the platforms" : "to the NCA"}</span
        >${this.#mayWrite ? html`<button class="button" aria-keyshortcuts="w" @click=${() => go(this, { screen: "new-lead" })}><hub-icon name="plus"></hub-icon>New lead<key-hint keys="w"></key-hint></button>` : nothing}
      </header>
      <div class="scroll">
        <h2>${this.#agency ? "To act on" : "With the NCA"} <span>${waiting.length}</span></h2>
        ${waiting.length === 0 ? html`<p class="small none">${this.#agency ? "Nothing waits." : "Nothing waits. What you see and the NCA should know goes here."}</p>` : waiting.map((lead) => this.#row(lead, several))}
        ${decided.length > 0 || this.leads.hasOlder ? html`<h2>Decided <span>${decided.length}${this.leads.hasOlder ? "+" : ""}</span></h2>` : nothing}
        ${decided.map((lead) => this.#row(lead, several))}
        ${this.leads.hasOlder ? html`<button class="button small more" @click=${() => void this.leads.older().catch(() => undefined)}>Show older</button>` : nothing}
      </div>
    </div>`
  }

  #row(lead: HeldLead, named: boolean): TemplateResult {
    const { subject, decided } = lead.entry
    return this.#link({ screen: "leads", subject }, decided ? "row decided" : "row", leadRow(lead, named))
  }

  #link(route: Route, classes: string, inside: TemplateResult): TemplateResult {
    return html`<a
      class=${classes}
      href=${writeRoute(route)}
      aria-current=${route.screen === "leads" && route.subject === this.subject}
      @click=${(event: Event) => {
        event.preventDefault()
        go(this, route)
      }}
      >${inside}</a
    >`
  }
}

const fromOf = ({ room, entry }: HeldLead): FromLead => ({
  platform: readRoom(room.name)!.organisation as PlatformId,
  subject: entry.subject,
})

declare global {
  interface HTMLElementTagNameMap {
    "leads-screen": LeadsScreen
  }
}
