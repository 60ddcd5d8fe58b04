// Claims: who works on a referral. Soft, visible, and one at a time. [R37]
import { notNow, type Refusal } from "../errors.ts"
import { hasRole } from "../permissions.ts"
import { nothing, topic } from "../topic.ts"
import { acknowledge, referralOf } from "./referral.ts"

export const claimTopics = [
  topic({
    type: "claim.made",
    facts: nothing,
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      if (referral.claim) return notNow("already-claimed", referral.claim.by, referral.claim.at)
      return referral.items.some((item) => item.state === "open")
        ? undefined
        : notNow("nothing-open", null, referral.decidedAt)
    },
    apply: (entry, { by, at, seq }) => {
      const referral = referralOf(entry)
      if (!referral) return undefined
      const claimed = { ...referral, seen: referral.seen ?? { by, at }, claim: { by, at, seq } }
      return claimed.acknowledged ? claimed : acknowledge(claimed, by, at, seq, claimed.clocks.decide.deadline, "")
    },
  }),
  topic({
    type: "claim.released",
    facts: nothing,
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { by }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      if (!referral.claim) return notNow("not-claimed")
      return referral.claim.by.id === by.id || hasRole(by, "supervisor")
        ? undefined
        : notNow("not-your-claim", referral.claim.by, referral.claim.at)
    },
    apply: (entry) => {
      const referral = referralOf(entry)
      return referral && { ...referral, claim: null }
    },
  }),
]
