// A referral's life as the line of steps shows it: who, when, what is next. Used by referral-pane.ts.
import { waits } from "../../../protocol/entries/item.ts"
import type { ReferralEntry } from "../../../protocol/entries/referral.ts"
import type { Step } from "../../parts/referral-steps.ts"
import { ticker } from "../../parts/ticker.ts"
import { moment } from "../../parts/times.ts"

export function stepsOf(entry: ReferralEntry): Step[] {
  const { seen, acknowledged, claim, decidedAt, items } = entry
  const share = items.length === 0 ? 0 : items.filter((item) => !waits(item)).length / items.length
  const first = (name: string) => name.split(" ")[0] ?? name
  return [
    { name: "Delivered", state: "done", at: entry.deliveredAt },
    seen ? { name: "Seen", state: "done", at: seen.at } : { name: "Seen", state: "current", share: 0 },
    acknowledged
      ? { name: "Acknowledged", state: "done", who: first(acknowledged.by.name), at: acknowledged.at }
      : {
          name: "Acknowledged",
          state: seen ? "current" : "next",
          note: `by ${moment(entry.clocks.acknowledge.deadline, ticker.now())}`,
          share: 0,
        },
    claim || decidedAt
      ? {
          name: "In review",
          state: decidedAt ? "done" : "current",
          share,
          ...(claim ? { who: first(claim.by.name), at: claim.at } : {}),
        }
      : {
          name: "In review",
          state: acknowledged ? "current" : "next",
          share,
          note: "nobody has it",
        },
    decidedAt
      ? { name: "Decided", state: "done", at: decidedAt }
      : {
          name: "Decided",
          state: "next",
          note: entry.clocks.decide.pausedAt ? "paused" : `by ${moment(entry.clocks.decide.deadline, ticker.now())}`,
        },
    entry.verifiedAt
      ? { name: "Verified", state: "done", at: entry.verifiedAt }
      : { name: "Verified", state: decidedAt ? "current" : "next", note: "by the NCA", share: 0 },
  ]
}
