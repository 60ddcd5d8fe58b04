// Breaches: written by the hub when a running clock passes its deadline, once. [R42]
import * as v from "valibot"
import { notNow, type Refusal } from "../errors.ts"
import { nothing, time, topic } from "../topic.ts"
import { referralOf } from "./referral.ts"

export const clockTopics = [
  topic({
    type: "clock.breached",
    facts: v.strictObject({ clock: v.picklist(["acknowledge", "decide"]), deadline: time }),
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }, { at, facts: { clock, deadline } }): Refusal | undefined => {
      const running = referralOf(entry)?.clocks[clock]
      if (!running) return notNow("no-such-subject")
      const due = !running.stoppedAt && !running.breachedAt && running.deadline === deadline && at >= deadline
      return due ? undefined : notNow("deadline-moved")
    },
    apply: (entry, { at, facts: { clock } }) => {
      const referral = referralOf(entry)
      if (!referral) return undefined
      return { ...referral, clocks: { ...referral.clocks, [clock]: { ...referral.clocks[clock], breachedAt: at } } }
    },
  }),
]
