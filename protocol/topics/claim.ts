// Claims: who works on a referral. Soft, visible, expiring, and one at a time. [R37][R84]-[R87][R260]
import * as v from "valibot"
import type { ReferralEntry } from "../entries/referral.ts"
import { notNow, type Refusal } from "../errors.ts"
import type { By } from "../event.ts"
import { hasRole, may } from "../permissions.ts"
import { nothing, text, time, topic, type AnyTopic } from "../topic.ts"
import { acknowledge, referralOf, whileLive } from "./referral.ts"
import { later } from "./settle.ts"

const note = v.strictObject({ note: text(1, 500) })
const blankNote = () => ({ note: "" })

const claimed = (referral: ReferralEntry, by: By, at: string, seq: number): ReferralEntry => ({
  ...referral,
  claim: { by, at, seq, endsAt: later(at, referral.limits.claimMs) },
})

const openItem = (referral: ReferralEntry): boolean => referral.items.some((item) => item.state === "open")

/** The referral with its claim, or why there is none that this act could be about. */
function withClaim(referral: ReferralEntry | undefined): Refusal | undefined {
  if (!referral) return notNow("no-such-subject")
  return referral.claim ? undefined : notNow("not-claimed")
}

export const claimTopics: AnyTopic[] = [
  topic({
    type: "claim.made",
    facts: nothing,
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      if (referral.claim) return notNow("already-claimed", referral.claim.by, referral.claim.at)
      return openItem(referral) ? undefined : notNow("nothing-open", null, referral.decidedAt)
    },
    apply: (entry, { by, at, seq }) => {
      const referral = referralOf(entry)
      if (!referral) return undefined
      const after = { ...claimed(referral, by, at, seq), seen: referral.seen ?? { by, at } }
      return after.acknowledged ? after : acknowledge(after, by, at, seq, after.clocks.decide.deadline, "")
    },
  }),
  topic({
    type: "claim.released",
    facts: nothing,
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { by }): Refusal | undefined => {
      const referral = referralOf(entry)
      const refused = withClaim(referral)
      if (refused || !referral?.claim) return refused
      return referral.claim.by.id === by.id || hasRole(by, "supervisor")
        ? undefined
        : notNow("not-your-claim", referral.claim.by, referral.claim.at)
    },
    apply: (entry) => {
      const referral = referralOf(entry)
      return referral && { ...referral, claim: null }
    },
  }),
  topic({
    type: "claim.taken",
    facts: nothing,
    words: note,
    blank: blankNote,
    refusal: ({ entry }, { by }): Refusal | undefined => {
      const referral = referralOf(entry)
      const refused = withClaim(referral)
      if (refused || !referral?.claim) return refused
      return referral.claim.by.id === by.id ? notNow("yours-already") : undefined
    },
    apply: (entry, { by, at, seq }) => {
      const referral = referralOf(entry)
      return referral && claimed(referral, by, at, seq)
    },
  }),
  topic({
    type: "claim.handed",
    // The name stays a fact as every `by` does: the log must say who has it.
    facts: v.strictObject({
      to: v.strictObject({ id: text(1, 64), name: text(1, 120), organisation: text(1, 32) }),
    }),
    words: note,
    blank: blankNote,
    refusal: ({ entry, member }, { by, facts: { to } }): Refusal | undefined => {
      const referral = referralOf(entry)
      const refused = withClaim(referral)
      if (refused || !referral?.claim) return refused
      const holder = referral.claim.by
      if (holder.id !== by.id && !hasRole(by, "supervisor")) return notNow("not-your-claim", holder, referral.claim.at)
      if (holder.id === to.id) return notNow("already-claimed", holder, referral.claim.at)
      const named = member(to.id)
      const same = named && named.organisation === to.organisation && named.name === to.name
      return same && may(named, "platform", "claim.made") ? undefined : notNow("no-such-moderator")
    },
    apply: (entry, { at, seq, facts: { to } }) => {
      const referral = referralOf(entry)
      return referral && claimed(referral, to, at, seq)
    },
  }),
  // The outcome form is open and being filled: the claim must not end under it.
  topic({
    type: "claim.kept",
    facts: nothing,
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { by }): Refusal | undefined => {
      const referral = referralOf(entry)
      const refused = withClaim(referral)
      if (refused || !referral?.claim) return refused
      return referral.claim.by.id === by.id ? undefined : notNow("not-your-claim", referral.claim.by, referral.claim.at)
    },
    apply: (entry) => referralOf(entry),
  }),
  topic({
    type: "claim.expired",
    facts: v.strictObject({ endsAt: time }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { at, facts }): Refusal | undefined => {
      const claim = referralOf(entry)?.claim
      return claim && claim.endsAt === facts.endsAt && at >= claim.endsAt ? undefined : notNow("deadline-moved")
    },
    apply: (entry) => {
      const referral = referralOf(entry)
      return referral && { ...referral, claim: null }
    },
  }),
  // Its holder has left the organisation, or has no role any more that claims. [R260]
  topic({
    type: "claim.left",
    facts: v.strictObject({ person: text(1, 64) }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { facts: { person } }): Refusal | undefined => {
      const referral = referralOf(entry)
      const refused = withClaim(referral)
      if (refused || !referral?.claim) return refused
      return referral.claim.by.id === person
        ? undefined
        : notNow("not-your-claim", referral.claim.by, referral.claim.at)
    },
    apply: (entry) => {
      const referral = referralOf(entry)
      return referral && { ...referral, claim: null }
    },
  }),
].map(whileLive)
