// Once a second: asks every entry for a clock that has run out and proposes the breach. The id follows from subject, clock and
// deadline, so that it is written once by however many processes. Called by hub.ts. [R42]
import type { Clock, Entry } from "../../protocol/entries.ts"
import type { Proposal } from "../../protocol/event.ts"
import { derivedId } from "../engine/derived.ts"
import type { Rooms } from "../engine/rooms.ts"

export function breaches(entry: Entry, at: string): Proposal[] {
  if (entry.kind !== "referral" || !entry.received || entry.dueAt === null || entry.dueAt > at) return []
  const late = ([, clock]: readonly [string, Clock]) => !clock.stoppedAt && !clock.breachedAt && clock.deadline <= at
  return Object.entries(entry.clocks)
    .filter(late)
    .map(([clock, { deadline }]) => ({
      id: derivedId("clock.breached", entry.subject, clock, deadline),
      type: "clock.breached",
      subject: entry.subject,
      seen: entry.seq,
      body: { facts: { clock, deadline }, words: {} },
    }))
}

export async function writeBreaches(rooms: Rooms, now: number): Promise<void> {
  const at = new Date(now).toISOString()
  for (const room of rooms.all()) {
    const due = [...room.entries.values()].flatMap((entry) => breaches(entry, at))
    // Not awaited one by one by design: a room that waits for the store must not hold up the others' clocks.
    if (due.length > 0) void rooms.proposeAsHub(room.name, due.slice(0, 64)).catch(() => undefined)
  }
}
