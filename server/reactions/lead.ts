// A platform sends a lead: the hub starts the agency's clocks, because how long it may take is a setting, and in whose hours stands in the
// agency's room. Run by run.ts. [R141][R201]
import { readRoom } from "../../protocol/event.ts"
import type { Priority, PriorityLimits } from "../../protocol/vocabulary.ts"
import { derivedId } from "../engine/derived.ts"
import type { CalendarIn } from "./hours.ts"
import type { Reaction } from "./run.ts"

/** `agencies`: the own rooms of the agencies; the hours of the first that has set some count. */
export function receiveLead(
  limits: Record<Priority, PriorityLimits>,
  hoursIn: CalendarIn,
  agencies: () => readonly string[],
): Reaction {
  return {
    name: "lead",
    from: (room) => readRoom(room)?.kind === "platform",
    types: ["lead.sent"],
    async react({ id, room, subject, at, facts }) {
      const { brief } = facts as { brief: { priority: Priority } }
      const { acknowledgeMs, decideMs, escalateMs } = limits[brief.priority]
      const found = await Promise.all(agencies().map((agency) => hoursIn(agency, at)))
      const hours = found.find((each) => each !== undefined)
      const clocks = { acknowledgeMs, decideMs, escalateMs }
      const body = { facts: hours ? { clocks, hours } : { clocks }, words: {} }
      const proposal = { id: derivedId(id, room, "received"), type: "lead.received", subject, seen: 0, body }
      return [{ room, proposals: [proposal], refused: () => [] }]
    },
  }
}
