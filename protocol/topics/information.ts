// The platform needs to know more: its deciding clock pauses, the agency's runs. A plain question in the thread pauses nothing. [R88]-[R90]
import * as v from "valibot"
import { notNow, type Refusal } from "../errors.ts"
import { hasRole } from "../permissions.ts"
import { nothing, text, topic, type AnyTopic } from "../topic.ts"
import { itemNumbers } from "./brief.ts"
import { referralOf, whileLive } from "./referral.ts"
import { freshClock, hoursOf, settled } from "./settle.ts"

export const informationTopics: AnyTopic[] = [
  topic({
    type: "information.needed",
    facts: v.strictObject({ items: itemNumbers }),
    words: v.strictObject({ question: text(1, 2_000) }),
    blank: () => ({ question: "" }),
    refusal: ({ entry }, { by, facts }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      const { claim, request, items } = referral
      if (!claim) return notNow("not-claimed")
      if (claim.by.id !== by.id) return notNow("not-your-claim", claim.by, claim.at)
      if (request) return notNow("already-asked", request.by, request.at)
      for (const n of facts.items) {
        const item = items[n - 1]
        if (!item) return notNow("unknown-item")
        if (item.state !== "open") return notNow("item-not-open", item.outcome?.by ?? null, item.outcome?.at ?? null)
      }
      return undefined
    },
    apply: (entry, { by, at, seq, facts, words }) => {
      const referral = referralOf(entry)
      if (!referral) return undefined
      const asked = {
        ...referral,
        request: { by, at, seq, items: facts.items, question: words.question },
        clocks: { ...referral.clocks, answer: freshClock(at, referral.limits.answerMs, hoursOf(referral, "answer")) },
      }
      return settled(asked, asked.items, at)
    },
  }),
  topic({
    type: "information.answered",
    facts: nothing,
    words: v.strictObject({ answer: text(1, 4_000) }),
    blank: () => ({ answer: "" }),
    refusal: ({ entry }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      return referral.request ? undefined : notNow("nothing-asked")
    },
    apply: (entry, { at }) => {
      const referral = referralOf(entry)
      return referral && settled({ ...referral, request: null, answeredAt: at }, referral.items, at)
    },
  }),
  topic({
    type: "information.cancelled",
    facts: nothing,
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { by }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      const { request } = referral
      if (!request) return notNow("nothing-asked")
      return request.by.id === by.id || hasRole(by, "supervisor")
        ? undefined
        : notNow("not-yours-to-undo", request.by, request.at)
    },
    apply: (entry, { at }) => {
      const referral = referralOf(entry)
      return referral && settled({ ...referral, request: null }, referral.items, at)
    },
  }),
].map(whileLive)
