// A room's log without a hub: acts are judged by the topics' own refusals and applied by the one `apply`. Used by the fold's property tests.
import fc from "fast-check"
import { emptySlice, type Entry, type RoomSlice } from "../../protocol/entries.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import type { Refusal } from "../../protocol/errors.ts"
import { hubActor, type Actor, type RoomEvent } from "../../protocol/event.ts"
import { dues } from "../../protocol/due.ts"
import { applyEvent } from "../../protocol/fold.ts"
import { may } from "../../protocol/permissions.ts"
import { redactions, topics, wordsOfAnother } from "../../protocol/topics.ts"

const person = (id: string, kind: Actor["kind"], organisation: string, ...roles: Actor["roles"]): Actor => ({
  id,
  name: id,
  organisation,
  kind,
  roles,
})
export const actors: readonly Actor[] = [
  person("ana", "platform", "tiktok", "moderator"),
  person("mai", "platform", "tiktok", "moderator"),
  person("jonas", "platform", "tiktok", "supervisor"),
  person("ruth", "platform", "tiktok", "policy"),
  person("dara", "agency", "nca", "analyst"),
  person("mira", "agency", "nca", "duty"),
  person("sela", "agency", "nca", "analyst"),
  person("lewis", "agency", "nca", "analyst", "releaser"),
  person("otto", "agency", "nca", "releaser"),
  hubActor,
]

const types = [
  "referral.seen",
  "referral.acknowledged",
  "referral.unacknowledged",
  "claim.made",
  "claim.released",
  "outcome.recorded",
  "outcome.undone",
  "claim.taken",
  "claim.handed",
  "claim.kept",
  "information.needed",
  "information.answered",
  "information.cancelled",
  "hold.placed",
  "hold.receipted",
  "hold.ended",
  "hold.refused",
  "outcome.challenged",
  "challenge.kept",
  "challenge.changed",
  "outcome.restored",
  "items.verified",
  "referral.closed",
  "referral.reopened",
  "referral.escalated",
  "referral.amended",
  "referral.withdrawn",
  "referral.noted",
  "outcome.kept",
  "due",
  "message.sent",
  "message.edited",
  "message.redacted",
  "message.translated",
  "translation.redacted",
] as const

/** A wish: who wants what, when, and numbers from which the rest is made in the state that is found. */
export interface Wish {
  actor: number
  type: (typeof types)[number]
  afterMs: number
  n: number
  one: boolean
}

export const wishes: fc.Arbitrary<Wish[]> = fc.array(
  fc.record({
    actor: fc.integer({ min: 0, max: actors.length - 1 }),
    type: fc.constantFrom(...types, "claim.made", "claim.made", "outcome.recorded", "outcome.recorded", "due"),
    afterMs: fc.oneof(
      { arbitrary: fc.integer({ min: 0, max: 600_000 }), weight: 12 },
      { arbitrary: fc.integer({ min: 0, max: 9_000_000 }), weight: 6 },
      { arbitrary: fc.constant(8 * 86_400_000), weight: 1 },
    ),
    n: fc.nat(1_000),
    one: fc.boolean(),
  }),
  { maxLength: 80, size: "max" },
)

/** Who may open the room, as the engine says it. */
export const member = (id: string): Actor | undefined => actors.find((each) => each.id === id)

export const room = "platform/tiktok"
export const subject = "6f0b3b5e-6a6c-4c7e-9d5e-2f6f2a4f0a01"
export const brief = {
  priority: "P2",
  reason: "advert",
  theme: "lorry",
  languages: ["en"],
  handling: "AMBER",
  asked: ["remove"],
}
const items = ["account", "video", "phone"] as const

export class LogBook {
  readonly events: RoomEvent[] = []
  /** what each wish was answered: a code, a rule, or "accepted" */
  readonly answers: string[] = []
  readonly words: string
  entry: Entry | undefined
  slice: RoomSlice = emptySlice
  #nowMs = Date.parse("2026-01-01T00:00:00.000Z")

