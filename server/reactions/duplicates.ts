// Duplicates stay with their original, in one platform's room: an outcome that names a referral of the room is told to that referral, and
// when it is opened again its duplicates are too. Run by run.ts. [R105]
import { readRoom, type RoomEvent } from "../../protocol/event.ts"
import { readRow } from "../engine/chain.ts"
import { derivedId } from "../engine/derived.ts"
import type { Store } from "../store/store.ts"
import type { Effect, Reaction } from "./run.ts"

const recording = "outcome.recorded"
const opening = ["referral.reopened", "duplicate.reopened", "items.verified"]
/** as many as an original knows of */
const most = 200

export const duplicates: Reaction = {
  name: "duplicates",
  from: (room) => readRoom(room)?.kind === "platform",
  types: [recording, ...opening],
  async react(event, log) {
    return event.type === recording ? named(event) : opens(event) ? await openAll(event, log) : []
  },
}

const opens = ({ type, facts }: RoomEvent): boolean =>
  type !== "items.verified" ||
  (facts as { items: { finding: string }[] }).items.some(({ finding }) => finding === "still-up")

function named({ id, room, subject, facts }: RoomEvent): Effect[] {
  const { outcomes } = facts as { outcomes: { original?: string | null }[] }
  const originals = new Set(outcomes.flatMap(({ original }) => original ?? []))
  return [...originals].map((original) => effect(id, room, original, "referral.duplicated", { duplicate: subject }))
}

async function openAll({ id, room, subject }: RoomEvent, log: Store): Promise<Effect[]> {
  const rows = await log.page(room, subject, ["referral.duplicated"], 0, most)
  const known = new Set(rows.map((row) => (readRow(row).facts as { duplicate: string }).duplicate))
  return [...known].map((duplicate) => effect(id, room, duplicate, "duplicate.reopened", { original: subject }))
}

/** What is no duplicate any more refuses, and that is well. */
function effect(source: string, room: string, subject: string, type: string, facts: object): Effect {
  const proposal = { id: derivedId(source, room, subject), type, subject, seen: 0, body: { facts, words: {} } }
  return { room, proposals: [proposal], refused: () => [] }
}
