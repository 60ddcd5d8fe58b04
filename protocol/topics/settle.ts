// What follows from a referral's items: whether it is decided, and its deciding clock. Every topic that changes items or pauses a clock
// ends here, so that no two of them can disagree. Not a topic itself. [R40][R80]-[R83]
import type { Clock, TimeLimits } from "../entries/clock.ts"
import { waits, type ReferralItem } from "../entries/item.ts"
import type { ClockName, ReferralEntry } from "../entries/referral.ts"
import { addWorkingTime, workingTimeBetween, type Calendar } from "../working-time.ts"

export const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString()

/** The same in working time alone. [R201] */
export const deadlineAfter = (at: string, ms: number, hours: Calendar | null): string =>
  new Date(addWorkingTime(Date.parse(at), ms, hours)).toISOString()

/** The hours that a clock of this referral goes by: whose it is. P1 goes on at any hour. [R201] */
export const hoursOf = ({ brief, hours }: Pick<ReferralEntry, "brief" | "hours">, clock: ClockName): Calendar | null =>
  brief.priority === "P1" ? null : ((clock === "answer" ? hours?.agency : hours?.platform) ?? null)

/** A fresh deciding deadline of this referral. */
export const decideBy = (referral: ReferralEntry, at: string): string =>
  deadlineAfter(at, referral.limits.decideMs, hoursOf(referral, "decide"))

export const freshClock = (at: string, ms: number, hours: Calendar | null): Clock => ({
  startedAt: at,
  deadline: deadlineAfter(at, ms, hours),
  stoppedAt: null,
  pausedAt: null,
  breachedAt: null,
  steps: 0,
})

/** What deliveries of before these limits existed go by. */
export const limitDefaults: Omit<TimeLimits, "acknowledgeMs" | "decideMs"> = {
  answerMs: 2 * 3_600_000,
  escalateMs: 30 * 60_000,
  claimMs: 15 * 60_000,
  closeMs: 7 * 86_400_000,
}

/** A held item's deadline stands still, and so does an open one's while the platform's question waits. */
function paused(item: ReferralItem, asking: boolean, at: string, hours: Calendar | null): ReferralItem {
  const still = item.state === "held" || (item.state === "open" && asking)
  if (still) return item.pausedAt ? item : { ...item, pausedAt: at }
  if (!item.pausedAt) return item
  if (!waits(item)) return { ...item, pausedAt: null }
  // Time that stood still is given back, however many reasons there were for it; of a night in which nobody works, nothing. [R203]
  const stoodMs = workingTimeBetween(Date.parse(item.pausedAt), Date.parse(at), hours)
  return {
    ...item,
    startedAt: deadlineAfter(item.startedAt, stoodMs, hours),
    deadline: deadlineAfter(item.deadline, stoodMs, hours),
    pausedAt: null,
  }
}

const earliest = (items: readonly ReferralItem[]): ReferralItem | undefined =>
  items.reduce<ReferralItem | undefined>(
    (least, item) => (least && least.deadline <= item.deadline ? least : item),
    undefined,
  )

/** The deciding clock is that of the earliest item that runs; it is paused when all that wait stand still. */
function decideClock(before: Clock, items: readonly ReferralItem[], at: string): Clock {
  const waiting = items.filter(waits)
  const running = earliest(waiting.filter((item) => !item.pausedAt))
  const next = running ?? earliest(waiting)
  if (!next) return { ...before, stoppedAt: before.stoppedAt ?? at, pausedAt: null }
  const clock = { ...before, stoppedAt: null, deadline: next.deadline, pausedAt: running ? null : next.pausedAt }
  if (next.deadline === before.deadline) return clock
  // A later deadline has not been missed yet; one that comes back goes on where its breach was left, and no step is told again. [R83]
  if (next.deadline > at) return { ...clock, breachedAt: null, steps: 0 }
  return next.missed && next.missed.steps > clock.steps ? { ...clock, ...next.missed } : clock
}

