// A person acts on one referral: by key, button or menu, perhaps asked for more first, undone by key. Used by feed-screen.ts, which says
// where they are and draws the dialogs.
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit"
import type { ReferralEntry } from "../../../protocol/entries/referral.ts"
import type { By } from "../../../protocol/event.ts"
import { hasRole } from "../../../protocol/permissions.ts"
import type { Draft, Hub } from "../../hub/hub.ts"
import { remember, rulesUsed } from "../outcome/rules-used.ts"
import type { Act, Given } from "./act.ts"
import { actsFor, refusedSentence } from "./acts.ts"
import { answerable } from "./platform-acts.ts"

interface Where {
  hub: Hub
  room: string
  entry: ReferralEntry | undefined
}

type Body = Omit<Draft, "subject">
type Asking = Act | "acknowledge" | "change" | undefined

const nothingGiven: Given = { items: [], text: "", owner: "", until: "", person: undefined, choice: "" }

export class Acting implements ReactiveController {
  /** why the last act was refused, for its dialog or the referral */
  error = ""
  readonly #host: ReactiveControllerHost
  readonly #where: () => Where
  readonly #ways: { outcome(): void }
  #asking: Asking
  #busy = false
  #people: readonly By[] = []

  /** `ways`: acts that are a screen of their own. */
  constructor(host: ReactiveControllerHost, where: () => Where, ways: { outcome(): void }) {
    this.#host = host
    this.#where = where
    this.#ways = ways
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
    this.#busy = false
  }

  tell(error: string): void {
    this.error = error
    this.#host.requestUpdate()
  }

  act(id: string): void {
    const { hub, room, entry } = this.#where()
    const act = entry && actsFor(hub, room, entry).find((each) => each.id === id)
    if (!act) return
    this.tell("")
    if (id === "outcome") this.#ways.outcome()
    else if (id === "acknowledge" || id === "change") this.#ask(id)
    else if (act.ask) void this.#askMore(act)
    else if (act.body) void this.#propose(act.body(nothingGiven, hub.now()))
  }

  undo(): void {
    const { hub, room, entry } = this.#where()
    if (!entry) return
    if (actsFor(hub, room, entry).some((act) => act.id === "unacknowledge")) return this.act("unacknowledge")
    const mine = entry.items.filter((item) => item.outcome?.by.id === hub.person?.id)
    const last = Math.max(...mine.map((item) => item.seq))
    const items = mine
      .filter((item) => item.seq === last && (item.state === "decided" || item.state === "duplicate"))
      .map((item) => item.n)
    if (items.length > 0) void this.#propose({ type: "outcome.undone", facts: { items }, words: {} })
  }

  #ask(asking: Asking): void {
    this.#asking = asking
    this.#host.requestUpdate()
  }

  async #askMore(act: Act): Promise<void> {
    const { hub, room, entry } = this.#where()
    const people = act.ask?.person ? await hub.people(room).catch(() => []) : []
    this.#people = people
      .filter(({ id, roles }) => id !== entry?.claim?.by.id && hasRole({ roles }, "moderator"))
      .map(({ id, name, organisation }) => ({ id, name, organisation }))
    this.#ask(act)
  }

  /** What was typed stays in the dialog when it is refused. Without a line the act waits with the others, and the banner says so. */
  async #propose(body: Body): Promise<void> {
    const { hub, room, entry } = this.#where()
    if (!entry || this.#busy) return
    this.tell("")
    if (hub.status.kind === "offline") this.#ask(undefined)
    this.#busy = this.asks
    const answers = await hub.propose(room, [{ ...body, subject: entry.subject }]).finally(() => (this.#busy = false))
    if (this.#where().entry?.subject !== entry.subject) return
    this.tell(refusedSentence(answers))
    if (!this.error) this.#ask(undefined)
  }

  #given({ detail }: CustomEvent<Given>): void {
    if (typeof this.#asking !== "object" || !this.#asking.body) return
    void this.#propose(this.#asking.body(detail, this.#where().hub.now()))
  }

  async #changed({ detail: { type, facts, words, rule } }: CustomEvent<Body & { rule: string }>): Promise<void> {
    const { hub, room } = this.#where()
    await this.#propose({ type, facts, words })
    if (!this.error) void remember(hub, room, [rule])
  }

  dialogs(entry: ReferralEntry): TemplateResult | typeof nothing {
    const { hub, room } = this.#where()
    const close = () => this.#ask(undefined)
    switch (this.#asking) {
      case undefined:
        return nothing
      case "acknowledge":
        return html`<acknowledge-dialog
          .deadline=${entry.clocks.decide.deadline}
          .error=${this.error}
          @acknowledge=${({ detail: { estimate, comment } }: CustomEvent<{ estimate: string; comment: string }>) =>
            void this.#propose({ type: "referral.acknowledged", facts: { estimate }, words: { comment } })}
          @dialog-close=${close}
        ></acknowledge-dialog>`
      case "change":
        return html`<change-dialog
          .items=${answerable(entry.items, hub.person?.id ?? "")}
          .rules=${rulesUsed(hub, room, () => this.#host.requestUpdate())}
          .now=${hub.now()}
          .error=${this.error}
          @give=${(event: CustomEvent<Body & { rule: string }>) => void this.#changed(event)}
          @dialog-close=${close}
        ></change-dialog>`
      default:
        return html`<act-dialog
          .act=${this.#asking}
          .items=${entry.items}
          .people=${this.#people}
          .me=${hub.person?.name ?? ""}
          .now=${hub.now()}
          .error=${this.error}
          @give=${(event: CustomEvent<Given>) => this.#given(event)}
          @dialog-close=${close}
        ></act-dialog>`
    }
  }
}
