// Referrals, in a platform's room: received, seen, acknowledged. [R30][R33]-[R36]
import * as v from "valibot"
import type { TimeLimits } from "../entries/clock.ts"
import type { Entry } from "../entries.ts"
import type { ReferralEntry } from "../entries/referral.ts"
import { emptyThread } from "../entries/thread.ts"
import { notNow, type Refusal } from "../errors.ts"
import type { By } from "../event.ts"
import { hasRole } from "../permissions.ts"
import { nothing, text, time, topic, whole, type AnyTopic } from "../topic.ts"
import { blankBriefWords, briefSchema, briefWordsSchema, itemsAtMost } from "./brief.ts"
import { calendarSchema } from "./hours.ts"
import { freshClock, hoursOf, limitDefaults, settled } from "./settle.ts"

/** The referral that acts are about: received, or none. */
export function referralOf(entry: Entry | undefined): ReferralEntry | undefined {
  return entry?.kind === "referral" && entry.received ? entry : undefined
}

const withdrawn = ({ withdrawn: tombstone }: ReferralEntry): Refusal | undefined =>
  tombstone ? notNow("withdrawn", null, tombstone.at) : undefined

/** Closed, but not withdrawn: of what was withdrawn facts are still recorded. [R133] */
const closedAlone = (referral: ReferralEntry): Refusal | undefined =>
  referral.closed && !referral.withdrawn ? notNow("closed", referral.closed.by, referral.closed.at) : undefined

/** Why nothing more is done with a referral, or undefined. [R100][R132] */
export const over = (referral: ReferralEntry): Refusal | undefined => withdrawn(referral) ?? closedAlone(referral)

const unless =
  (refusal: (referral: ReferralEntry) => Refusal | undefined) =>
  (each: AnyTopic): AnyTopic => ({
    ...each,
    refusal: (judgement, proposed) => {
      const referral = referralOf(judgement.entry)
      return (referral && refusal(referral)) ?? each.refusal(judgement, proposed)
    },
  })

/** The same topic, refused once its referral is withdrawn. [R132] */
export const unlessWithdrawn = unless(withdrawn)
/** The same topic, refused once its referral is closed; facts about what was withdrawn go on. [R100][R133] */
export const untilClosed = unless(closedAlone)
/** The same topic, refused once its referral is closed or withdrawn: only reopening, and its thread, go on. [R100][R132] */
export const whileLive = unless(over)

/** What acknowledging changes; claiming does the same if nobody has. */
export function acknowledge(
  referral: ReferralEntry,
  by: By,
  at: string,
  seq: number,
  estimate: string,
  comment: string,
): ReferralEntry {
  const { acknowledge: clock } = referral.clocks
  return {
    ...referral,
    seen: referral.seen ?? { by, at },
    acknowledged: { by, at, estimate, comment, seq },
    clocks: { ...referral.clocks, acknowledge: { ...clock, stoppedAt: at } },
  }
}

/** A referral of which nothing is known yet but that it is on its way. */
export const emptyReferral = (subject: string, seq: number, at: string): ReferralEntry => {
  const clock = freshClock(at, 0, null)
  return {
    kind: "referral",
    subject,
    seq,
    open: false,
    dueAt: null,
    number: 0,
    received: false,
    version: 1,
    brief: { priority: "P3", reason: "network", theme: "boat-crossing", languages: [], handling: "AMBER", asked: [] },
    words: blankBriefWords(),
    deliveredAt: at,
    seen: null,
    acknowledged: null,
    claim: null,
    request: null,
    decidedAt: null,
    author: "",
    amenders: [],
    verifiedAt: null,
    closed: null,
    withdrawn: null,
    noted: null,
    reopened: 0,
    escalated: null,
    duplicates: [],
    answeredAt: null,
    limits: { ...limitDefaults, acknowledgeMs: 0, decideMs: 0 },
    acts: [],
    notices: [],
    clocks: { acknowledge: clock, decide: clock, answer: null },
    items: [],
    arriving: [],
    thread: emptyThread(),
  }
}

const milliseconds = whole(1_000, 365 * 86_400_000)
// The first releases wrote two of them.
export const clocksSchema = v.strictObject({
  acknowledgeMs: milliseconds,
  decideMs: milliseconds,
  answerMs: v.optional(milliseconds),
  escalateMs: v.optional(milliseconds),
  claimMs: v.optional(milliseconds),
  closeMs: v.optional(milliseconds),
})

