// A person acts on one alert: by key, button or menu, perhaps asked for more first. Used by alerts-screen.ts and alert-check.ts, which say which
// alert it is and draw the dialog.
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit"
import type { AlertEntry } from "../../../protocol/entries/alert.ts"
import type { Draft, Hub } from "../../hub/hub.ts"
import { go } from "../../route.ts"
import type { Act, Given } from "../feed/act.ts"
import { refusedSentence } from "../feed/acts.ts"
import { alertActs } from "./alert-acts.ts"
import { agencyRoomOf } from "./desk.ts"
import "../feed/act-dialog.ts"

interface Where {
  hub: Hub
  alert: AlertEntry | undefined
}

export class AlertActing implements ReactiveController {
  /** why the last act was refused, for its dialog or the alert */
  error = ""
  busy = false
  readonly #host: ReactiveControllerHost & EventTarget
  readonly #where: () => Where
  #asking: Act | undefined

  constructor(host: ReactiveControllerHost & EventTarget, where: () => Where) {
    this.#host = host
    this.#where = where
    host.addController(this)
  }

  hostConnected(): void {
    this.reset()
  }

  /** A dialog asks for more, and shows what goes wrong. */
  get asks(): boolean {
    return this.#asking !== undefined
  }

  reset(): void {
    this.error = ""
    this.#asking = undefined
    this.#host.requestUpdate()
  }

  /** False when this person may not do that now. */
  act(id: string): boolean {
    const { hub, alert } = this.#where()
    const act = alert && alertActs(hub, alert).find((each) => each.id === id)
    if (!alert || !act) return false
    const { subject } = alert
    if (act.ask) this.#asking = act
    else if (id === "check") go(this.#host, { screen: "check", subject })
    else if (id === "edit") go(this.#host, { screen: "edit-alert", subject })
    else if (id === "supersede") go(this.#host, { screen: "new-alert", supersedes: subject })
    this.error = ""
    this.#host.requestUpdate()
    return true
  }

  /** Whether it was accepted. What was typed stays in the dialog when it is refused. */
  async propose(body: Omit<Draft, "subject">): Promise<boolean> {
    const { hub, alert } = this.#where()
    if (!alert || this.busy) return false
    this.busy = true
    this.error = ""
    this.#host.requestUpdate()
    const answers = await hub
      .propose(agencyRoomOf(hub), [{ ...body, subject: alert.subject }])
      .finally(() => (this.busy = false))
    if (this.#where().alert?.subject === alert.subject) this.error = refusedSentence(answers)
    if (!this.error) this.#asking = undefined
    this.#host.requestUpdate()
    return !this.error
  }

  #given({ detail }: CustomEvent<Given>): void {
    if (this.#asking?.body) void this.propose(this.#asking.body(detail, this.#where().hub.now()))
  }

  dialog(): TemplateResult | typeof nothing {
    if (!this.#asking) return nothing
    return html`<act-dialog
      .act=${this.#asking}
      .error=${this.error}
      @give=${(event: CustomEvent<Given>) => this.#given(event)}
      @dialog-close=${() => this.reset()}
    ></act-dialog>`
  }
}
