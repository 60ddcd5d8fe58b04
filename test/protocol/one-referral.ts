// One referral with three items in TikTok's room, and people who act on it: judged and folded as the hub does. Used by lifecycle.test.ts and amended.test.ts.
import { dues } from "../../protocol/due.ts"
import type { ReferralItem } from "../../protocol/entries/item.ts"
import { referralState, type ReferralEntry } from "../../protocol/entries/referral.ts"
import { LogBook, room, subject } from "./log-book.ts"
import { OneSubject } from "./one-subject.ts"

export class OneReferral extends OneSubject {
  constructor(change: Partial<ReferralEntry> = {}) {
    const book = new LogBook("some words")
    super({
      room,
      subject,
      entry: { ...book.referral, ...change },
      seq: book.events.length,
      at: book.referral.deliveredAt,
    })
  }

  get entry(): ReferralEntry {
    return this.known as ReferralEntry
  }

  get state(): string {
    return referralState(this.entry)
  }

  item(n: number): ReferralItem {
    return this.entry.items[n - 1]!
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
