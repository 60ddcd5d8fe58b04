// The second person: one exact version, its warnings, what stays with the agency, and the sealed referrals side by side. Used by app.ts. [R32]
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { platformNames, readAddress, verdictText, type ItemKind, type PlatformId } from "../../../protocol/addresses.ts"
import { reference, type AlertEntry, type AlertItem } from "../../../protocol/entries.ts"
import { keptByPlatform, recipients, versionWarnings, wordsFor } from "../../../protocol/topics/version.ts"
import { handlingCodes, informations, priorityReasonName, sources } from "../../../protocol/vocabulary.ts"
import type { Warning } from "../../../protocol/warnings.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { clockSeconds } from "../../parts/times.ts"
import { go } from "../../route.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import { refusedSentence } from "../feed/acts.ts"
import { agencyRoomOf, alertsOf, waitsForRelease } from "./alerts-screen.ts"
import "../../parts/clock-bar.ts"
import "../../parts/empty-state.ts"
import "../../parts/person-avatar.ts"
import "../../parts/priority-badge.ts"
import "./referral-preview.ts"

@customElement("alert-check")
export class AlertCheck extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    keys,
    fields,
    scrolling,
    css`
      :host {
        display: grid;
        grid-template-columns: 372px minmax(0, 1fr);
        block-size: 100%;
      }
      .left,
      .right {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
        block-size: 100%;
      }
      .left {
        border-inline-end: 1px solid var(--line);
      }
      header {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 8px 16px;
        min-block-size: 48px;
        border-block-end: 1px solid var(--line);
        flex: none;
      }
      .right header {
        padding-inline: 24px;
      }
      header {
        flex-wrap: wrap;
      }
      .left,
      .right {
        min-inline-size: 0;
      }
      header .apart {
        margin-inline-start: auto;
      }
      section {
        padding: 14px 16px;
        border-block-end: 1px solid var(--line);
        display: grid;
        gap: 8px;
      }
      .line {
        display: flex;
        gap: 8px;
        align-items: center;
        flex-wrap: wrap;
      }
      .scroll {
        flex: 1;
        overflow: auto;
      }
      dl {
        display: grid;
        grid-template-columns: 80px 1fr;
        gap: 6px;
        margin: 0;
      }
      dt {
        font: var(--small);
        color: var(--muted);
      }
      dd {
        margin: 0;
      }
      .warning {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 2px 8px;
      }
      .warning hub-icon {
        color: var(--p2);
        margin-block-start: 3px;
      }
      .warning label {
        grid-column: 2;
      }
      .sides {
        display: flex;
        min-block-size: 100%;
      }
      .side {
        flex: 1 0 280px;
        padding: 16px 20px;
        border-inline-end: 1px solid var(--line);
        display: grid;
        gap: 12px;
        align-content: start;
      }
      .side h2 {
        display: flex;
        gap: 8px;
        align-items: baseline;
      }
      footer {
        display: flex;
        gap: 12px;
        align-items: center;
        padding: 12px 24px;
        border-block-start: 1px solid var(--line);
        flex: none;
        flex-wrap: wrap;
      }
      footer > :first-child {
        margin-inline-end: auto;
      }
      .bad {
        font-weight: 550;
      }
      li {
        padding-block: 4px;
      }
      li > * {
        display: block;
      }
      @media (max-width: 899px) {
        .sides {
          flex-direction: column;
        }
        :host {
          display: block;
          overflow: auto;
        }
        .left,
        .right {
          block-size: auto;
          border: 0;
        }
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property() subject = ""
  @state() private confirmed: readonly string[] = []
  @state() private error = ""
  @state() private busy = false
  /** the version that was opened: another one must be read again before it is released */
  #version: { subject: string; version: number } | undefined

  constructor() {
    super()
    new Keys(this, {
      "Mod+Enter": () => void this.#release(),
      Escape: () => go(this, { screen: "alerts", subject: this.subject }),
      j: () => this.#next(),
    })
  }

  get #alert(): AlertEntry | undefined {
    return alertsOf(this.hub).find((alert) => alert.subject === this.subject)
  }

  get #waiting(): AlertEntry[] {
    return alertsOf(this.hub).filter((alert) => waitsForRelease(alert) && alert.author.id !== this.hub.person?.id)
  }

  protected override willUpdate(): void {
    const alert = this.#alert
    if (!alert || this.#version?.subject === alert.subject) return
    this.#version = { subject: alert.subject, version: alert.version }
    this.confirmed = []
    this.error = ""
  }

  #next(): void {
    const all = this.#waiting
    const next = all[(all.findIndex((alert) => alert.subject === this.subject) + 1) % all.length]
    if (next) go(this, { screen: "check", subject: next.subject })
  }

  async #release(): Promise<void> {
    const alert = this.#alert
    if (!alert || !waitsForRelease(alert) || this.busy) return
    const platforms = recipients(alert)
    const warnings = versionWarnings(alert)
    const open = warnings.filter((warning) => !this.confirmed.includes(keyOf(warning)))
    if (open.length > 0) {
      this.error = "Confirm each warning by itself, or ask the author to change the text."
      return
    }
    this.busy = true
    const parts = platforms.map((platform) => ({ platform, referral: crypto.randomUUID() }))
    const facts = { version: this.#version?.version ?? alert.version, parts, confirmed: warnings }
    const answers = await this.hub.propose(agencyRoomOf(this.hub), [
      { type: "alert.released", subject: alert.subject, facts, words: {} },
    ])
    this.busy = false
    this.error = refusedSentence(answers)
    if (!this.error) go(this, { screen: "alerts", subject: alert.subject }, true)
  }

  protected override render(): TemplateResult {
    const alert = this.#alert
    if (!alert)
      return html`<empty-state icon="file-check" heading="No longer available">There is no such alert.</empty-state>`
    return html`<div class="left">${this.#left(alert)}</div>
      <div class="right">${this.#right(alert)}</div>`
  }

  #left(alert: AlertEntry): TemplateResult {
    const waiting = this.#waiting
    const at = waiting.findIndex((each) => each.subject === alert.subject)
    const warnings = versionWarnings(alert)
    const short = alert.items.filter((item) => item.keep && readAddress(item.raw).kind === "look")
    const { source, information, code } = alert.grading
    const kept = alert.items.filter((item) => item.keep && item.platforms.length > 0).length
    const stays = alert.items.filter((item) => item.verdict === "stays" && item.keep)
    const dropped = alert.items.filter((item) => !item.keep)
    return html`<header>
        <h1 class="pane-title">Check</h1>
        ${at >= 0 ? html`<span class="small">${at + 1} of ${waiting.length} for you</span>` : nothing}${waiting.length > 1 || (at < 0 && waiting.length > 0) ? html`<button class="button small apart" @click=${() => this.#next()}>Next<key-hint keys="j"></key-hint></button>` : nothing}
      </header>
      <div class="scroll" tabindex="0">
        <section>
          <div class="line">
            <priority-badge .priority=${alert.brief.priority}></priority-badge
            ><span class="mono">${reference("A", alert.number)}</span
            ><span class="strong">version ${alert.version}</span>
          </div>
          <h2 class="title" dir="auto">${alert.words.title}</h2>
          <div class="line">
            <person-avatar .personId=${alert.author.id} .name=${alert.author.name}></person-avatar
            ><span class="strong">${alert.author.name}</span
            ><span class="small">submitted it ${clockSeconds(alert.submittedAt ?? "")}, locked since</span>
          </div>
        </section>
        <section>
          <h2 class="pane-title">
            Warnings <span class="small">${warnings.length + (short.length > 0 ? 1 : 0)}</span>
          </h2>
          ${warnings.map((warning) => this.#warning(warning, alert))}
          ${short.length > 0 ? html`<div class="warning"><hub-icon name="triangle-alert"></hub-icon><span class="strong">${short.length === 1 ? "One row is" : `${short.length} rows are`} to look at</span><span></span><span class="small">${[...new Set(short.map((item) => verdictText(readAddress(item.raw))))].join("; ")}</span></div>` : nothing}
          ${warnings.length + short.length === 0 ? html`<p class="small">None. No text names another platform.</p>` : nothing}
        </section>
        <section>
          <h2 class="pane-title">Stays with the NCA</h2>
          <dl>
            <dt>Grading</dt>
            <dd>
              ${source} ${sources[source as keyof typeof sources]} · ${information}
              ${informations[information as keyof typeof informations]} · ${code}
              ${handlingCodes[code as keyof typeof handlingCodes]}
            </dd>
            <dt>Why ${alert.brief.priority}</dt>
            <dd>${priorityReasonName(alert.brief.priority, alert.brief.reason)}</dd>
          </dl>
        </section>
        <section>
          <h2 class="pane-title">
            Rows
            <span class="small"
              >${alert.items.length}: ${kept} go out, ${stays.length} stay, ${dropped.length} dropped</span
            >
          </h2>
          <ul>
            ${[...stays, ...dropped].map((item) => html`<li><defanged-address .address=${item.canonical || item.raw} clip></defanged-address><span class="small">${item.verdict === "merged" ? "Dropped: the same as an earlier row" : `${item.keep ? "" : `Dropped by ${alert.author.name.split(" ")[0]}: `}${verdictText(readAddress(item.raw))}`}</span></li>`)}
          </ul>
        </section>
      </div>`
  }

  #warning(warning: Warning, alert: AlertEntry): TemplateResult {
    const reader = platformNames[warning.platform as PlatformId]
    const key = keyOf(warning)
    return html`<div class="warning">
      <hub-icon name="triangle-alert"></hub-icon
      ><span class="strong">${reader}’s text names ${platformNames[warning.names]}</span><span></span
      ><span class="small">${reader} would learn that ${platformNames[warning.names]} plays a part.</span>
      ${waitsForRelease(alert) && alert.author.id !== this.hub.person?.id ? html`<label class="check"><input type="checkbox" .checked=${this.confirmed.includes(key)} @change=${() => (this.confirmed = this.confirmed.includes(key) ? this.confirmed.filter((each) => each !== key) : [...this.confirmed, key])} />I have read it, and it may say so</label>` : nothing}
    </div>`
  }

  #right(alert: AlertEntry): TemplateResult {
    const kept = keptByPlatform(alert)
    const mine = alert.author.id === this.hub.person?.id
    const may = this.hub.may(agencyRoomOf(this.hub), "alert.released")
    const count = [...kept.values()].reduce((sum, items) => sum + items.length, 0)
    const why = alert.released
      ? `Released by ${alert.released?.by.name}.`
      : mine
        ? "You wrote it. Somebody else has to check and release it."
        : may
          ? `Exactly version ${alert.version}. The clocks start when it is released.`
          : "A releaser or the duty officer checks it."
    return html`<header>
        <h2 class="pane-title">What each platform will see</h2>
        <span class="small">${kept.size} sealed ${kept.size === 1 ? "referral" : "referrals"}, ${count} items</span>
      </header>
      <div class="scroll" tabindex="0">
        <div class="sides">
          ${[...kept].map(
            ([platform, items]) =>
              html`<div class="side">
                <h2 class="pane-title">${platformNames[platform]} <span class="small">${items.length} items</span></h2>
                <referral-preview
                  .platform=${platform}
                  .brief=${alert.brief}
                  .words=${wordsFor(alert, platform)}
                  .items=${items.map(previewItem)}
                ></referral-preview>
              </div>`,
          )}
        </div>
      </div>
      <footer>
        <span class=${this.error ? "bad" : "small"} role=${this.error ? "alert" : "note"}>${this.error || why}</span>
        <button class="button" @click=${() => go(this, { screen: "alerts", subject: alert.subject })}>
          Back<key-hint keys="Esc"></key-hint>
        </button>
        ${may && !mine && waitsForRelease(alert) ? html`<button class="button primary" ?disabled=${this.busy} @click=${() => this.#release()}>Check and release<key-hint keys="Mod+Enter"></key-hint></button>` : nothing}
      </footer>`
  }
}

const keyOf = (warning: Warning): string => `${warning.platform} ${warning.names}`
const previewItem = (item: AlertItem) => ({
  kind: item.kind as ItemKind,
  canonical: item.canonical,
  note: item.evidence,
})

declare global {
  interface HTMLElementTagNameMap {
    "alert-check": AlertCheck
  }
}
