// The agency's alerts: the list by what has to be done next, one alert with a row per platform, that platform's thread.
// Loaded by app.ts after the first screen, with the form and the check.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query, state } from "lit/decorators.js"
import type { AlertPart } from "../../../protocol/entries/alert.ts"
import { reference } from "../../../protocol/entries/brief.ts"
import type { ReferralEntry } from "../../../protocol/entries/referral.ts"
import { platformRoom } from "../../../protocol/event.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { KeptFocus } from "../../parts/kept-focus.ts"
import { go } from "../../route.ts"
import { buttons } from "../../styles/controls.ts"
import { base } from "../../styles/shared.ts"
import type { Act } from "../feed/act.ts"
import { Acting } from "../feed/acting.ts"
import { actsFor } from "../feed/acts.ts"
import { AlertActing } from "./alert-acting.ts"
import { alertActs } from "./alert-acts.ts"
import { alertsStyles } from "./alerts-styles.ts"
import type { AlertList } from "./alert-list.ts"
import { agencyRoomOf, alertIn, referralIn } from "./desk.ts"
import "../../parts/empty-state.ts"
import "../../parts/resizable-panes.ts"
import "../thread/thread-side.ts"
import "./alert-board.ts"
import "./alert-check.ts"
import "./alert-form.ts"
import "./alert-list.ts"

const referralKeys: Readonly<Record<string, string>> = { i: "answer", v: "verify", e: "escalate" }
const actKeys: Readonly<Record<string, string>> = { c: "check", m: "edit", z: "recall", w: "withdraw" }

@customElement("alerts-screen")
export class AlertsScreen extends LitElement {
  static override styles = [base, buttons, alertsStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property() subject = ""
  @property() platform = ""
  @query("alert-list") private list!: AlertList
  /** where one pane is shown at a time: the thread, not the row that it is of */
  @state() private reading = false
  /** a row is opened by key: the focus goes there */
  #opens = false
  /** what is done with the referral of the row that is open */
  readonly #referral = new Acting(
    this,
    () => ({ hub: this.hub, room: platformRoom(this.platform), entry: this.#shown?.entry }),
    { outcome: () => undefined },
  )
  /** the alert that was asked for because it is not held */
  #sought = ""
  readonly #acting = new AlertActing(this, () => ({ hub: this.hub, alert: alertIn(this.hub, this.subject) }))

  constructor() {
    super()
    new KeptFocus(this, () => {
      if (this.platform) void this.renderRoot.querySelector("alert-board")?.focusOpen()
      else this.list.focusCurrent()
    })
    new Keys(
      this,
      {
        j: () => this.list.step(1),
        k: () => this.list.step(-1),
        s: () => this.list.mark(),
        l: () => this.list.release(),
        c: () => this.#acting.act("check"),
        m: () => this.#acting.act("edit"),
        z: () => this.#acting.act("recall"),
        w: () => this.#acting.act("withdraw"),
        d: () => this.#nextPlatform(1),
        D: () => this.#nextPlatform(-1),
        i: () => this.#referral.act("answer"),
        v: () => this.#referral.act("verify"),
        e: () => this.#referral.act("escalate"),
        r: () => this.renderRoot.querySelector("thread-side")?.reply(),
        Escape: () => this.#back(),
      },
      (key) => this.#idle(key),
    )
  }

  /** Keys that nothing can be done with on the alert that is open. */
  #idle(key: string): boolean {
    if (key === "r") return !this.platform
    const alert = alertIn(this.hub, this.subject)
    if (key === "d" || key === "D") return !alert?.parts.length
    const done = referralKeys[key]
    if (done) return !this.#referralActs.some((act) => act.id === done)
    const id = actKeys[key]
    return id !== undefined && !(alert && alertActs(this.hub, alert).some((act) => act.id === id))
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("subject")) this.#acting.reset()
    if (changed.has("subject") || changed.has("platform")) {
      this.#referral.reset()
      this.reading = false
    }
    const room = agencyRoomOf(this.hub)
    const live = this.hub.rooms.get(room)?.live === true
    if (!this.subject || !live || this.#sought === this.subject) return
    // A link to one that ended long ago; and whoever reads with a reason asks for each, so that their log names it.
    if (alertIn(this.hub, this.subject) && !this.hub.readsOnly(room)) return
    this.#sought = this.subject
    void this.hub.loadEntry(room, this.subject).catch(() => undefined)
  }

  protected override updated(changed: PropertyValues): void {
    if (!this.#opens || !changed.has("platform")) return
    this.#opens = false
    void this.renderRoot.querySelector("alert-board")?.focusOpen()
  }

  /** The part whose row is open, with its referral once that is held. */
  get #shown(): { part: AlertPart; entry: ReferralEntry | undefined } | undefined {
    const parts = alertIn(this.hub, this.subject)?.parts.filter((each) => each.platform === this.platform) ?? []
    const part = parts.find((each) => each.state !== "withdrawn") ?? parts[0]
    return part && { part, entry: referralIn(this.hub, part.platform, part.referral) }
  }

  get #referralActs(): Act[] {
    const entry = this.#shown?.entry
    return entry ? actsFor(this.hub, platformRoom(this.platform), entry) : []
  }

