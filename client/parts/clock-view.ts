// What a clock shows at a moment, from its facts. Pure; used by clock-bar, and by screens that sort or count by clocks.
import { nextWorkingTime, type Calendar } from "../../protocol/working-time.ts"
import { countdown, elapsed, moment, spokenSpan } from "./times.ts"

/** "outside working hours, goes on Mon 09:00" where the clock stands still for that alone, or nothing. */
export function rests({ deadline, doneAt, pausedAt, show }: ClockFacts, hours: Calendar | null, nowMs: number): string {
  // What is overdue is so at any hour.
  if (!hours || doneAt || pausedAt || show === "since" || Date.parse(deadline) <= nowMs) return ""
  const next = nextWorkingTime(nowMs, hours)
  return next > nowMs ? `outside working hours, goes on ${moment(new Date(next).toISOString(), nowMs)}` : ""
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

export function viewClock(facts: ClockFacts, nowMs: number): ClockView {
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
  const left = end - (facts.pausedAt ? Date.parse(facts.pausedAt) : nowMs)
  const share = Math.min(1, Math.max(0, left / (end - started || 1)))
  const spoken = left < 0 ? `overdue by ${spokenSpan(left)}` : `${spokenSpan(left)} left`
  if (facts.show === "moment")
    return {
      state: facts.pausedAt ? "paused" : "moment",
      count: moment(facts.deadline, nowMs),
      spoken: moment(facts.deadline, nowMs),
      left: share,
    }
  if (facts.pausedAt) return { state: "paused", count: countdown(left), spoken: `paused, ${spoken}`, left: share }
  if (left < 0) return { state: "overdue", count: countdown(left), spoken, left: 1 }
  return { state: share < 0.2 ? "urgent" : "running", count: countdown(left), spoken, left: share }
}
