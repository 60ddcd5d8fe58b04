// One alert: what waits or was decided about it, what can be done, a row per platform. Used by alerts-screen.ts; acts leave as `act` events,
// those on the referral whose row is open as `referral-act`.
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property } from "lit/decorators.js"
import type { AlertEntry } from "../../../protocol/entries/alert.ts"
import { reference } from "../../../protocol/entries/brief.ts"
import { waiting } from "../../../protocol/topics/version.ts"
import { priorityReasonName } from "../../../protocol/vocabulary.ts"
import type { Hub } from "../../hub/hub.ts"
import { clock, clockSeconds } from "../../parts/times.ts"
import { go, writeRoute, type Route } from "../../route.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { links, base, scrolling, texts } from "../../styles/shared.ts"
import type { Act } from "../feed/act.ts"
import { referenceOf, type FromLead } from "../leads/becoming.ts"
import { alertsStyles } from "./alerts-styles.ts"
import { alertIn, referralsOf, versionShown } from "./desk.ts"
import "../../parts/key-hint.ts"
import "../../parts/person-text.ts"
import "../../parts/priority-badge.ts"
import "../../parts/state-label.ts"
import "../../parts/tlp-label.ts"
import "../../parts/toggle-menu.ts"
import "./alert-platforms.ts"

@customElement("alert-board")
export class AlertBoard extends LitElement {
  static override styles = [base, texts, links, buttons, keys, scrolling, alertsStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property({ attribute: false }) alert!: AlertEntry
  @property({ attribute: false }) acts: readonly Act[] = []
  @property() platform = ""
  @property() error = ""
  /** of the platform whose row is open */
  @property({ attribute: false }) referralActs: readonly Act[] = []
  @property() referralError = ""

  #act(id: string): void {
    this.dispatchEvent(new CustomEvent("act", { detail: { id } }))
  }

  async focusOpen(): Promise<void> {
    await this.updateComplete
    const platforms = this.renderRoot.querySelector("alert-platforms")
    await platforms?.updateComplete
    platforms?.focusOpen()
  }

  protected override render(): TemplateResult {
    const { alert } = this
    const { brief, words } = alert.released ? alert : versionShown(alert)
    const items = referralsOf(this.hub, alert).flatMap((each) =>
      each.items.filter((item) => item.state !== "withdrawn"),
    )
    const decided = items.filter((item) => item.state === "decided" || item.state === "restored").length
    return html`<div class="board scroll" tabindex="0" aria-label="Alert">
      <header class="head">
        <div class="line">
          <button class="button small narrow" @click=${() => go(this, { screen: "alerts" })}>Alerts</button
          ><priority-badge
            .priority=${brief.priority}
            .reason=${priorityReasonName(brief.priority, brief.reason)}
          ></priority-badge
          ><span class="mono">${reference("A", alert.number)}</span
          ><tlp-label .handling=${brief.handling}></tlp-label
          >${["withdrawn", "superseded", "closed"].includes(alert.state) ? html`<state-label .state=${alert.state}></state-label>` : nothing}${alert.version > 1 ? html`<span class="small">version ${alert.version}</span>` : nothing}
        </div>
        <div class="titled">
          <h1 class="title" dir="auto">${words.title}</h1>
          ${items.length > 0 ? html`<span class="figure"><bdi class="mono">${decided} of ${items.length}</bdi><span class="small">items decided</span></span>` : nothing}
        </div>
        ${this.#notes()} ${this.#buttons()}
        ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      </header>
      ${alert.released ? html`<alert-platforms .hub=${this.hub} .tick=${this.tick} .alert=${alert} .platform=${this.platform} .acts=${this.referralActs} .error=${this.referralError} @read-thread=${() => this.dispatchEvent(new CustomEvent("read-thread"))} @referral-act=${(event: CustomEvent<{ id: string }>) => this.dispatchEvent(new CustomEvent("referral-act", { detail: event.detail }))}></alert-platforms>` : html`<person-text class="narrative" .text=${words.narrative}></person-text>`}
    </div>`
  }

