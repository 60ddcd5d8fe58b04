// Breaches and the steps of their escalation: written by the hub when a running clock passes its deadline, each once. [R42][R104]
import * as v from "valibot"
import type { Clock } from "../entries/clock.ts"
import type { Entry } from "../entries.ts"
import type { LeadEntry } from "../entries/lead.ts"
import type { ClockName, ReferralEntry } from "../entries/referral.ts"
import { notNow, type Refusal } from "../errors.ts"
import type { OrganisationKind } from "../event.ts"
import { nothing, text, time, topic, whole } from "../topic.ts"
import type { Calendar } from "../working-time.ts"
import { hoursOfLead, leadOf } from "./lead.ts"
import { referralOf } from "./referral.ts"
import { deadlineAfter, hoursOf } from "./settle.ts"

const steps = ["holder", "analysts", "platform-supervisors", "duty", "both-supervisors"] as const
export type EscalationStep = (typeof steps)[number]

/** Who is told at each step; the breach itself is the first. Names and addresses are the notices' business. [R104] */
const escalationSteps: readonly EscalationStep[] = ["holder", "platform-supervisors", "duty", "both-supervisors"]
/** The agency's own clocks go up at the agency before the other side is told. [R206] */
const agencySteps: readonly EscalationStep[] = ["analysts", "duty", "platform-supervisors", "both-supervisors"]

/** Of a step that was written. */
export interface Stepped {
  step: number
  to?: EscalationStep
}
/** Whom it told. The first releases wrote the step alone, and of a lead's clock, which is the agency's own, that is all there is to go by. */
export const stepTold = ({ step, to }: Stepped, about: Entry["kind"] | undefined): EscalationStep =>
  to ?? (about === "lead" ? agencySteps : escalationSteps)[step] ?? "both-supervisors"

/** Whom the steps of a lead's clock have told so far, the last one last. */
export const leadStepsTold = ({ steps }: Pick<Clock, "steps">): readonly EscalationStep[] => agencySteps.slice(0, steps)

const lastStep = escalationSteps.length - 1

/** Whose person on duty a step names. The holder is named by the claim. [R205] */
export const stepNames: Record<EscalationStep, readonly OrganisationKind[]> = {
  holder: [],
  analysts: [],
  "platform-supervisors": ["platform"],
  duty: ["agency"],
  "both-supervisors": ["platform", "agency"],
}
export const namedAtMost = 8

/** The clocks of what is not over, and what they go by. */
interface Running {
  clocks: Partial<Record<ClockName, Clock | null>>
  /** from one step to the next */
  escalateMs: number
  hours(name: ClockName): Calendar | null
  steps(name: ClockName): readonly EscalationStep[]
}

/** The clocks of a referral or a lead that is not over. */
export function running(entry: Entry | undefined): Running | undefined {
  const lead = leadOf(entry)
  if (lead?.clocks) {
    const { clocks, escalateMs } = lead
    return { clocks, escalateMs, hours: () => hoursOfLead(lead), steps: () => agencySteps }
  }
  const referral = referralOf(entry)
  if (!referral || referral.closed || referral.withdrawn) return undefined
  return {
    clocks: referral.clocks,
    escalateMs: referral.limits.escalateMs,
    hours: (name) => hoursOf(referral, name),
    steps: (name) => (name === "answer" ? agencySteps : escalationSteps),
  }
}

/** When the next step of a clock is due, or null: it is not running, or everybody has been told. */
export function nextStepAt({ clocks, escalateMs, hours }: Running, name: ClockName): string | null {
  const clock = clocks[name]
  if (!clock || clock.stoppedAt || clock.pausedAt || clock.steps > lastStep) return null
  return deadlineAfter(clock.deadline, clock.steps * escalateMs, hours(name))
}

const names = v.picklist(["acknowledge", "decide", "answer"] satisfies ClockName[])

function due(entry: Entry | undefined, name: ClockName, deadline: string, step: number, at: string) {
  const of = running(entry)
  const clock = of?.clocks[name]
  const next = of ? nextStepAt(of, name) : null
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
    // The names stay facts as every `by` does: the log must say who was on duty.
    facts: v.strictObject({
      clock: names,
      deadline: time,
      step: whole(1, lastStep),
      /** whom it tells; the first releases told by the step alone */
      to: v.optional(v.picklist(steps)),
      onDuty: v.optional(
        v.pipe(
          v.array(v.strictObject({ id: text(1, 64), name: text(1, 120), organisation: text(1, 32) })),
          v.maxLength(namedAtMost, `names at most ${namedAtMost}`),
        ),
      ),
    }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { at, facts }): Refusal | undefined => due(entry, facts.clock, facts.deadline, facts.step, at),
    apply: (entry, { at, facts: { clock } }) => stepped(entry, clock, at),
  }),
]
