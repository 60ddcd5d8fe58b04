// One referral with three items in TikTok's room, and people who act on it: judged and folded as the hub does. Used by lifecycle.test.ts.
import { dues } from "../../protocol/due.ts"
import { emptySlice, referralState, type Entry, type ReferralEntry, type ReferralItem } from "../../protocol/entries.ts"
import { hubActor, type Actor, type RoomEvent } from "../../protocol/event.ts"
import { applyEvent, parseProposal } from "../../protocol/fold.ts"
import { may } from "../../protocol/permissions.ts"
import { actors, LogBook, member, room, subject } from "./log-book.ts"

export const person = (id: string): Actor => (id === "hub" ? hubActor : actors.find((each) => each.id === id)!)

export class OneReferral {
  #entry: Entry | undefined
  #seq: number
  #nowMs: number
  #slice = emptySlice
  readonly events: RoomEvent[]

  constructor(change: Partial<ReferralEntry> = {}) {
    const book = new LogBook("some words")
    this.#entry = { ...book.referral, ...change }
    this.#seq = book.events.length
    this.#nowMs = Date.parse(book.referral.deliveredAt)
    this.events = []
  }

  get entry(): ReferralEntry {
    return this.#entry as ReferralEntry
  }

  get state(): string {
    return referralState(this.entry)
  }

  get at(): string {
    return new Date(this.#nowMs).toISOString()
  }

  item(n: number): ReferralItem {
    return this.entry.items[n - 1]!
  }

  later(minutes: number): this {
    this.#nowMs += minutes * 60_000
    return this
  }

  /** What this person is answered: "accepted", a rule, or a code. */
  does(who: string, type: string, facts: object = {}, words: object = {}): string {
    const by = person(who)
    const body = { facts, words }
    const id = `6f0b3b5e-6a6c-4c7e-9d5e-${String(this.#seq).padStart(12, "0")}`
    const parsed = parseProposal({ id, type, subject, seen: this.#seq, body })
    if ("refusal" in parsed) return parsed.refusal.code === "malformed" ? parsed.refusal.field : parsed.refusal.code
    if (!may(by, "platform", type)) return "forbidden"
    const judged = { id, subject, target: null, seen: 0, by, at: this.at, facts: facts as never, words: words as never }
    const refusal = parsed.topic.refusal({ slice: this.#slice, entry: this.#entry, target: undefined, member }, judged)
    if (refusal) return refusal.code === "not-now" ? refusal.rule : refusal.code
    this.#seq += 1
    const stamp = { id: by.id, name: by.name, organisation: by.organisation }
    const event = {
      room,
      seq: this.#seq,
      id,
      type,
      subject,
      target: null,
      by: stamp,
      at: this.at,
      facts,
      words,
      hash: "",
    }
    this.events.push(event)
    this.#entry = applyEvent(this.#entry, this.#slice, event).entry
    return "accepted"
  }

  /** The hub looks once, as it does every second: the types that it wrote. */
  look(): string[] {
    const due = dues(this.entry).filter((each) => each.at <= this.at)
    return due.map(({ type, facts }) => (this.does("hub", type, facts) === "accepted" ? type : `refused ${type}`))
  }

  records(who: string, items: readonly number[], more: object = {}, words: object = {}): string {
    const named = items.map((n) => ({ items: [{ n, seq: this.item(n).seq }], action: action(n), ...outcome, ...more }))
    return this.does(
      who,
      "outcome.recorded",
      { outcomes: named },
      { outcomes: named.map(() => ({ ...said, ...words })) },
    )
  }

  /** Claimed by Ana and decided, all of it. */
  decided(): this {
    this.does("ana", "claim.made")
    this.records("ana", [1, 2, 3])
    return this
  }
}

const action = (n: number) => (["suspended", "removed", "searched-and-acted"] as const)[n - 1]
export const outcome = {
  reason: null,
  ground: "terms",
  territory: "",
  decidedAt: "2026-01-01T00:00:00.000Z",
  actedAt: null,
  automated: false,
  preservedUntil: null,
  userTold: null,
  found: null,
  actedOn: null,
}
export const said = { rule: "4.2", preserved: "", sweep: "", duplicateOf: "" }
