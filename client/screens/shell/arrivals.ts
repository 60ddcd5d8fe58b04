// What is said aloud when something new has come: P1 at once, all else together and politely. A controller of hub-shell.ts.
import type { ReactiveController, ReactiveControllerHost } from "lit"
import type { Entry } from "../../../protocol/entries.ts"
import type { Hub } from "../../hub/hub.ts"
import type { StatusLine } from "../../parts/status-line.ts"

interface Host extends ReactiveControllerHost {
  hub: Hub
}

export class Arrivals implements ReactiveController {
  readonly #host: Host
  readonly #status: () => StatusLine
  #counts = { referral: 0, alert: 0, lead: 0 }

  constructor(host: Host, status: () => StatusLine) {
    this.#host = host
    this.#status = status
    host.addController(this)
  }

  hostConnected(): void {
    this.#host.hub.addEventListener("arrived", this.#arrived as EventListener)
  }

  hostDisconnected(): void {
    this.#host.hub.removeEventListener("arrived", this.#arrived as EventListener)
  }

  #arrived = ({ detail: { room, entry } }: CustomEvent<{ room: string; entry: Entry }>): void => {
    if (entry.kind !== "referral" && entry.kind !== "alert" && entry.kind !== "lead") return
    // Who reads with a reason is told nothing.
    if (this.#host.hub.readsOnly(room)) return
    // Who told it knows of it.
    if (entry.kind === "lead" && !this.#host.hub.may(room, "lead.decided")) return
    if (entry.kind !== "alert" && entry.brief.priority === "P1") return this.#status().alert(`A new P1 ${entry.kind}`)
    this.#counts[entry.kind] += 1
    this.#status().say(() => this.#news())
  }

  /** All that has come since it was last said. */
  #news(): string {
    const { referral, alert, lead } = this.#counts
    this.#counts = { referral: 0, alert: 0, lead: 0 }
    const said = (count: number, one: string, many: string) =>
      count === 0 ? [] : [count === 1 ? one : `${count} ${many}`]
    return [
      ...said(referral, "1 new referral", "new referrals"),
      ...said(lead, "1 new lead", "new leads"),
      ...said(alert, "A new alert waits for a check", "new alerts wait for a check"),
    ].join(", ")
  }
}