export const referralTopics = [
  topic({
    type: "referral.received",
    facts: v.strictObject({
      version: whole(1, 1_000),
      // None: the platform is made aware, and takes note. [R135]
      items: whole(0, itemsAtMost),
      brief: briefSchema,
      clocks: clocksSchema,
      author: v.optional(text(1, 64)),
      // Written at delivery: hours that are set later move no deadline. [R201]
      hours: v.optional(v.strictObject({ platform: v.optional(calendarSchema), agency: v.optional(calendarSchema) })),
    }),
    words: briefWordsSchema,
    blank: blankBriefWords,
    refusal: ({ entry }, { facts }): Refusal | undefined => {
      if (!entry && facts.items === 0) return undefined
      if (entry?.kind !== "referral") return notNow("incomplete")
      if (entry.received) return notNow("already-exists")
      return entry.items.length === facts.items ? undefined : notNow("incomplete")
    },
    apply: (known, { subject, seq, at, facts, words }, slice): ReferralEntry | undefined => {
      const entry = known ?? emptyReferral(subject, seq, at)
      if (entry.kind !== "referral") return undefined
      const { version, brief, author, hours } = facts
      const limits: TimeLimits = { ...limitDefaults, ...facts.clocks }
      const by = hoursOf({ brief, hours }, "decide")
      const decide = freshClock(at, limits.decideMs, by)
      const items = entry.items.map((item) => ({ ...item, startedAt: at, deadline: decide.deadline }))
      const delivered: ReferralEntry = {
        ...entry,
        received: true,
        number: slice.numbered + 1,
        version,
        brief,
        words,
        deliveredAt: at,
        limits,
        ...(hours ? { hours } : {}),
        author: author ?? "",
        clocks: { acknowledge: freshClock(at, limits.acknowledgeMs, by), decide, answer: null },
      }
      return settled(delivered, items, at)
    },
    applySlice: (slice) => ({ ...slice, numbered: slice.numbered + 1 }),
  }),
  whileLive(
    topic({
      type: "referral.seen",
      facts: nothing,
      words: nothing,
      blank: () => ({}),
      refusal: ({ entry }): Refusal | undefined => {
        const referral = referralOf(entry)
        if (!referral) return notNow("no-such-subject")
        return referral.seen ? notNow("already-seen", referral.seen.by, referral.seen.at) : undefined
      },
      apply: (entry, { by, at }) => {
        const referral = referralOf(entry)
        return referral && { ...referral, seen: { by, at } }
      },
    }),
  ),
  // It burns, and nobody of the platform who may act was connected when it came: both sides see that it may lie unread. [R196]
  whileLive(
    topic({
      type: "referral.unattended",
      facts: nothing,
      words: nothing,
      blank: () => ({}),
      refusal: ({ entry }): Refusal | undefined => {
        const referral = referralOf(entry)
        if (!referral) return notNow("no-such-subject")
        const { acknowledged, brief, notices } = referral
        if (acknowledged) return notNow("already-acknowledged", acknowledged.by, acknowledged.at)
        if (brief.priority !== "P1") return notNow("wrong-state")
        return notices.some(({ kind }) => kind === "unattended") ? notNow("already-exists") : undefined
      },
      apply: (entry) => referralOf(entry),
    }),
  ),
  whileLive(
    topic({
      type: "referral.acknowledged",
      facts: v.strictObject({ estimate: time }),
      words: v.strictObject({ comment: text(0, 500) }),
      blank: () => ({ comment: "" }),
      refusal: ({ entry }, { at, facts }): Refusal | undefined => {
        const referral = referralOf(entry)
        if (!referral) return notNow("no-such-subject")
        if (referral.acknowledged)
          return notNow("already-acknowledged", referral.acknowledged.by, referral.acknowledged.at)
        if (referral.decidedAt) return notNow("nothing-open", null, referral.decidedAt)
        // A late acknowledgement is filled in with a deadline that has passed already: that must not stand in its way.
        const least = referral.clocks.decide.deadline < at ? referral.clocks.decide.deadline : at
        return facts.estimate < least ? notNow("estimate-past") : undefined
      },
      apply: (entry, { by, at, seq, facts, words }) => {
        const referral = referralOf(entry)
        return referral && acknowledge(referral, by, at, seq, facts.estimate, words.comment)
      },
    }),
  ),
  whileLive(
    topic({
      type: "referral.unacknowledged",
      facts: nothing,
      words: nothing,
      blank: () => ({}),
      refusal: ({ entry }, { by }): Refusal | undefined => {
        const referral = referralOf(entry)
        if (!referral) return notNow("no-such-subject")
        const { acknowledged, claim, items } = referral
        if (!acknowledged) return notNow("not-acknowledged")
        if (claim) return notNow("already-claimed", claim.by, claim.at)
        const decided = items.find((item) => item.outcome)?.outcome
        if (decided) return notNow("already-decided", decided.by, decided.at)
        return acknowledged.by.id === by.id || hasRole(by, "supervisor")
          ? undefined
          : notNow("not-yours-to-undo", acknowledged.by, acknowledged.at)
      },
      // The clock runs on from delivery: its deadline never moved, and a breach that was written stays written.
      apply: (entry) => {
        const referral = referralOf(entry)
        if (!referral) return undefined
        const { acknowledge: clock } = referral.clocks
        return {
          ...referral,
          acknowledged: null,
          clocks: { ...referral.clocks, acknowledge: { ...clock, stoppedAt: null } },
        }
      },
    }),
  ),
]
