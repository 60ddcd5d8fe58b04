// The agency's alerts: the list by what has to be done next, one alert with a row per platform, that platform's thread.
// Loaded by app.ts after the first screen, with the form and the check.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit"
import { customElement, property, query } from "lit/decorators.js"
import { reference } from "../../../protocol/entries.ts"
import { platformRoom } from "../../../protocol/event.ts"
import type { Hub } from "../../hub/hub.ts"
import { Keys } from "../../keys.ts"
import { go } from "../../route.ts"
import { buttons } from "../../styles/controls.ts"
import { base } from "../../styles/shared.ts"
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

const actKeys: Readonly<Record<string, string>> = { c: "check", m: "edit", z: "recall", w: "withdraw" }

@customElement("alerts-screen")
export class AlertsScreen extends LitElement {
  static override styles = [base, buttons, alertsStyles]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property() subject = ""
  @property() platform = ""
  @query("alert-list") private list!: AlertList
  /** the alert that was asked for because it is not held */
  #sought = ""
  readonly #acting = new AlertActing(this, () => ({ hub: this.hub, alert: alertIn(this.hub, this.subject) }))

  constructor() {
    super()
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
        r: () => this.renderRoot.querySelector("thread-side")?.reply(),
        Escape: () => this.#back(),
      },
      (key) => this.#idle(key),
    )
  }

  /** Keys that nothing can be done with on the alert that is open. */
  #idle(key: string): boolean {
    if (key === "r") return !this.platform
    const id = actKeys[key]
    const alert = alertIn(this.hub, this.subject)
    return id !== undefined && !(alert && alertActs(this.hub, alert).some((act) => act.id === id))
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("subject")) this.#acting.reset()
    const room = agencyRoomOf(this.hub)
    const live = this.hub.rooms.get(room)?.live === true
    if (!this.subject || !live || this.#sought === this.subject) return
    // A link to one that ended long ago; and whoever reads with a reason asks for each, so that their log names it.
    if (alertIn(this.hub, this.subject) && !this.hub.readsOnly(room)) return
    this.#sought = this.subject
    void this.hub.loadEntry(room, this.subject).catch(() => undefined)
  }

  #back(): void {
    if (this.platform) go(this, { screen: "alerts", subject: this.subject })
    else if (!this.list.clear()) go(this, { screen: "alerts" })
  }

  protected override render(): TemplateResult {
    const { hub, tick, subject } = this
    const alert = alertIn(hub, subject)
    const part = alert?.parts.find((each) => each.platform === this.platform && each.state !== "withdrawn")
    const shown = part ?? alert?.parts.find((each) => each.platform === this.platform)
    const room = platformRoom(this.platform)
    const info = hub.rooms.get(room)?.info
    const referral = shown && referralIn(hub, shown.platform, shown.referral)
    return html`<resizable-panes
        store-key="alerts"
        .pane=${shown ? "end" : alert ? "middle" : "start"}
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
                @act=${(event: CustomEvent<{ id: string }>) => this.#acting.act(event.detail.id)}
              ></alert-board>`
            : html`<empty-state slot="middle" icon="file-check" heading="Choose an alert"
                >${hub.may(agencyRoomOf(hub), "alert.submitted") ? "Or write a new one: each platform then gets its own sealed referral." : nothing}</empty-state
              >`
        }
        ${shown && info && referral ? html`<thread-side slot="end" .hub=${hub} .tick=${tick} .room=${room} .subject=${shown.referral} heading=${reference(info.organisation.prefix, referral.number)}><button slot="back" class="button small narrow" @click=${() => go(this, { screen: "alerts", subject })}>Alert</button></thread-side>` : nothing}
      </resizable-panes>
      ${this.#acting.dialog()}`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alerts-screen": AlertsScreen
  }
}
