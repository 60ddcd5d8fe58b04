// What is looked at again once it is decided: challenged and answered, restored after an appeal, verified by an independent look. [R94]-[R99]
import * as v from "valibot"
import { asksToRestore, type Decision, type Finding, type ReferralItem } from "../entries/item.ts"
import type { ReferralEntry } from "../entries/referral.ts"
import { notNow, type Refusal } from "../errors.ts"
import type { Actor } from "../event.ts"
import { text, topic, whole, type AnyTopic } from "../topic.ts"
import { itemNumbers, itemsAtMost } from "./brief.ts"
import {
  askFirst,
  blankOutcomes,
  checkOutcomes,
  decisions,
  outcomeFacts,
  outcomeWords,
  wrongAction,
  type OutcomeFacts,
  type OutcomeWords,
} from "./outcome.ts"
import { over, referralOf, whileLive } from "./referral.ts"
import { decideBy, reopened, unmissed, withItems } from "./settle.ts"

const some = v.strictObject({ items: itemNumbers })
const reason = v.strictObject({ reason: text(1, 1_000) })
const blankReason = () => ({ reason: "" })
const findings = ["gone", "accepted", "cannot-see", "still-up"] as const

/** Asks each named item; the first that may not is the answer. */
function each(
  referral: ReferralEntry | undefined,
  items: readonly number[],
  refusal: (item: ReferralItem) => Refusal | undefined,
): Refusal | undefined {
  if (!referral) return notNow("no-such-subject")
  for (const n of items) {
    const item = referral.items[n - 1]
    const refused = item ? refusal(item) : notNow("unknown-item")
    if (refused) return refused
  }
  return undefined
}

const inState = (item: ReferralItem, ...states: ReferralItem["state"][]): Refusal | undefined =>
  states.includes(item.state) && !item.withdrawn
    ? undefined
    : notNow("wrong-state", item.outcome?.by ?? null, item.outcome?.at ?? null)

/** A challenge is answered by somebody else than who decided first. */
const notOwn = (item: ReferralItem, by: Actor): Refusal | undefined =>
  item.outcome?.by.id === by.id ? notNow("own-decision", item.outcome.by, item.outcome.at) : undefined

const answered = (item: ReferralItem, answer: NonNullable<ReferralItem["challenge"]>["answer"]) =>
  item.challenge && { ...item.challenge, answer }