  /** `words` is what everybody writes everywhere; `more` what the delivery says besides: its working hours, another priority. */
  constructor(words: string, more: object = {}) {
    this.words = words
    const rows = items.map((kind, index) => ({
      row: index + 1,
      kind,
      platforms: ["tiktok"],
      verdict: "ready",
      keep: true,
    }))
    this.#propose(
      hubActor,
      "items.added",
      { version: 1, items: rows },
      { items: rows.map(() => ({ raw: words, canonical: words, evidence: words })) },
    )
    const clocks = { acknowledgeMs: 1_800_000, decideMs: 7_200_000 }
    this.#propose(
      hubActor,
      "referral.received",
      { version: 1, items: rows.length, brief, clocks, ...more },
      { title: words, narrative: words, corridor: words, conditions: words },
    )
  }

  get referral(): ReferralEntry {
    if (this.entry?.kind !== "referral") throw new Error("no referral")
    return this.entry
  }

  take(wish: Wish): void {
    this.#nowMs += wish.afterMs
    const { type, n, one } = wish
    const { referral, words } = this
    const sent = this.events.filter((event) => event.type === "message.sent")
    const target = sent.length > 0 ? sent[n % sent.length]!.seq : 0
    // Every other wish is somebody's who may: what only few may do must be reached too.
    const able = actors.filter((each) => may(each, "platform", type))
    const actor = (wish.actor % 2 === 0 ? able[n % able.length] : undefined) ?? actors[wish.actor]!
    switch (type) {
      case "referral.acknowledged":
        return this.#propose(
          actor,
          type,
          { estimate: new Date(this.#nowMs + (n - 100) * 1_000).toISOString() },
          { comment: words },
        )
      case "outcome.recorded":
        return this.#propose(
          actor,
          type,
          { outcomes: this.#outcomes(n, one) },
          {
            outcomes: this.#outcomes(n, one).map(() => ({
              rule: words,
              preserved: words,
              sweep: words,
              duplicateOf: words,
            })),
          },
        )
      case "outcome.undone":
        return this.#propose(actor, type, { items: one ? [(n % 3) + 1] : [1, 2, 3] }, {})
      // The hub asks what is due; somebody else asking for the same is refused.
      case "due":
        for (const due of dues(referral))
          if (one || due.at <= this.#now) this.#propose(hubActor, due.type, due.facts, {})
        return
      case "claim.taken":
        return this.#propose(actor, type, {}, { note: words })
      case "claim.handed": {
        const { id, name, organisation } = actors[n % 3]!
        return this.#propose(actor, type, { to: { id, name, organisation } }, { note: words })
      }
      case "information.needed":
        return this.#propose(actor, type, { items: this.#some(n) }, { question: words })
      case "information.answered":
        return this.#propose(actor, type, {}, { answer: words })
      case "hold.placed": {
        const until = new Date(this.#nowMs + (n % 100) * 3_600_000).toISOString()
        return this.#propose(actor, type, { items: this.#some(n), until }, { reason: words, owner: words })
      }
      case "hold.receipted":
        return this.#propose(actor, type, { items: this.#some(n) }, { receipt: words })
      case "hold.ended":
        return this.#propose(actor, type, { items: this.#some(n) }, {})
      case "referral.amended":
        return this.#amend(actor, n, one)
      // It ends nearly everything: seldom, so that there is something to end.
      case "referral.withdrawn":
        if (n % 8 > 0) return
        return this.#propose(actor, type, { restore: one, replacedBy: null }, { reason: words })
      case "outcome.kept":
      case "hold.refused":
      case "outcome.challenged":
      case "challenge.kept":
      case "outcome.restored":
      case "referral.reopened":
        return this.#propose(actor, type, { items: this.#some(n) }, { reason: words })
      case "challenge.changed": {
        const outcomes = this.#some(n).map((each) => this.#outcome(n, each - 1))
        const said = { rule: words, preserved: words, sweep: words, duplicateOf: words }
        return this.#propose(actor, type, { outcomes }, { outcomes: outcomes.map(() => said), reason: words })
      }
      case "items.verified": {
        const finding = (["gone", "accepted", "cannot-see", "still-up"] as const)[n % 4]!
        return this.#propose(actor, type, { items: this.#some(n).map((each) => ({ n: each, finding })) }, {})
      }
      case "referral.closed":
      case "referral.escalated":
        return this.#propose(actor, type, {}, { reason: words })
      case "message.sent": {
        const kind = (["message", "question", "answer", "disagree", "seen-here"] as const)[n % 5]!
        const named = { person: actors[n % actors.length]!.id, at: 0, length: 2 }
        const facts = n % 4 === 0 ? { kind, mentions: [named] } : { kind }
        return this.#propose(actor, type, facts, { text: words }, kind === "answer" || one ? target : null)
      }
      case "message.edited":
        return this.#propose(actor, type, {}, { text: `${words} edited` }, target)
      case "message.translated": {
        const language = (["ar", "ckb", "fr"] as const)[n % 3]!
        return this.#propose(actor, type, { from: "en", language }, { text: words }, one ? target : null)
      }
      case "message.redacted":
        return this.#propose(actor, type, { reason: "other" }, {}, target)
      case "translation.redacted": {
        const translations = this.events.filter((event) => event.type === "message.translated")
        return this.#propose(actor, type, { reason: "other" }, {}, translations[n % translations.length]?.seq ?? target)
      }
      default:
        return this.#propose(actor, type, {}, {})
    }
  }

  get #now(): string {
    return new Date(this.#nowMs).toISOString()
  }

  #amend(actor: Actor, n: number, one: boolean): void {
    const { words } = this
    const row = { row: 1, kind: "account", platforms: ["tiktok"], verdict: "ready", keep: true }
    const item = { raw: words, canonical: words, evidence: words }
    if (one) this.#propose(actor, "items.added", { version: 1, items: [row] }, { items: [item] })
    const [priority, reason, hours] = (
      [
        ["P1", "departure", 1],
        ["P2", "advert", 2],
        ["P3", "network", 72],
      ] as const
    )[n % 3]!
    const facts = {
      brief: { ...brief, priority, reason },
      clocks: { acknowledgeMs: hours * 900_000, decideMs: hours * 3_600_000 },
      author: actors[n % actors.length]!.id,
      added: this.referral.arriving.length,
      removed: n % 4 === 0 ? [(n % this.referral.items.length) + 1] : [],
      restore: n % 5 < 3,
      evidenced: n % 7 === 0 ? [2] : [],
    }
    const texts = { title: words, narrative: words, corridor: words, conditions: words }
    this.#propose(actor, "referral.amended", facts, { ...texts, evidences: facts.evidenced.map(() => words) })
  }

  /** One, two or all of the items. */
  #some(n: number): number[] {
    return n % 3 === 0 ? [(n % 2) + 1] : n % 3 === 1 ? [1, 2] : [1, 2, 3]
  }

  #outcome(n: number, index: number) {
    const action = ["suspended", "removed", "searched-and-acted"] as const
    const item = this.referral.items[index]!
    const none = n % 5 === 0
    const stale = n % 7 === 0 ? 1 : 0
    return {
      items: [{ n: item.n, seq: item.seq + stale }],
      action: none ? "none" : (action[n % 11 === 0 ? (index + 1) % 3 : index] ?? "suspended"),
      reason: none ? (n % 2 === 0 ? "duplicate-of" : "not-found") : null,
      ground: none ? null : "terms",
      territory: "",
      decidedAt: this.#now,
      actedAt: n % 3 === 0 ? "2026-01-01T00:00:00.000Z" : null,
      automated: false,
      preservedUntil: null,
      userTold: null,
      found: null,
      actedOn: null,
    }
  }

  #outcomes(n: number, one: boolean) {
    return one
      ? [this.#outcome(n, n % 3)]
      : this.referral.items.flatMap((item, index) => (item.state === "open" ? [this.#outcome(n, index)] : []))
  }

  #propose(actor: Actor, type: string, facts: unknown, words: unknown, target: number | null = null): void {
    const topic = topics.get(type)!
    const at = new Date(this.#nowMs).toISOString()
    const proposed = {
      id: `id ${this.answers.length}`,
      subject,
      target,
      seen: 0,
      by: actor,
      at,
      facts: facts as never,
      words: words as never,
    }
    const named = this.events.find((event) => event.seq === target)
    const refusal: Refusal | undefined = may(actor, "platform", type)
      ? topic.refusal({ slice: this.slice, entry: this.entry, target: named, member }, proposed)
      : { code: "forbidden" }
    this.answers.push(refusal ? `${refusal.code} ${"rule" in refusal ? refusal.rule : ""}` : "accepted")
    if (refusal) return
    const by = { id: actor.id, name: actor.name, organisation: actor.organisation }
    const event: RoomEvent = {
      room,
      seq: this.events.length + 1,
      id: proposed.id,
      type,
      subject,
      target,
      by,
      at,
      facts,
      words,
      hash: "",
    }
    const after = applyEvent(this.entry, this.slice, event)
    this.events.push(event)
    this.entry = after.entry
    this.slice = after.slice
    // As the store does: what is redacted is blank from here on. [R7]
    if (redactions.has(type))
      for (const each of this.events)
        if (each.seq === target || (wordsOfAnother.has(each.type) && each.target === target)) each.words = null
  }
}

export function written(
  list: readonly Wish[],
  words = "some words",
  each?: (book: LogBook) => void,
  more: object = {},
): LogBook {
  const book = new LogBook(words, more)
  for (const wish of list) {
    book.take(wish)
    each?.(book)
  }
  return book
}

export function fold(
  events: readonly RoomEvent[],
  from: { entry?: Entry | undefined; slice: RoomSlice } = { slice: emptySlice },
) {
  let { entry, slice } = from
  for (const event of events) ({ entry, slice } = applyEvent(entry, slice, event))
  return { entry, slice }
}