/** The item as the clock leaves it for another's deadline: it remembers how far the breach of its own was written. */
function left(item: ReferralItem, { deadline, breachedAt, steps }: Clock): ReferralItem {
  return breachedAt && item.deadline === deadline ? { ...item, missed: { breachedAt, steps } } : item
}

/** The item before a deadline that was not missed yet. */
export function unmissed(item: ReferralItem): ReferralItem {
  const { missed: _, ...rest } = item
  return rest
}

/**
 * The referral with these items: decided when none waits for anybody, and then the clock stops, the claim ends and a question that
 * waited is cancelled. `at` is the event's.
 */
export function settled(referral: ReferralEntry, changed: readonly ReferralItem[], at: string): ReferralEntry {
  // Of what is withdrawn only facts are recorded. [R133]
  if (referral.withdrawn) return { ...referral, items: changed }
  const decided = changed.length > 0 ? !changed.some(waits) : referral.noted !== null
  const asks = referral.request !== null && changed.some((item) => item.state === "open")
  const { decide, answer } = referral.clocks
  const timed = changed.map((item) => paused(item, asks, at, hoursOf(referral, "decide")))
  const clock = timed.length > 0 || decided ? decideClock(decide, timed, at) : decide
  const items = clock.deadline === decide.deadline ? timed : timed.map((item) => left(item, decide))
  const request = asks ? referral.request : null
  const verified = decided && items.every((item) => item.verified || item.state === "duplicate" || item.withdrawn)
  return {
    ...referral,
    items,
    request,
    decidedAt: decided ? (referral.decidedAt ?? at) : null,
    verifiedAt: verified && items.some((item) => item.verified) ? (referral.verifiedAt ?? at) : null,
    claim: decided ? null : referral.claim,
    clocks: {
      ...referral.clocks,
      decide: clock,
      answer: answer && !request ? { ...answer, stoppedAt: answer.stoppedAt ?? at } : answer,
    },
  }
}

/** The referral with some of its items changed. */
export const withItems = (
  referral: ReferralEntry,
  named: readonly number[],
  change: (item: ReferralItem) => ReferralItem,
  at: string,
): ReferralEntry =>
  settled(
    referral,
    referral.items.map((item) => (named.includes(item.n) ? change(item) : item)),
    at,
  )

/** An item open again, with a fresh deadline; what was decided stays in its history. */
export function reopened(item: ReferralItem, seq: number, at: string, referral: ReferralEntry): ReferralItem {
  return {
    ...unmissed(item),
    state: "open",
    seq,
    attempt: item.attempt + 1,
    earlier: item.outcome ? [...item.earlier, item.outcome] : item.earlier,
    outcome: null,
    startedAt: at,
    deadline: decideBy(referral, at),
    pausedAt: null,
    hold: null,
    challenge: null,
    restored: null,
    verified: null,
  }
}

/** The referral with these items open again. What was closed has left everybody's desk: somebody has to own it anew. */
export function openedAgain(referral: ReferralEntry, items: readonly number[], seq: number, at: string): ReferralEntry {
  const { closed, limits, clocks } = referral
  const acknowledge = freshClock(at, limits.acknowledgeMs, hoursOf(referral, "acknowledge"))
  const taken = closed ? { acknowledged: null, clocks: { ...clocks, acknowledge } } : {}
  const again = { ...referral, ...taken, closed: null, reopened: referral.reopened + 1 }
  return withItems(again, items, (item) => reopened(item, seq, at, referral), at)
}

/** An item that is no longer part of the referral: what was decided stays, its evidence is cut. [R132] */
export function withdrawnItem(item: ReferralItem, seq: number, at: string, restore: boolean): ReferralItem {
  if (item.withdrawn) return item
  const gone = { ...item, evidence: "", withdrawn: { at, restore, kept: null } }
  if (!item.outcome) return { ...gone, state: "withdrawn", seq, pausedAt: null, hold: null }
  return item.state === "challenged" ? { ...gone, state: item.restored ? "restored" : "decided", seq } : gone
}
