// What falls due by itself in an entry: breaches, steps of escalation, claims, holds, closings and readings that end. Pure; the server asks once a
// second and proposes, `fold.ts` copies the earliest time into the entry. [R42][R84][R92][R101][R104]
import type { Entry } from "./entries.ts"
import type { LeadEntry } from "./entries/lead.ts"
import type { ClockName, ReferralEntry } from "./entries/referral.ts"
import { nextStepAt, running } from "./topics/clock.ts"
import { itemsAnEvent } from "./topics/brief.ts"
import { later } from "./topics/settle.ts"

export interface Due {
  at: string
  type: string
  facts: { readonly [key: string]: unknown }
}

/** Every act of the hub that an entry waits for, in no order. */
export function dues(entry: Entry): Due[] {
  if (entry.kind === "lead") return clockDues(entry)
  if (entry.kind === "reading")
    return entry.ended ? [] : [{ at: entry.until, type: "reading.ended", facts: { why: "time" } }]
  if (entry.kind !== "referral" || !entry.received || entry.closed || entry.withdrawn) return []
  return [...clockDues(entry), ...claimDues(entry), ...holdDues(entry), ...closeDues(entry)]
}

function clockDues(entry: ReferralEntry | LeadEntry): Due[] {
  const of = running(entry)
  if (!of) return []
  return (Object.keys(of.clocks) as ClockName[]).flatMap((name) => {
    const clock = of.clocks[name]
    const at = nextStepAt(of, name)
    if (!clock || !at) return []
    const { deadline, steps } = clock
    return steps === 0
      ? [{ at, type: "clock.breached", facts: { clock: name, deadline } }]
      : [{ at, type: "clock.escalated", facts: { clock: name, deadline, step: steps, to: of.steps(name)[steps] } }]
  })
}

function claimDues({ claim }: ReferralEntry): Due[] {
  return claim ? [{ at: claim.endsAt, type: "claim.expired", facts: { endsAt: claim.endsAt } }] : []
}

function holdDues({ items }: ReferralEntry): Due[] {
  const ends = new Map<string, number[]>()
  for (const { n, hold } of items) if (hold) ends.set(hold.until, [...(ends.get(hold.until) ?? []), n])
  return [...ends].map(([until, held]) => ({
    at: until,
    type: "hold.expired",
    facts: { items: held.slice(0, itemsAnEvent), until },
  }))
}

function closeDues({ verifiedAt, limits }: ReferralEntry): Due[] {
  return verifiedAt ? [{ at: later(verifiedAt, limits.closeMs), type: "referral.expired", facts: { verifiedAt } }] : []
}
