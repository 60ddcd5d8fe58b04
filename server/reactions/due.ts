// Once a second: asks every entry what falls due by itself (breaches, escalations, claims, holds and closings that end) and proposes it. The
// id follows from the subject and the facts, so that it is written once by however many processes. Called by hub.ts. [R42][R104]
import { dues } from "../../protocol/due.ts"
import type { Entry } from "../../protocol/entries.ts"
import type { Proposal } from "../../protocol/event.ts"
import { derivedId } from "../engine/derived.ts"
import type { Rooms } from "../engine/rooms.ts"

export function dueProposals(entry: Entry, at: string): Proposal[] {
  if (entry.dueAt === null || entry.dueAt > at) return []
  // Priorities that go up and down bring an old deadline back, and that is another breach. [R128]
  const version = entry.kind === "referral" ? String(entry.version) : ""
  return dues(entry)
    .filter((due) => due.at <= at)
    .map(({ type, facts }) => ({
      id: derivedId(type, entry.subject, version, JSON.stringify(facts)),
      type,
      subject: entry.subject,
      seen: entry.seq,
      body: { facts, words: {} },
    }))
}

export async function writeDue(rooms: Rooms, now: number): Promise<void> {
  const at = new Date(now).toISOString()
  for (const room of rooms.all()) {
    const due = [...room.entries.values()].flatMap((entry) => dueProposals(entry, at))
    // Not awaited one by one by design: a room that waits for the store must not hold up the others' clocks.
    if (due.length > 0) void rooms.proposeAsHub(room.name, due.slice(0, 64)).catch(() => undefined)
  }
}
