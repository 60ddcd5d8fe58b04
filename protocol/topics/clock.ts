// Breaches and the steps of their escalation: written by the hub when a running clock passes its deadline, each once. [R42][R104]
import * as v from "valibot"
import type { Clock, ClockName, ReferralEntry } from "../entries.ts"
import { notNow, type Refusal } from "../errors.ts"
import { nothing, time, topic, whole } from "../topic.ts"
import { referralOf } from "./referral.ts"
import { later } from "./settle.ts"

/** Who is told at each step; the breach itself is the first. Names and addresses are the notices' business. */
export const escalationSteps = ["holder", "platform-supervisors", "duty", "both-supervisors"] as const

/** When the next step of a clock is due, or null: it is not running, or everybody has been told. */
export function nextStepAt(clock: Clock, escalateMs: number): string | null {
  if (clock.stoppedAt || clock.pausedAt || clock.steps >= escalationSteps.length) return null
  return clock.steps === 0 ? clock.deadline : later(clock.deadline, clock.steps * escalateMs)
}

const names = v.picklist(["acknowledge", "decide", "answer"] satisfies ClockName[])

function due(referral: ReferralEntry | undefined, name: ClockName, deadline: string, step: number, at: string) {
  const clock = referral?.clocks[name]
  if (!referral || !clock) return notNow("no-such-subject")
  const next = nextStepAt(clock, referral.limits.escalateMs)
  const now = !referral.closed && clock.deadline === deadline && clock.steps === step && next !== null && at >= next
  return now ? undefined : notNow("deadline-moved")
}

function stepped(referral: ReferralEntry | undefined, name: ClockName, at: string): ReferralEntry | undefined {
  const clock = referral?.clocks[name]
  if (!referral || !clock) return undefined
  const after = { ...clock, breachedAt: clock.breachedAt ?? at, steps: clock.steps + 1 }
  return { ...referral, clocks: { ...referral.clocks, [name]: after } }
}

export const clockTopics = [
  topic({
    type: "clock.breached",
    facts: v.strictObject({ clock: names, deadline: time }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { at, facts }): Refusal | undefined =>
      due(referralOf(entry), facts.clock, facts.deadline, 0, at),
    apply: (entry, { at, facts: { clock } }) => stepped(referralOf(entry), clock, at),
  }),
  topic({
    type: "clock.escalated",
    facts: v.strictObject({ clock: names, deadline: time, step: whole(1, escalationSteps.length - 1) }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { at, facts }): Refusal | undefined =>
      due(referralOf(entry), facts.clock, facts.deadline, facts.step, at),
    apply: (entry, { at, facts: { clock } }) => stepped(referralOf(entry), clock, at),
  }),
]
