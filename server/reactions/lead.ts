// A platform sends a lead: the hub starts the agency's clocks, because how long it may take is a setting. Run by run.ts. [R141]
import { readRoom } from "../../protocol/event.ts"
import type { Priority, PriorityLimits } from "../../protocol/vocabulary.ts"
import { derivedId } from "../engine/derived.ts"
import type { Reaction } from "./run.ts"

export function receiveLead(clocks: Record<Priority, PriorityLimits>): Reaction {
  return {
    name: "lead",
    from: (room) => readRoom(room)?.kind === "platform",
    types: ["lead.sent"],
    react({ id, room, subject, facts }) {
      const { brief } = facts as { brief: { priority: Priority } }
      const { acknowledgeMs, decideMs, escalateMs } = clocks[brief.priority]
      const body = { facts: { clocks: { acknowledgeMs, decideMs, escalateMs } }, words: {} }
      const proposal = { id: derivedId(id, room, "received"), type: "lead.received", subject, seen: 0, body }
      return Promise.resolve([{ room, proposals: [proposal], refused: () => [] }])
    },
  }
}
