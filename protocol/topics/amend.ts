// What an alert's later life does to one platform's referral: amended, withdrawn, restored or kept as asked; and noted, where nothing had to
// be decided. A platform learns of its own part alone. [R126]-[R135]
import * as v from "valibot"
import type { Clock } from "../entries/clock.ts"
import { asksToRestore, type ReferralItem } from "../entries/item.ts"
import type { ReferralEntry } from "../entries/referral.ts"
import { notNow, type Refusal } from "../errors.ts"
import { nothing, text, topic, uuid, whole, type AnyTopic } from "../topic.ts"
import { priorities, type Priority } from "../vocabulary.ts"
import { briefSchema, briefWordsSchema, blankBriefWords, itemNumbers, itemsAtMost } from "./brief.ts"
import { acknowledge, clocksSchema, referralOf, whileLive } from "./referral.ts"
import { deadlineAfter, decideBy, freshClock, hoursOf, settled, unmissed, withdrawnItem } from "./settle.ts"

const numbers = v.pipe(
  v.array(whole(1, 100_000)),
  v.maxLength(itemsAtMost),
  v.check((items) => new Set(items).size === items.length, "names each item once"),
)

const earlier = (one: string, other: string): string => (one < other ? one : other)
/** P1 is raised above P2. */
const raised = (before: Priority, after: Priority): boolean => priorities.indexOf(after) < priorities.indexOf(before)

/** Raised: the earlier of what was promised and a fresh deadline. Lowered: counted again from where it began. [R128] */
function inTime(item: ReferralItem, change: "raised" | "lowered", referral: ReferralEntry, at: string): ReferralItem {
  const deadline =
    change === "raised"
      ? earlier(item.deadline, decideBy(referral, item.pausedAt ?? at))
      : decideBy(referral, item.startedAt)
  return { ...unmissed(item), deadline }
}

/** Raised: somebody has to acknowledge it anew. Lowered: counted again from delivery. [R128] */
function acknowledgedInTime(referral: ReferralEntry, change: "raised" | "lowered", at: string): ReferralEntry {
  const { acknowledge: clock } = referral.clocks
  const { acknowledgeMs } = referral.limits
  const hours = hoursOf(referral, "acknowledge")
  const fresh = freshClock(at, acknowledgeMs, hours)
  if (change === "raised") {
    const deadline = clock.stoppedAt ? fresh.deadline : earlier(clock.deadline, fresh.deadline)
    const missed = deadline === clock.deadline
    const acknowledgeClock: Clock = missed ? { ...clock, stoppedAt: null } : { ...fresh, deadline }
    return { ...referral, acknowledged: null, clocks: { ...referral.clocks, acknowledge: acknowledgeClock } }
  }
  if (clock.stoppedAt) return referral
  const deadline = deadlineAfter(clock.startedAt, acknowledgeMs, hours)
  const forgiven = deadline > at ? { breachedAt: null, steps: 0 } : {}
  return { ...referral, clocks: { ...referral.clocks, acknowledge: { ...clock, ...forgiven, deadline } } }
}

const stopped = (clock: Clock, at: string): Clock => ({ ...clock, stoppedAt: clock.stoppedAt ?? at, pausedAt: null })