  #buttons(): TemplateResult | typeof nothing {
    const { alert, acts } = this
    const main = acts.filter((act) => act.main)
    const rest = acts.filter((act) => !act.main)
    return html`<div class="line">
      ${main.map((act, index) => html`<button class="button ${index === 0 && act.id !== "withdraw" ? "primary" : ""}" aria-keyshortcuts=${act.key || nothing} @click=${() => this.#act(act.id)}>${act.text}${act.key ? html`<key-hint .keys=${act.key}></key-hint>` : nothing}</button>`)}
      ${rest.length > 0 ? html`<toggle-menu label="More" .items=${rest.map(({ id, text }) => ({ id, text }))} @menu-choice=${(event: CustomEvent<{ id: string }>) => this.#act(event.detail.id)}></toggle-menu>` : nothing}
      <bdi class="small"
        ><bdi>${alert.author.name}</bdi> wrote
        it${alert.released ? html`, <bdi>${alert.released.by.name}</bdi> checked and released it ${clockSeconds(alert.released.at)}` : `, submitted ${clockSeconds(alert.submittedAt ?? "")}${waiting(alert) ? ", locked since" : ""}`}</bdi
      >
    </div>`
  }

  /** What it was written of, which no platform learns. [R145] */
  #lead(lead: FromLead): TemplateResult {
    const route: Route = { screen: "leads", subject: lead.subject }
    return html`Written of the lead
      <a
        href=${writeRoute(route)}
        @click=${(event: Event) => {
          event.preventDefault()
          go(this, route)
        }}
        >${referenceOf(this.hub, lead)}</a
      >`
  }

  /** What was said about it: returned, withdrawn, replaced, closed; and a next version that waits. */
  #notes(): TemplateResult | typeof nothing {
    const { alert } = this
    const { withdrawn, superseded, closed, supersedes, next } = alert
    const shown = versionShown(alert)
    const { returned } = shown
    const lines: TemplateResult[] = alert.lead ? [this.#lead(alert.lead)] : []
    if (returned)
      lines.push(
        returned.recalled
          ? html`<bdi>${returned.by.name}</bdi> recalled version ${shown.version}, ${clock(returned.at)}`
          : html`<bdi>${returned.by.name}</bdi> returned version ${shown.version}, ${clock(returned.at)}:
              <bdi>“${returned.reason}”</bdi>`,
      )
    if (next && waiting(alert))
      lines.push(
        html`Version ${next.version} by
          <bdi>${next.author.name}</bdi>
          ${next.checked ? html`is checked by <bdi>${next.checked.by.name}</bdi> and waits for its release` : "waits for a check"}.
          Until it is released, version ${alert.version} stands.`,
      )
    else if (shown.checked && waiting(alert))
      lines.push(
        html`<bdi>${shown.checked.by.name}</bdi> checked it ${clock(shown.checked.at)}, it waits for its release`,
      )
    if (withdrawn)
      lines.push(
        html`<bdi>${withdrawn.by.name}</bdi> withdrew it,
          ${clock(withdrawn.at)}${withdrawn.restore ? ", asking to restore" : ""}: <bdi>“${withdrawn.reason}”</bdi>`,
      )
    if (superseded) lines.push(html`Replaced by ${this.#other(superseded.alert)}, ${clock(superseded.at)}`)
    if (closed)
      lines.push(
        closed.reason
          ? html`<bdi>${closed.by.name}</bdi> closed it, ${clock(closed.at)}: <bdi>“${closed.reason}”</bdi>`
          : html`Closed, ${clock(closed.at)}: all its referrals have ended`,
      )
    if (supersedes) lines.push(html`It takes the place of ${this.#other(supersedes)}`)
    return lines.length > 0 ? html`<div class="notes">${lines.map((line) => html`<p>${line}</p>`)}</div>` : nothing
  }

  #other(subject: string): TemplateResult {
    const other = alertIn(this.hub, subject)
    return html`<button class="link" @click=${() => go(this, { screen: "alerts", subject })}>
      ${other ? reference("A", other.number) : "another alert"}
    </button>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alert-board": AlertBoard
  }
}
