// Breaches and the steps of their escalation: written by the hub when a running clock passes its deadline, each once. [R42][R104]
import * as v from "valibot"
import type { Clock, ClockName, Entry, LeadEntry, ReferralEntry } from "../entries.ts"
import { notNow, type Refusal } from "../errors.ts"
import { nothing, time, topic, whole } from "../topic.ts"
import { leadOf } from "./lead.ts"
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

/** The clocks of what is not over: a referral, or a lead; with the time from one step to the next. */
function running(
  entry: Entry | undefined,
): { clocks: Partial<Record<ClockName, Clock | null>>; escalateMs: number } | undefined {
  const lead = leadOf(entry)
  if (lead?.clocks) return { clocks: lead.clocks, escalateMs: lead.escalateMs }
  const referral = referralOf(entry)
  if (!referral || referral.closed || referral.withdrawn) return undefined
  return { clocks: referral.clocks, escalateMs: referral.limits.escalateMs }
}

function due(entry: Entry | undefined, name: ClockName, deadline: string, step: number, at: string) {
  const of = running(entry)
  const clock = of?.clocks[name]
  const next = of && clock ? nextStepAt(clock, of.escalateMs) : null
  const now = clock?.deadline === deadline && clock.steps === step && next !== null && at >= next
  return now ? undefined : notNow("deadline-moved")
}

function stepped(entry: Entry | undefined, name: ClockName, at: string): ReferralEntry | LeadEntry | undefined {
  const step = (clock: Clock): Clock => ({ ...clock, breachedAt: clock.breachedAt ?? at, steps: clock.steps + 1 })
  const lead = leadOf(entry)
  if (lead?.clocks && name !== "answer") return { ...lead, clocks: { ...lead.clocks, [name]: step(lead.clocks[name]) } }
  const referral = referralOf(entry)
  const clock = referral?.clocks[name]
  return referral && clock ? { ...referral, clocks: { ...referral.clocks, [name]: step(clock) } } : undefined
}

export const clockTopics = [
  topic({
    type: "clock.breached",
    facts: v.strictObject({ clock: names, deadline: time }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { at, facts }): Refusal | undefined => due(entry, facts.clock, facts.deadline, 0, at),
    apply: (entry, { at, facts: { clock } }) => stepped(entry, clock, at),
  }),
  topic({
    type: "clock.escalated",
    facts: v.strictObject({ clock: names, deadline: time, step: whole(1, escalationSteps.length - 1) }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { at, facts }): Refusal | undefined => due(entry, facts.clock, facts.deadline, facts.step, at),
    apply: (entry, { at, facts: { clock } }) => stepped(entry, clock, at),
  }),
]
