// Items on hold: the agency asks a platform to leave them for a while, with a reason, an owner and an end; the platform preserves them and
// says so, or refuses. [R91]-[R93]
import * as v from "valibot"
import type { ReferralEntry } from "../entries/referral.ts"
import { notNow, type Refusal } from "../errors.ts"
import { text, time, topic, type AnyTopic } from "../topic.ts"
import { itemNumbers } from "./brief.ts"
import { referralOf, whileLive } from "./referral.ts"
import { withItems } from "./settle.ts"

const longestMs = 72 * 3_600_000
const some = v.strictObject({ items: itemNumbers })
const reason = v.strictObject({ reason: text(1, 500) })
const blankReason = () => ({ reason: "" })

/** Each item named is held, or why not. */
function held(referral: ReferralEntry | undefined, items: readonly number[]): Refusal | undefined {
  if (!referral) return notNow("no-such-subject")
  for (const n of items) {
    const item = referral.items[n - 1]
    if (!item) return notNow("unknown-item")
    if (item.state !== "held") return notNow("not-held", item.outcome?.by ?? null, item.outcome?.at ?? null)
  }
  return undefined
}

const freed = (referral: ReferralEntry, items: readonly number[], seq: number, at: string): ReferralEntry =>
  withItems(referral, items, (item) => ({ ...item, state: "open", seq, hold: null }), at)

export const holdTopics: AnyTopic[] = [
  topic({
    type: "hold.placed",
    facts: v.strictObject({ items: itemNumbers, until: time }),
    words: v.strictObject({ reason: text(1, 500), owner: text(1, 120) }),
    blank: () => ({ reason: "", owner: "" }),
    refusal: ({ entry }, { at, facts }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      for (const n of facts.items) {
        const item = referral.items[n - 1]
        if (!item) return notNow("unknown-item")
        if (item.state !== "open") return notNow("item-not-open", item.outcome?.by ?? null, item.outcome?.at ?? null)
      }
      const lasts = Date.parse(facts.until) - Date.parse(at)
      return lasts > 0 && lasts <= longestMs ? undefined : notNow("hold-too-long")
    },
    apply: (entry, { by, at, seq, facts, words }) => {
      const referral = referralOf(entry)
      const hold = { by, at, ...words, until: facts.until, receipt: "" }
      return referral && withItems(referral, facts.items, (item) => ({ ...item, state: "held", seq, hold }), at)
    },
  }),
  topic({
    type: "hold.receipted",
    facts: some,
    words: v.strictObject({ receipt: text(1, 120) }),
    blank: () => ({ receipt: "" }),
    refusal: ({ entry }, { facts }) => held(referralOf(entry), facts.items),
    apply: (entry, { at, facts, words }) => {
      const referral = referralOf(entry)
      return (
        referral &&
        withItems(referral, facts.items, (item) => ({ ...item, hold: item.hold && { ...item.hold, ...words } }), at)
      )
    },
  }),
  topic({
    type: "hold.ended",
    facts: some,
    words: v.strictObject({}),
    blank: () => ({}),
    refusal: ({ entry }, { facts }) => held(referralOf(entry), facts.items),
    apply: (entry, { at, seq, facts }) => {
      const referral = referralOf(entry)
      return referral && freed(referral, facts.items, seq, at)
    },
  }),
  topic({
    type: "hold.expired",
    facts: v.strictObject({ items: itemNumbers, until: time }),
    words: v.strictObject({}),
    blank: () => ({}),
    refusal: ({ entry }, { at, facts }): Refusal | undefined => {
      const referral = referralOf(entry)
      const due = ({ hold }: ReferralEntry["items"][number]) => hold?.until === facts.until && at >= hold.until
      return facts.items.every((n) => referral?.items[n - 1] && due(referral.items[n - 1]!))
        ? undefined
        : notNow("deadline-moved")
    },
    apply: (entry, { at, seq, facts }) => {
      const referral = referralOf(entry)
      return referral && freed(referral, facts.items, seq, at)
    },
  }),
  topic({
    type: "hold.refused",
    facts: some,
    words: reason,
    blank: blankReason,
    refusal: ({ entry }, { facts }) => held(referralOf(entry), facts.items),
    apply: (entry, { at, seq, facts }) => {
      const referral = referralOf(entry)
      return referral && freed(referral, facts.items, seq, at)
    },
  }),
].map(whileLive)
