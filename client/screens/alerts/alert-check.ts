// The second person: one exact version, its warnings, what it changes, what stays with the agency, and the sealed referrals side by side; returned,
// checked for a later release, or released. Used by app.ts. [R32][R121]-[R125]
import { LitElement, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import type { AlertEntry, AlertVersion } from "../../../protocol/entries/alert.ts"
import { keptByPlatform, recipients, versionWarnings, waiting, wordsFor } from "../../../protocol/topics/version.ts"
import type { Draft, Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { go } from "../../route.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { fields } from "../../styles/fields.ts"
import { base, scrolling, texts } from "../../styles/shared.ts"
import { AlertActing } from "./alert-acting.ts"
import { agencyOnly, changeList, rowList, versionHead, warningList } from "./check-side.ts"
import { checkStyles } from "./check-styles.ts"
import {
  agencyRoomOf,
  alertIn,
  alertsOf,
  inOrder,
  keyOf,
  mayRelease,
  nameOf,
  nextReference,
  releaseOf,
  versionShown,
  worksInHours,
} from "./desk.ts"
import { releasing } from "./releasing.ts"
import { previewItem } from "./referral-preview.ts"
import { SentRows } from "./sent-before.ts"
import "../../parts/empty-state.ts"
import "../../parts/key-hint.ts"
import "../../parts/labelled-field.ts"
import "./referral-preview.ts"

@customElement("alert-check")
export class AlertCheck extends LitElement {
  static override styles = [base, texts, buttons, keys, fields, scrolling, checkStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property() subject = ""
  @state() private confirmed: readonly string[] = []
  @state() private error = ""
  @state() private reason = ""
  @state() private known = 0
  /** the version that was opened: another one must be read again before it is released */
  #read: { subject: string; version: number } | undefined
  readonly #acting = new AlertActing(this, () => ({ hub: this.hub, alert: this.#alert }))
  readonly #sent = new SentRows(
    (addresses) => this.hub.sentBefore(addresses),
    () => (this.known += 1),
  )

  constructor() {
    super()
    new Keys(this, {
      "Mod+Enter": () => void (this.reason ? this.#return() : this.#release()),
      Escape: () => go(this, { screen: "alerts", subject: this.subject }),
      j: () => this.#next(),
      b: () => this.renderRoot.querySelector<HTMLElement>(".return textarea")?.focus(),
      l: () => void this.#check(),
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#sent.stop()
    this.hub.look(undefined)
  }

  get #alert(): AlertEntry | undefined {
    return alertIn(this.hub, this.subject)
  }

  /** What waits for this person, in the order of the list. */
  get #mine(): AlertEntry[] {
    const all = alertsOf(this.hub)
    return [...inOrder(this.hub, "waiting", all), ...inOrder(this.hub, "checked", all)].filter((alert) =>
      mayRelease(this.hub, alert),
    )
  }

  protected override willUpdate(): void {
    const alert = this.#alert
    if (alert && this.#read?.subject !== alert.subject) this.#open(alert)
  }

  #open(alert: AlertEntry): void {
    this.#read = { subject: alert.subject, version: versionShown(alert).version }
    // Who waits for it, and who might read it too, see that somebody does. [R46]
    this.hub.look({ room: agencyRoomOf(this.hub), subject: alert.subject })
    this.confirmed = []
    this.error = ""
    this.reason = ""
    this.requestUpdate()
  }

  protected override updated(): void {
    const alert = this.#alert
    const kept = alert ? versionShown(alert).items.filter((item) => item.keep && item.platforms.length > 0) : []
    this.#sent.look(kept.map((item) => item.canonical))
  }

  /** Earlier alerts alone: what this one has sent itself is no news. */
  #sentBefore = (address: string) => {
    const found = this.#sent.of(address)
    return found?.subject === this.subject ? undefined : found
  }

  #next(): void {
    const all = this.#mine
    const next = all[(all.findIndex((alert) => alert.subject === this.subject) + 1) % all.length]
    if (next) go(this, { screen: "check", subject: next.subject })
  }

  /** The version as it was opened, so that the hub refuses what came since. [R123] */
  get #version(): AlertVersion | undefined {
    const alert = this.#alert
    const version = alert && mayRelease(this.hub, alert) ? waiting(alert) : undefined
    return version && this.#read ? { ...version, version: this.#read.version } : undefined
  }

  async #propose(body: Omit<Draft, "subject">): Promise<void> {
    const { subject } = this
    const done = await this.#acting.propose(body)
    this.error = this.#acting.error
    if (done) go(this, { screen: "alerts", subject }, true)
  }

  async #release(): Promise<void> {
    const [alert, version] = [this.#alert, this.#version]
    if (!alert || !version) return
    const warnings = versionWarnings(version)
    if (warnings.some((warning) => !this.confirmed.includes(keyOf(warning)))) {
      this.error = "Confirm each warning by itself, or ask the author to change the text."
      return
    }
    await this.#propose(releaseOf(alert, version, warnings))
  }

  async #check(): Promise<void> {
    const version = this.#version
    if (!version || version.checked) return
    await this.#propose({ type: "alert.checked", facts: { version: version.version }, words: {} })
  }

  async #return(event?: Event): Promise<void> {
    event?.preventDefault()
    const version = this.#version
    const reason = this.reason.trim()
    if (!version) return
    if (!reason) this.error = "Say why it comes back: its author reads it."
    else await this.#propose({ type: "alert.returned", facts: { version: version.version }, words: { reason } })
  }

  #confirm(key: string): void {
    const { confirmed } = this
    this.confirmed = confirmed.includes(key) ? confirmed.filter((each) => each !== key) : [...confirmed, key]
  }

  protected override render(): TemplateResult {
    const alert = this.#alert
    if (!alert)
      return html`<empty-state icon="file-check" heading="No longer available">There is no such alert.</empty-state>`
    const version = versionShown(alert)
    return html`<div class="left">${this.#left(alert, version)}</div>
      <div class="right">${this.#right(alert, version)}</div>`
  }

  #left(alert: AlertEntry, version: AlertVersion): TemplateResult {
    const mine = this.#mine
    const at = mine.findIndex((each) => each.subject === alert.subject)
    const may = mayRelease(this.hub, alert)
    const stands = alert.released && version.version !== alert.version ? alert : undefined
    const others = mine.length > (at >= 0 ? 1 : 0)
    return html`<header>
        <h1 class="pane-title">Check</h1>
        ${at >= 0 ? html`<span class="small">${at + 1} of ${mine.length} for you</span>` : nothing}${others ? html`<button class="button small apart" aria-keyshortcuts="j" @click=${() => this.#next()}>Next<key-hint keys="j"></key-hint></button>` : nothing}
      </header>
      <div class="scroll" tabindex="0" aria-label="The version">
        ${versionHead(alert, version, waiting(alert) !== undefined)}
        ${warningList(version, versionWarnings(version), this.confirmed, may ? (key) => this.#confirm(key) : undefined)}
        ${stands ? changeList(stands, version) : nothing} ${agencyOnly(version, this.#sentBefore)} ${rowList(version)}
      </div>
      ${may ? this.#returning(version) : nothing}`
  }

  #returning({ author }: AlertVersion): TemplateResult {
    const first = author.name.split(" ")[0]
    return html`<form class="return" @submit=${this.#return}>
      <labelled-field label="Return it, with the reason">
        <textarea
          rows="2"
          maxlength="1000"
          dir="auto"
          aria-keyshortcuts="b"
          .value=${this.reason}
          @input=${(event: Event) => (this.reason = (event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </labelled-field>
      <div class="line">
        <span class="small"><bdi>${first}</bdi> reads the reason</span>
        <button class="button" ?disabled=${this.#acting.busy}>
          <hub-icon name="undo-2"></hub-icon><span>Return to <bdi>${first}</bdi></span>
        </button>
      </div>
    </form>`
  }

  #right(alert: AlertEntry, version: AlertVersion): TemplateResult {
    const platforms = recipients(version)
    const kept = keptByPlatform(version)
    const count = [...kept.values()].reduce((sum, items) => sum + items.length, 0)
    return html`<header>
        <h2 class="pane-title">What each platform will see</h2>
        <span class="small"
          >${platforms.length} sealed ${platforms.length === 1 ? "referral" : "referrals"}, ${count} items</span
        ><span class="small apart">where we sent an item before stays here</span>
      </header>
      <div class="scroll" tabindex="0" aria-label="What each platform will see">
        <div class="sides">
          ${platforms.map((platform) => {
            const items = kept.get(platform) ?? []
            const own = version.wordings.some((each) => each.platform === platform)
            return html`<div class="side">
              <h2 class="pane-title">
                ${nameOf(platform)}
                <span class="small">${items.length} items${own ? ", its own words" : ""}</span>
                <span class="mono small">${nextReference(this.hub, alert, platform)}</span>
              </h2>
              <referral-preview
                .platform=${platform}
                .brief=${version.brief}
                .clocks=${this.hub.clocks}
                .words=${wordsFor(version, platform)}
                .items=${items.map(previewItem)}
                .sent=${this.#sentBefore}
                .known=${this.known}
                ?in-hours=${worksInHours(this.hub, platform, version.brief.priority)}
              ></referral-preview>
            </div>`
          })}
        </div>
      </div>
      ${this.#foot(alert, version)}`
  }

  #foot(alert: AlertEntry, version: AlertVersion): TemplateResult {
    const may = mayRelease(this.hub, alert)
    // What changed under the reader's eyes is not released by a key that was meant for what stood there before. [R123]
    if (may && version.version !== this.#read?.version)
      return html`<footer>
        <span class="bad" role="alert">It changed while you were reading: version ${version.version} waits now.</span>
        <button class="button primary" @click=${() => this.#open(alert)}>Read version ${version.version}</button>
      </footer>`
    return html`<footer>
      <span class=${this.error ? "bad" : "small"} role=${this.error ? "alert" : "note"}
        >${this.error || releasing(this.hub, alert, version)}</span
      >
      <button class="button" @click=${() => go(this, { screen: "alerts", subject: alert.subject })}>
        Back<key-hint keys="Esc"></key-hint>
      </button>
      ${
        may && !version.checked
          ? html`<button
              class="button"
              aria-keyshortcuts="l"
              ?disabled=${this.#acting.busy}
              @click=${() => this.#check()}
            >
              Check, release later<key-hint keys="l"></key-hint>
            </button>`
          : nothing
      }
      ${may ? html`<button class="button primary" ?disabled=${this.#acting.busy} @click=${() => this.#release()}>${version.checked ? "Release" : "Check and release"}<key-hint keys="Mod+Enter"></key-hint></button>` : nothing}
    </footer>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alert-check": AlertCheck
  }
}