  #nextPlatform(by: 1 | -1): void {
    const platforms = [...new Set(alertIn(this.hub, this.subject)?.parts.map((each) => each.platform))]
    const at = platforms.indexOf(this.platform)
    const platform = platforms.at(at < 0 && by < 0 ? -1 : (at + by) % platforms.length)
    if (!platform) return
    go(this, { screen: "alerts", subject: this.subject, platform }, this.platform !== "")
    this.#opens = true
  }

  #back(): void {
    if (this.platform) go(this, { screen: "alerts", subject: this.subject })
    else if (!this.list.clear()) go(this, { screen: "alerts" })
  }

  protected override render(): TemplateResult {
    const { hub, tick, subject } = this
    const alert = alertIn(hub, subject)
    const shown = this.#shown
    const room = platformRoom(this.platform)
    const info = hub.rooms.get(room)?.info
    const referral = shown?.entry
    return html`<resizable-panes
        store-key="alerts"
        .pane=${shown && this.reading ? "end" : alert ? "middle" : "start"}
        start-label="Alerts"
        middle-label="Alert"
        end-label="Thread"
      >
        <alert-list slot="start" .hub=${hub} .tick=${tick} .subject=${subject}></alert-list>
        ${
          alert
            ? html`<alert-board
                slot="middle"
                .hub=${hub}
                .tick=${tick}
                .alert=${alert}
                .acts=${alertActs(hub, alert)}
                .platform=${this.platform}
                .error=${this.#acting.asks ? "" : this.#acting.error}
                .referralActs=${this.#referralActs}
                .referralError=${this.#referral.asks ? "" : this.#referral.error}
                @read-thread=${() => (this.reading = true)}
                @referral-act=${(event: CustomEvent<{ id: string }>) => this.#referral.act(event.detail.id)}
                @act=${(event: CustomEvent<{ id: string }>) => this.#acting.act(event.detail.id)}
              ></alert-board>`
            : html`<empty-state slot="middle" icon="file-check" heading="Choose an alert"
                >${hub.may(agencyRoomOf(hub), "alert.submitted") ? "Or write a new one: each platform then gets its own sealed referral." : nothing}</empty-state
              >`
        }
        ${shown && info && referral ? html`<thread-side slot="end" .hub=${hub} .tick=${tick} .room=${room} .subject=${shown.part.referral} heading=${reference(info.organisation.prefix, referral.number)}><button slot="back" class="button small narrow" @click=${() => (this.reading = false)}>Alert</button></thread-side>` : alertIn(hub, this.subject)?.parts.length ? html`<empty-state slot="end" icon="building-2" heading="One platform at a time">Choose a row, or press <kbd>d</kbd>: its thread stands here.</empty-state>` : nothing}
      </resizable-panes>
      ${this.#acting.dialog()} ${referral ? this.#referral.dialogs(referral) : nothing}`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alerts-screen": AlertsScreen
  }
}
