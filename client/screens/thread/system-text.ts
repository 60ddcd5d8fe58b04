// What an act says as one quiet line of a thread. Used by thread-pane.ts.
import type { RoomEvent } from "../../../protocol/event.ts"
import { clock } from "../../parts/times.ts"

export function systemText({ type, by, facts, words }: RoomEvent): string {
  const first = by.name.split(" ")[0] ?? by.name
  switch (type) {
    case "referral.received":
      return "Referral delivered"
    case "referral.seen":
      return `${first} opened it`
    case "referral.acknowledged": {
      const comment = (words as { comment?: string } | null)?.comment
      return `${first} acknowledged, estimate ${clock((facts as { estimate: string }).estimate)}${comment ? `: “${comment}”` : ""}`
    }
    case "referral.unacknowledged":
      return `${first} took the acknowledgement back`
    case "claim.made":
      return `${first} claimed it`
    case "claim.released":
      return `${first} released the claim`
    case "outcome.recorded": {
      const count = (facts as { outcomes: { items: unknown[] }[] }).outcomes.reduce(
        (sum, each) => sum + each.items.length,
        0,
      )
      return `${first} recorded ${count === 1 ? "an outcome" : `outcomes for ${count} items`}`
    }
    case "outcome.undone":
      return `${first} took ${(facts as { items: unknown[] }).items.length === 1 ? "an outcome" : "outcomes"} back`
    case "clock.breached":
      return `Overdue: not ${(facts as { clock: string }).clock === "acknowledge" ? "acknowledged" : "decided"} in time`
    default:
      return type
  }
}
