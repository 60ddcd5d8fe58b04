// The bar of chosen referrals: how many, what can be done with all of them, what came of it and its undo. It asks with a preview, sends, and
// names what was left out or refused. Used by feed-screen.ts, which holds what is chosen; `clear` asks it to choose nothing.
import { LitElement, css, html, nothing, type TemplateResult } from "lit"
import { customElement, property, state } from "lit/decorators.js"
import { reference } from "../../../protocol/entries/brief.ts"
import type { By } from "../../../protocol/event.ts"
import { hasRole } from "../../../protocol/permissions.ts"
import type { Answer } from "../../../protocol/wire.ts"
import type { Draft, Hub } from "../../hub/hub.ts"
import { buttons, keys } from "../../styles/controls.ts"
import { base, texts } from "../../styles/shared.ts"
import type { FeedRow } from "./feed-index.ts"
import {
  agencyMany,
  draftOf,
  plan,
  platformMany,
  resultOf,
  undoOf,
  type Chosen,
  type Line,
  type ManyAct,
  type ManyGiven,
  type ManyId,
  type ManyResult,
} from "./many.ts"
import "../../parts/chosen-bar.ts"
import "../../parts/key-hint.ts"

@customElement("many-bar")
export class ManyBar extends LitElement {
  static override styles = [
    base,
    texts,
    buttons,
    keys,
    css`
      :host {
        display: block;
      }
    `,
  ]

  @property({ attribute: false }) hub!: Hub
  @property({ attribute: false }) tick = 0
  @property({ attribute: false }) rows: readonly FeedRow[] = []
  @state() private asking: { act: ManyAct; lines: Line[]; people: By[] } | undefined
  @state() private result: ManyResult | undefined
  @state() private undone = ""
  @state() private busy = false

  /** Something of this bar can be taken back with the undo key. */
  get undoable(): boolean {
    return this.result !== undefined && this.result.done.some((each) => undoOf(this.result!.act.id, each.entry))
  }

  /** The acts of whichever side the chosen are on. */
  get #acts(): readonly ManyAct[] {
    const all = (type: string) => this.rows.every((row) => this.hub.may(row.room.name, type))
    return [...(all("claim.made") ? platformMany : []), ...(all("referral.closed") ? agencyMany : [])]
  }

  /** Asks for an act with all that is chosen; false when there is none to ask for. */
  ask(id: ManyId): boolean {
    const act = this.#acts.find((each) => each.id === id)
    if (!act || this.rows.length === 0) return false
    void this.#ask(act)
    return true
  }

  async #ask(act: ManyAct): Promise<void> {
    const lines = this.rows.flatMap((row) => plan(act.id, [chosen(row)], this.#asker(row.room.name)))
    const people = act.id === "hand-over" ? await this.#people(lines) : []
    this.asking = { act, lines, people }
  }

  #asker(room: string): { me: string; supervisor: boolean } {
    const roles = this.hub.rooms.get(room)?.info.acting.roles ?? []
    return { me: this.hub.person?.id ?? "", supervisor: roles.includes("supervisor") }
  }

  /** Who is a moderator in every room of those that are in. */
  async #people(lines: readonly Line[]): Promise<By[]> {
    const rooms = [...new Set(lines.filter((line) => !line.left).map((line) => line.room))]
    const found = await Promise.all(rooms.map((room) => this.hub.people(room).catch(() => [])))
    const [first = [], ...rest] = found.map((people) => people.filter(({ roles }) => hasRole({ roles }, "moderator")))
    return first
      .filter(({ id }) => id !== this.hub.person?.id && rest.every((people) => people.some((each) => each.id === id)))
      .map(({ id, name, organisation }) => ({ id, name, organisation }))
  }

  async #given({ detail }: CustomEvent<ManyGiven>): Promise<void> {
    const { act, lines } = this.asking!
    const asked = lines.filter((line) => !line.left)
    this.busy = true
    const answers = await this.#propose(asked.map((each) => ({ ...each, draft: draftOf(act.id, each, detail) })))
    this.busy = false
    this.result = resultOf(act, asked, answers)
    this.undone = ""
    this.asking = undefined
    this.dispatchEvent(new CustomEvent("clear"))
  }

  /** Room by room, answered in the order asked. */
  async #propose(asked: readonly { room: string; draft: Draft }[]): Promise<Answer[]> {
    const answers: Answer[] = Array.from({ length: asked.length })
    await Promise.all(
      [...Map.groupBy(asked.entries(), ([, each]) => each.room)].map(async ([room, each]) => {
        const given = await this.hub.propose(
          room,
          each.map(([, { draft }]) => draft),
        )
        for (const [index, [place]] of each.entries()) answers[place] = given[index]!
      }),
    )
    return answers
  }

  async undo(): Promise<void> {
    if (!this.result || this.busy) return
    const { act, done } = this.result
    const back = done.flatMap((each) => {
      const draft = undoOf(act.id, each.entry)
      return draft ? [{ ...each, draft }] : []
    })
    this.busy = true
    const { done: taken, refused } = resultOf(act, back, await this.#propose(back))
    this.busy = false
    this.undone = taken.length === done.length ? "All taken back." : `${taken.length} of ${done.length} taken back.`
    this.result = { act, done: [], refused }
  }

  protected override render(): TemplateResult | typeof nothing {
    return html`${this.rows.length > 0 ? this.#bar() : this.result ? this.#outcome(this.result) : nothing}
    ${
      this.asking
        ? html`<many-dialog
            .act=${this.asking.act}
            .lines=${this.asking.lines}
            .people=${this.asking.people}
            ?busy=${this.busy}
            @give=${this.#given}
            @dialog-close=${() => (this.asking = undefined)}
          ></many-dialog>`
        : nothing
    }`
  }

  #bar(): TemplateResult {
    const acts = this.#acts
    return html`<chosen-bar
      role="group"
      aria-label="What is chosen"
      .count=${this.rows.length}
      @dismiss=${() => this.dispatchEvent(new CustomEvent("clear"))}
      >${acts.map(
        (act) =>
          html`<button class="button small" aria-keyshortcuts=${act.key || nothing} @click=${() => void this.#ask(act)}>
            ${act.text}${act.key ? html`<key-hint keys=${act.key}></key-hint>` : nothing}
          </button>`,
      )}${acts.length === 0 ? html`<span class="small">Nothing can be done with all of these together.</span>` : nothing}</chosen-bar
    >`
  }

  #outcome({ act, done, refused }: ManyResult): TemplateResult {
    return html`<chosen-bar
      role="status"
      .came=${this.undone || `${done.length} ${act.done}.`}
      leftAs="refused"
      .left=${refused}
      @dismiss=${() => (this.result = undefined)}
      >${this.undoable ? html`<button class="button small" aria-keyshortcuts="Control+Z" ?disabled=${this.busy} @click=${() => void this.undo()}>Undo<key-hint keys="Mod+z"></key-hint></button>` : nothing}</chosen-bar
    >`
  }
}

const chosen = ({ room, entry }: FeedRow): Chosen => ({
  room: room.name,
  reference: reference(room.info.organisation.prefix, entry.number),
  entry,
})

declare global {
  interface HTMLElementTagNameMap {
    "many-bar": ManyBar
  }
}
