// Duplicates stay with their original: it knows them, and when it is opened again they are too. Written by the hub. [R105]
import * as v from "valibot"
import type { ReferralEntry } from "../entries/referral.ts"
import { notNow, type Refusal } from "../errors.ts"
import { nothing, topic, uuid, type AnyTopic } from "../topic.ts"
import { referralOf, unlessWithdrawn } from "./referral.ts"
import { openedAgain } from "./settle.ts"

/** An original knows so many; more are found by the search. */
const most = 200

export const duplicateTopics: AnyTopic[] = [
  topic({
    type: "referral.duplicated",
    facts: v.strictObject({ duplicate: uuid }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { facts }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral || referral.subject === facts.duplicate) return notNow("no-such-subject")
      return undefined
    },
    apply: (entry, { facts }) => {
      const referral = referralOf(entry)
      if (!referral || referral.duplicates.includes(facts.duplicate)) return referral
      return { ...referral, duplicates: [...referral.duplicates, facts.duplicate].slice(-most) }
    },
  }),
  topic({
    type: "duplicate.reopened",
    facts: v.strictObject({ original: uuid }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { facts }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      return copies(referral, facts.original).length > 0 ? undefined : notNow("wrong-state")
    },
    apply: (entry, { at, seq, facts }) => {
      const referral = referralOf(entry)
      return referral && openedAgain(referral, copies(referral, facts.original), seq, at)
    },
  }),
].map(unlessWithdrawn)

const copies = ({ items }: Pick<ReferralEntry, "items">, original: string): number[] =>
  items.filter((item) => item.state === "duplicate" && item.outcome?.original === original).map((item) => item.n)