export const reviewTopics: AnyTopic[] = [
  topic({
    type: "outcome.challenged",
    facts: some,
    words: reason,
    blank: blankReason,
    refusal: ({ entry }, { facts }) =>
      each(referralOf(entry), facts.items, (item) =>
        item.challenge
          ? notNow("challenged-before", item.challenge.by, item.challenge.at)
          : inState(item, "decided", "restored"),
      ),
    apply: (entry, { by, at, seq, facts, words }) => {
      const referral = referralOf(entry)
      if (!referral) return undefined
      const challenge = { by, at, reason: words.reason, answer: null }
      const deadline = decideBy(referral, at)
      return withItems(
        referral,
        facts.items,
        (item) => ({ ...unmissed(item), state: "challenged", seq, challenge, startedAt: at, deadline, verified: null }),
        at,
      )
    },
  }),
  topic({
    type: "challenge.kept",
    facts: some,
    words: reason,
    blank: blankReason,
    refusal: ({ entry }, { by, facts }) =>
      each(referralOf(entry), facts.items, (item) => inState(item, "challenged") ?? notOwn(item, by)),
    apply: (entry, { by, at, seq, facts, words }) => {
      const referral = referralOf(entry)
      if (!referral) return undefined
      const answer = { by, at, kept: true, reason: words.reason }
      return withItems(
        referral,
        facts.items,
        (item) => ({
          ...item,
          state: item.restored ? "restored" : "decided",
          seq,
          challenge: answered(item, answer),
        }),
        at,
      )
    },
  }),
  topic<OutcomeFacts, OutcomeWords & { reason: string }>({
    type: "challenge.changed",
    facts: outcomeFacts,
    words: v.strictObject({ ...outcomeWords.entries, reason: text(1, 1_000) }),
    blank: (facts) => ({ ...blankOutcomes(facts), reason: "" }),
    check: checkOutcomes,
    refusal: ({ entry }, { by, at, facts }) => {
      const referral = referralOf(entry)
      const early = referral && askFirst(referral, facts, at)
      if (early) return early
      for (const { items, action } of facts.outcomes) {
        const numbers = items.map(({ n }) => n)
        const refused = each(
          referral,
          numbers,
          (item) => inState(item, "challenged") ?? notOwn(item, by) ?? wrongAction(item, action),
        )
        if (refused) return refused
      }
      return undefined
    },
    apply: (entry, { by, at, seq, facts, words }) => {
      const referral = referralOf(entry)
      if (!referral) return undefined
      const decided = decisions(facts, words, { by, at, version: referral.version })
      const answer = { by, at, kept: false, reason: words.reason }
      const change = (item: ReferralItem): ReferralItem => {
        const outcome: Decision = decided.get(item.n)!
        const earlier = item.outcome ? [...item.earlier, item.outcome] : item.earlier
        return { ...item, state: "decided", seq, outcome, earlier, restored: null, challenge: answered(item, answer) }
      }
      return withItems(referral, [...decided.keys()], change, at)
    },
  }),
  topic({
    type: "outcome.restored",
    facts: some,
    words: reason,
    blank: blankReason,
    // What the agency asks to restore may also be what was done before a withdrawal was known. [R134]
    refusal: ({ entry }, { facts }) => {
      const referral = referralOf(entry)
      return each(referral, facts.items, (item) =>
        asksToRestore(item) ? undefined : ((referral && over(referral)) ?? inState(item, "decided")),
      )
    },
    apply: (entry, { by, at, seq, facts, words }) => {
      const referral = referralOf(entry)
      const restored = { by, at, reason: words.reason }
      return (
        referral &&
        // The agency may challenge it once more, and has to look again.
        withItems(
          referral,
          facts.items,
          (item) => ({ ...item, state: "restored", seq, restored, challenge: null, verified: null }),
          at,
        )
      )
    },
  }),
  topic({
    type: "items.verified",
    facts: v.strictObject({
      items: v.pipe(
        v.array(v.strictObject({ n: whole(1, 100_000), finding: v.picklist(findings) })),
        v.minLength(1, "needs at least one item"),
        v.maxLength(itemsAtMost),
        v.check((items) => new Set(items.map(({ n }) => n)).size === items.length, "names each item once"),
      ),
    }),
    words: v.strictObject({}),
    blank: () => ({}),
    refusal: ({ entry }, { by, facts }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (referral?.author === by.id || referral?.amenders.includes(by.id)) return notNow("own-referral", by)
      if (referral && !referral.decidedAt) return notNow("not-decided")
      return each(
        referral,
        facts.items.map(({ n }) => n),
        (item) => inState(item, "decided", "restored"),
      )
    },
    // Still up: the decision had no effect, and the item is open again.
    apply: (entry, { by, at, seq, facts }) => {
      const referral = referralOf(entry)
      if (!referral) return undefined
      const found = new Map(facts.items.map(({ n, finding }) => [n, finding]))
      const change = (item: ReferralItem): ReferralItem => {
        const finding = found.get(item.n)!
        if (finding === "still-up") return reopened(item, seq, at, referral)
        return { ...item, verified: { by, at, finding: finding satisfies Finding } }
      }
      const after = withItems(referral, [...found.keys()], change, at)
      return after.decidedAt ? after : { ...after, reopened: after.reopened + 1 }
    },
  }),
].map((each) => (each.type === "outcome.restored" ? each : whileLive(each)))
