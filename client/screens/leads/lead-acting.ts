// What the agency does with a lead, by key or button, perhaps asked for more first. Used by leads-screen.ts, which says where a person
// is and draws the dialogs. [R142][R143]
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit"
import type { LeadEntry } from "../../../protocol/entries/lead.ts"
import type { Draft, Hub } from "../../hub/hub.ts"
import { reason, type Act, type Given } from "../feed/act.ts"
import { refusedSentence } from "../feed/acts.ts"
import type { HeldLead } from "./lead-index.ts"
import "../feed/acknowledge-dialog.ts"
import "../feed/act-dialog.ts"

const decisions = {
  alert: "It becomes an alert: write it",
  noted: "Noted: nothing more follows",
  declined: "Declined, with the reason",
} as const

const acknowledge: Act = { id: "acknowledge", text: "Acknowledge", key: "a", main: true }
const decide = (platform: string): Act => ({
  id: "decide",
  text: "Decide",
  key: "o",
  main: true,
  ask: {
    heading: "Decide",
    tells: `Both clocks stop. ${platform} reads the decision and the reason. What becomes of an alert stays with the NCA.`,
    send: "Decide",
    choice: { label: "Decision", of: decisions },
    text: { ...reason, needed: false },
  },
})

/** What this person may do with it now, the most likely first. */
export function leadActs(hub: Hub, { room, entry }: HeldLead): Act[] {
  if (entry.decided || !hub.may(room.name, "lead.decided")) return []
  return [...(entry.acknowledged ? [] : [acknowledge]), decide(room.info.organisation.name)]
}

interface Where {
  hub: Hub
  lead: HeldLead | undefined
}

export class LeadActing implements ReactiveController {
  /** why the last act was refused, for its dialog or the lead */
  error = ""
  readonly #host: ReactiveControllerHost
  readonly #where: () => Where
  readonly #write: (lead: HeldLead) => void
  #asking: Act | undefined
  #busy = false

  /** `write`: the alert that a lead becomes. */
  constructor(host: ReactiveControllerHost, where: () => Where, write: (lead: HeldLead) => void) {
    this.#host = host
    this.#where = where
    this.#write = write
    host.addController(this)
  }

  hostConnected(): void {
    this.reset()
  }

  get asks(): boolean {
    return this.#asking !== undefined
  }

  reset(): void {
    this.error = ""
    this.#asking = undefined
    this.#busy = false
  }

  act(id: string): void {
    const { hub, lead } = this.#where()
    const act = lead && leadActs(hub, lead).find((each) => each.id === id)
    if (act) this.#ask(act)
  }

  #ask(act: Act | undefined): void {
    this.error = ""
    this.#asking = act
    this.#host.requestUpdate()
  }

  #tell(error: string): void {
    this.error = error
    this.#host.requestUpdate()
  }

  /** What was typed stays in the dialog when it is refused. Without a line the act waits with the others, and the banner says so. */
  async #propose({ subject }: LeadEntry, body: Omit<Draft, "subject">): Promise<void> {
    const { hub, lead } = this.#where()
    if (!lead || this.#busy) return
    this.#tell("")
    if (hub.status.kind === "offline") this.#ask(undefined)
    this.#busy = this.asks
    const answers = await hub.propose(lead.room.name, [{ ...body, subject }]).finally(() => (this.#busy = false))
    if (this.#where().lead?.entry.subject !== subject) return
    const error = refusedSentence(answers)
    if (error) this.#tell(error)
    else this.#ask(undefined)
  }

  #decided(lead: HeldLead, { choice, text }: Given): void {
    if (choice === "declined" && !text) return this.#tell("Reason: say why it is declined.")
    if (choice === "alert") {
      this.#ask(undefined)
      return this.#write(lead)
    }
    void this.#propose(lead.entry, { type: "lead.decided", facts: { decision: choice }, words: { reason: text } })
  }

  dialogs(lead: HeldLead): TemplateResult | typeof nothing {
    const { hub } = this.#where()
    const act = this.#asking
    if (!act) return nothing
    const close = () => this.#ask(undefined)
    if (act.ask)
      return html`<act-dialog
        .act=${act}
        .now=${hub.now()}
        .error=${this.error}
        @give=${({ detail }: CustomEvent<Given>) => this.#decided(lead, detail)}
        @dialog-close=${close}
      ></act-dialog>`
    return html`<acknowledge-dialog
      .deadline=${lead.entry.clocks?.decide.deadline ?? ""}
      .shownTo=${lead.room.info.organisation.name}
      .error=${this.error}
      @acknowledge=${({ detail: { estimate, comment } }: CustomEvent<{ estimate: string; comment: string }>) =>
        void this.#propose(lead.entry, { type: "lead.acknowledged", facts: { estimate }, words: { comment } })}
      @dialog-close=${close}
    ></acknowledge-dialog>`
  }
}
