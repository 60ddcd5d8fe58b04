// What a clock shows at a moment, from its facts. Pure; used by clock-bar, and by screens that sort or count by clocks.
import { nextWorkingTime, workingTimeBetween, type Calendar } from "../../protocol/working-time.ts"
import { countdown, elapsed, moment, spokenSpan, workingCount } from "./times.ts"

/** When a clock goes on that stands still because nobody works now; nothing where it runs, or stands still for another reason. */
export function restsUntil(
  { deadline, doneAt, pausedAt, show }: ClockFacts,
  hours: Calendar | null,
  nowMs: number,
): string {
  // What is overdue is so at any hour.
  if (!hours || doneAt || pausedAt || show === "since" || Date.parse(deadline) <= nowMs) return ""
  const next = nextWorkingTime(nowMs, hours)
  return next > nowMs ? moment(new Date(next).toISOString(), nowMs) : ""
}

/** "outside working hours, goes on Mon 09:00", or nothing. */
export function rests(facts: ClockFacts, hours: Calendar | null, nowMs: number): string {
  const until = restsUntil(facts, hours, nowMs)
  return until && `outside working hours, goes on ${until}`
}

export interface ClockView {
  state: "running" | "urgent" | "overdue" | "paused" | "in time" | "late" | "since" | "moment"
  count: string
  spoken: string
  /** 0 to 1 of the bar; undefined: no bar. */
  left: number | undefined
}

export interface ClockFacts {
  deadline: string
  startedAt: string
  doneAt: string
  pausedAt: string
  show: "left" | "since" | "moment"
}

/** What is left is counted in `hours`: outside them it stands still, as if paused. */
export function viewClock(facts: ClockFacts, nowMs: number, hours: Calendar | null = null): ClockView {
  const started = Date.parse(facts.startedAt)
  const end = Date.parse(facts.deadline)
  if (facts.doneAt) {
    const took = Date.parse(facts.doneAt) - started
    const late = Date.parse(facts.doneAt) > end
    return {
      state: late ? "late" : "in time",
      count: elapsed(took),
      spoken: `took ${spokenSpan(took)}`,
      left: undefined,
    }
  }
  if (facts.show === "since" || Number.isNaN(end)) {
    const gone = nowMs - started
    return { state: "since", count: elapsed(gone), spoken: spokenSpan(gone), left: undefined }
  }
  // A pause freezes what was left when it began; the deadline moves when it ends.
  const atMs = facts.pausedAt ? Date.parse(facts.pausedAt) : nowMs
  const left = atMs < end ? workingTimeBetween(atMs, end, hours) : end - atMs
  const share = Math.min(1, Math.max(0, left / (workingTimeBetween(started, end, hours) || 1)))
  const counted = hours && left > 0 ? workingCount(left) : countdown(left)
  const spoken =
    left < 0 ? `overdue by ${spokenSpan(left)}` : `${spokenSpan(left)}${hours ? " of working time" : ""} left`
  if (facts.show === "moment")
    return {
      state: facts.pausedAt ? "paused" : "moment",
      count: moment(facts.deadline, nowMs),
      spoken: moment(facts.deadline, nowMs),
      left: share,
    }
  if (facts.pausedAt || restsUntil(facts, hours, nowMs))
    return { state: "paused", count: counted, spoken: `paused, ${spoken}`, left: share }
  if (left < 0) return { state: "overdue", count: counted, spoken, left: 1 }
  return { state: share < 0.2 ? "urgent" : "running", count: counted, spoken, left: share }
}
