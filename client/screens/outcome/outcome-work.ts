// What a moderator has chosen so far for the items of one referral: kept over a reload, read-only without the claim, and the claim kept
// while it is being filled. A controller of outcome-screen.ts; what is chosen and what it becomes is choice.ts. Rules R84, R133.
import type { ReactiveController, ReactiveControllerHost } from "lit"
import { itemClass, type ItemClass } from "../../../protocol/addresses.ts"
import type { ReferralItem } from "../../../protocol/entries/item.ts"
import type { ReferralEntry } from "../../../protocol/entries/referral.ts"
import { outcomeKey } from "../../../protocol/unfinished.ts"
import { actions } from "../../../protocol/vocabulary.ts"
import type { Hub } from "../../hub/hub.ts"
import { complete, emptyChoice, type Choice, type Work } from "./choice.ts"
import { taken, type PastedLine } from "./pasted.ts"

/** An item as the form shows it. */
export interface ItemRow {
  item: ReferralItem
  /** it can be decided here */
  open: boolean
  together: boolean
  own: boolean
  /** what is chosen for it; none: it stays open */
  choice: Choice | undefined
  /** nothing that has to be said about it is left out */
  complete: boolean
}

interface Host extends ReactiveControllerHost {
  hub: Hub
  room: string
  entry: ReferralEntry
}

export class OutcomeWork implements ReactiveController {
  /** somebody records what was done before the withdrawal, and when */
  late: string | undefined
  /** where the keys stand in the list of items */
  at = 0
  readonly #host: Host
  #work: Work = { together: [], common: { ...emptyChoice }, own: {} }
  #begun = ""
  #keptAt = 0

  constructor(host: Host) {
    this.#host = host
    host.addController(this)
  }

  get together(): readonly number[] {
    return this.#work.together
  }

  get common(): Choice {
    return this.#work.common
  }

  get own(): Readonly<Record<number, Choice>> {
    return this.#work.own
  }

  /** Items that can be decided here. */
  get open(): ReferralItem[] {
    return this.#host.entry.items.filter((item) => this.choosable(item))
  }

  /** Those of them in the common outcome. */
  get inCommon(): ReferralItem[] {
    return this.open.filter((item) => this.together.includes(item.n))
  }

  get item(): ReferralItem | undefined {
    return this.#host.entry.items[this.at]
  }

  /** The claim is mine and something is open: otherwise the form is read-only and keeps its text. */
  get mine(): boolean {
    const { entry, hub } = this.#host
    return entry.withdrawn ? this.late !== undefined : entry.claim?.by.id === hub.person?.id
  }

  /** Items by what is chosen for them: together, or one by one; those that are left open are in neither. */
  get chosen(): { item: ReferralItem; choice: Choice }[] {
    return this.open.flatMap((item) => {
      const choice = this.choiceOf(item)
      return choice ? [{ item, choice }] : []
    })
  }

  /** How many of them have all that is asked for. */
  get complete(): number {
    return this.chosen.filter(({ item, choice }) => !this.missing(choice, itemClass(item.kind))).length
  }

