// The end of a referral and its return: closed, reopened, and escalated on the way. [R100]-[R103]
import * as v from "valibot"
import { notNow, type Refusal } from "../errors.ts"
import { hasRole } from "../permissions.ts"
import { nothing, text, time, topic, type AnyTopic } from "../topic.ts"
import { itemNumbers } from "./brief.ts"
import { referralOf, unlessWithdrawn } from "./referral.ts"
import { openedAgain, settled } from "./settle.ts"

const reason = (least: number) => v.strictObject({ reason: text(least, 1_000) })
const blankReason = () => ({ reason: "" })

/** That no reason is given is a fact, since no refusal reads words: what is not verified is not closed without one. [R8][R101] */
export const closingFacts = (reason: string): { unexplained?: true } =>
  reason.trim() === "" ? { unexplained: true } : {}

export const closingTopics: AnyTopic[] = [
  topic({
    type: "referral.closed",
    facts: v.strictObject({ unexplained: v.optional(v.literal(true)) }),
    words: reason(0),
    blank: blankReason,
    check: ({ unexplained }, words) =>
      unexplained === closingFacts(words.reason).unexplained
        ? undefined
        : { field: "words.reason", rule: "says why, or facts.unexplained that nothing is said" },
    refusal: ({ entry }, { by, facts }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      const { closed, verifiedAt } = referral
      if (closed) return notNow("closed", closed.by, closed.at)
      return verifiedAt || (hasRole(by, "duty") && !facts.unexplained) ? undefined : notNow("not-verified")
    },
    apply: (entry, { by, at, seq, words }) => {
      const referral = referralOf(entry)
      if (!referral) return undefined
      const left = settled({ ...referral, claim: null, request: null }, referral.items, at)
      return { ...left, closed: { by, at, seq, reason: words.reason } }
    },
  }),
  topic({
    type: "referral.expired",
    facts: v.strictObject({ verifiedAt: time }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { at, facts }): Refusal | undefined => {
      const referral = referralOf(entry)
      const due =
        referral?.verifiedAt === facts.verifiedAt &&
        !referral.closed &&
        Date.parse(at) >= Date.parse(facts.verifiedAt) + referral.limits.closeMs
      return due ? undefined : notNow("deadline-moved")
    },
    apply: (entry, { by, at, seq }) => {
      const referral = referralOf(entry)
      return referral && { ...referral, closed: { by, at, seq, reason: "" } }
    },
  }),
  topic({
    type: "referral.reopened",
    facts: v.strictObject({ items: itemNumbers }),
    words: reason(1),
    blank: blankReason,
    refusal: ({ entry }, { facts }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      if (!referral.decidedAt && !referral.closed) return notNow("not-decided")
      for (const n of facts.items) {
        const item = referral.items[n - 1]
        if (!item) return notNow("unknown-item")
        if (item.withdrawn) return notNow("wrong-state")
      }
      return undefined
    },
    apply: (entry, { at, seq, facts }) => {
      const referral = referralOf(entry)
      return referral && openedAgain(referral, facts.items, seq, at)
    },
  }),
  topic({
    type: "referral.escalated",
    facts: nothing,
    words: reason(1),
    blank: blankReason,
    refusal: ({ entry }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      if (referral.closed) return notNow("closed", referral.closed.by, referral.closed.at)
      return referral.decidedAt ? notNow("nothing-open", null, referral.decidedAt) : undefined
    },
    apply: (entry, { by, at, seq, words }) => {
      const referral = referralOf(entry)
      return referral && { ...referral, escalated: { by, at, seq, reason: words.reason } }
    },
  }),
].map(unlessWithdrawn)