export const amendTopics: AnyTopic[] = [
  // Its version is counted here: a number of the alert's would tell that others' parts had changed. [R126]
  topic({
    type: "referral.amended",
    facts: v.strictObject({
      brief: briefSchema,
      clocks: clocksSchema,
      author: text(1, 64),
      /** items that came before this and become part of it now */
      added: whole(0, itemsAtMost),
      removed: numbers,
      /** whether what was done about the removed ones should be undone */
      restore: v.boolean(),
      /** items whose evidence has changed */
      evidenced: numbers,
    }),
    words: v.strictObject({ ...briefWordsSchema.entries, evidences: v.array(text(0, 500)) }),
    blank: ({ evidenced }) => ({ ...blankBriefWords(), evidences: evidenced.map(() => "") }),
    check: ({ evidenced }, { evidences }) =>
      evidenced.length === evidences.length
        ? undefined
        : { field: "words.evidences", rule: "must have as many texts as facts.evidenced" },
    refusal: ({ entry }, { facts }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      if (referral.withdrawn) return notNow("withdrawn", null, referral.withdrawn.at)
      if (referral.arriving.length !== facts.added) return notNow("incomplete")
      const known = [...facts.removed, ...facts.evidenced].every((n) => referral.items[n - 1])
      return known ? undefined : notNow("unknown-item")
    },
    apply: (entry, { at, seq, facts, words: { evidences, ...words } }) => {
      const referral = referralOf(entry)
      if (!referral) return undefined
      const limits = { ...referral.limits, ...facts.clocks }
      const before = referral.brief.priority
      const { priority } = facts.brief
      const change = raised(before, priority) ? "raised" : raised(priority, before) ? "lowered" : undefined
      const removed = new Set(facts.removed)
      const evidence = new Map(facts.evidenced.map((n, index) => [n, evidences[index] ?? ""]))
      const told: ReferralEntry = {
        ...referral,
        version: referral.version + 1,
        brief: facts.brief,
        words,
        limits,
        amenders: [...new Set([...referral.amenders, facts.author])],
        arriving: [],
      }
      const items = referral.items.map((item): ReferralItem => {
        if (item.withdrawn) return item
        if (removed.has(item.n)) return withdrawnItem(item, seq, at, facts.restore)
        const timed = change ? inTime(item, change, told, at) : item
        return evidence.has(item.n) ? { ...timed, evidence: evidence.get(item.n)! } : timed
      })
      const added = referral.arriving.map((item): ReferralItem => ({
        ...item,
        seq,
        startedAt: at,
        deadline: decideBy(told, at),
      }))
      // What was closed has left everybody's desk: new items bring it back, and somebody has to own it anew. [R127]
      const again: ReferralEntry =
        told.closed && added.length > 0
          ? {
              ...told,
              closed: null,
              noted: null,
              acknowledged: null,
              clocks: {
                ...told.clocks,
                acknowledge: freshClock(at, limits.acknowledgeMs, hoursOf(told, "acknowledge")),
              },
            }
          : told
      const live = !again.closed && (added.length > 0 || !again.decidedAt)
      const timed = change && live ? acknowledgedInTime(again, change, at) : again
      if (change && timed.items.length === 0 && added.length === 0 && !timed.noted)
        return { ...timed, clocks: { ...timed.clocks, decide: awareClock(timed, change, at) } }
      return settled(timed, [...items, ...added], at)
    },
  }),
  topic({
    type: "referral.withdrawn",
    facts: v.strictObject({ restore: v.boolean(), replacedBy: v.nullable(uuid) }),
    words: v.strictObject({ reason: text(0, 1_000) }),
    blank: () => ({ reason: "" }),
    refusal: ({ entry }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      return referral.withdrawn ? notNow("withdrawn", null, referral.withdrawn.at) : undefined
    },
    apply: (entry, { by, at, seq, facts, words }) => {
      const referral = referralOf(entry)
      if (!referral) return undefined
      const { acknowledge: acknowledging, decide, answer } = referral.clocks
      return {
        ...referral,
        items: referral.items.map((item) => withdrawnItem(item, seq, at, facts.restore)),
        arriving: [],
        claim: null,
        request: null,
        withdrawn: { by, at, seq, reason: words.reason, ...facts },
        clocks: {
          acknowledge: stopped(acknowledging, at),
          decide: stopped(decide, at),
          answer: answer && stopped(answer, at),
        },
      }
    },
  }),
  topic({
    type: "outcome.kept",
    facts: v.strictObject({ items: itemNumbers }),
    words: v.strictObject({ reason: text(1, 1_000) }),
    blank: () => ({ reason: "" }),
    refusal: ({ entry }, { facts }): Refusal | undefined => {
      const referral = referralOf(entry)
      if (!referral) return notNow("no-such-subject")
      for (const n of facts.items) {
        const item = referral.items[n - 1]
        if (!item) return notNow("unknown-item")
        const last = item.withdrawn?.kept ?? item.restored
        if (!asksToRestore(item)) return notNow("not-asked", last?.by ?? null, last?.at ?? null)
      }
      return undefined
    },
    apply: (entry, { by, at, facts, words }) => {
      const referral = referralOf(entry)
      if (!referral) return undefined
      const kept = { by, at, reason: words.reason }
      const items = referral.items.map((item) =>
        facts.items.includes(item.n) && item.withdrawn ? { ...item, withdrawn: { ...item.withdrawn, kept } } : item,
      )
      return { ...referral, items }
    },
  }),
  whileLive(
    topic({
      type: "referral.noted",
      facts: nothing,
      words: nothing,
      blank: () => ({}),
      refusal: ({ entry }): Refusal | undefined => {
        const referral = referralOf(entry)
        if (!referral) return notNow("no-such-subject")
        return referral.items.some((item) => !item.withdrawn) ? notNow("has-items") : undefined
      },
      apply: (entry, { by, at, seq }) => {
        const referral = referralOf(entry)
        if (!referral) return undefined
        const owned = referral.acknowledged
          ? referral
          : acknowledge(referral, by, at, seq, referral.clocks.decide.deadline, "")
        const noted = settled({ ...owned, noted: { by, at, seq } }, [], at)
        return { ...noted, closed: { by, at, seq, reason: "" } }
      },
    }),
  ),
]

/** The deciding clock where there is no item whose deadline it would be. */
function awareClock(referral: ReferralEntry, change: "raised" | "lowered", at: string): Clock {
  const clock = referral.clocks.decide
  const deadline =
    change === "raised" ? earlier(clock.deadline, decideBy(referral, at)) : decideBy(referral, clock.startedAt)
  return deadline > at ? { ...clock, deadline, breachedAt: null, steps: 0 } : { ...clock, deadline }
}