  get rows(): ItemRow[] {
    return this.#host.entry.items.map((item) => {
      const choice = this.choiceOf(item)
      return {
        item,
        open: this.choosable(item),
        together: this.together.includes(item.n),
        own: item.n in this.own,
        choice,
        complete: choice !== undefined && !this.missing(choice, itemClass(item.kind)),
      }
    })
  }

  choiceOf(item: ReferralItem): Choice | undefined {
    return this.own[item.n] ?? (this.together.includes(item.n) ? this.common : undefined)
  }

  /** Once it is withdrawn: what was done about it before that, where nobody has recorded it yet. [R133] */
  choosable(item: ReferralItem): boolean {
    return this.#host.entry.withdrawn ? item.withdrawn !== null && !item.outcome : item.state === "open"
  }

  /** What is missing for items of this class, as a sentence. */
  missing(choice: Choice, kind: ItemClass): string | undefined {
    const { withdrawn } = this.#host.entry
    if (withdrawn && choice.actions[kind] === "none")
      return "It is withdrawn: only what you did can be recorded. Leave the others open."
    if (withdrawn && Number.isNaN(Date.parse(this.late ?? ""))) return "Say when you acted."
    return complete(choice, kind, this.#host.hub.now())
  }

  hostUpdate(): void {
    const { entry, hub } = this.#host
    if (this.#begun === entry.subject) return
    this.#begun = entry.subject
    this.late = undefined
    const fresh: Work = { together: this.open.map((item) => item.n), common: { ...emptyChoice }, own: {} }
    const kept = hub.scratch.here(this.#key)
    this.#work = kept ? goneOn(kept) : fresh
    // On another machine, or handed on by somebody who has left.
    if (!kept)
      void hub.scratch.get(this.#key).then(
        (text) => {
          if (!text || this.#work !== fresh) return
          this.#work = goneOn(text)
          this.#host.requestUpdate()
        },
        () => undefined,
      )
    this.at = Math.max(
      0,
      entry.items.findIndex((item) => this.choosable(item)),
    )
  }

  /** To that item of the list, by its place. */
  goTo(at: number): void {
    this.at = Math.min(this.#host.entry.items.length - 1, Math.max(0, at))
    this.#host.requestUpdate()
  }

  actedAt(late: string): void {
    this.late = late
    this.#host.requestUpdate()
  }

  /** Into the common outcome, or out of it. */
  toggle(item: ReferralItem | undefined): void {
    if (!item || !this.choosable(item) || !this.mine) return
    const { together, own } = this.#work
    const { [item.n]: _dropped, ...others } = own
    this.#set({
      together: together.includes(item.n) ? together.filter((n) => n !== item.n) : [...together, item.n],
      own: others,
    })
  }

  giveOwn(item: ReferralItem | undefined): void {
    if (!item || !this.choosable(item) || !this.mine) return
    const { together, own, common } = this.#work
    this.#set({
      together: together.filter((n) => n !== item.n),
      own: { ...own, [item.n]: own[item.n] ?? { ...emptyChoice, rule: common.rule } },
    })
  }

  /** The action of that number, for the item where the keys stand or for all that go with it. */
  digit(digit: number): void {
    const { item } = this
    if (!item || !this.mine) return
    const kind = itemClass(item.kind)
    const action = Object.keys(actions[kind])[digit - 1]
    if (!action) return
    const own = this.own[item.n]
    if (own) this.setOwn(item.n, { actions: { ...own.actions, [kind]: action } })
    else this.setCommon({ actions: { ...this.common.actions, [kind]: action } })
  }

  setCommon(change: Partial<Choice>): void {
    this.#set({ common: { ...this.common, ...change } })
  }

  setOwn(n: number, change: Partial<Choice>): void {
    this.#set({ own: { ...this.own, [n]: { ...(this.own[n] ?? emptyChoice), ...change } } })
  }

  take(lines: readonly PastedLine[]): void {
    this.#set(taken(this.#work, lines))
  }

  /** It is recorded: nothing is left to be kept. */
  done(): void {
    this.#host.hub.scratch.put(this.#key, "")
  }

  get #key(): string {
    return outcomeKey(this.#host.room, this.#host.entry.subject)
  }

  #set(work: Partial<Work>): void {
    this.#work = { ...this.#work, ...work }
    this.#keep()
    this.#host.hub.scratch.put(this.#key, JSON.stringify(this.#work))
    this.#host.requestUpdate()
  }

  /** A claim does not end under a form that is being filled. [R84] */
  #keep(): void {
    const { hub, room, entry } = this.#host
    const { claim, limits, subject } = entry
    if (!claim || !this.mine || Date.parse(claim.endsAt) - hub.now() > (limits.claimMs * 2) / 3) return
    if (hub.now() - this.#keptAt < 60_000) return
    this.#keptAt = hub.now()
    void hub.propose(room, [{ type: "claim.kept", subject, facts: {}, words: {} }])
  }
}

/** What was kept, also by a page that knew fewer fields. */
function goneOn(text: string): Work {
  const { together, common, own } = JSON.parse(text) as Work
  const whole = (choice: Choice): Choice => ({ ...emptyChoice, ...choice })
  return {
    together,
    common: whole(common),
    own: Object.fromEntries(Object.entries(own).map(([n, choice]) => [n, whole(choice)])),
  }
}
