// Carries what an organisation's `audit` says of its readers into `access`, where rights are folded, and back: a reading that cannot be
// granted, or whose reader's roles change, ends in its own room too. Run by run.ts. [R187]
import type { ReadingEntry } from "../../protocol/entries/organisation.ts"
import { accessRoom, auditRoom, readRoom, type Proposal, type RoomEvent } from "../../protocol/event.ts"
import type { ReadingEnd } from "../../protocol/vocabulary.ts"
import { readRow } from "../engine/chain.ts"
import { derivedId } from "../engine/derived.ts"
import type { Store } from "../store/store.ts"
import type { Effect, Reaction } from "./run.ts"

const granted = "reading.granted"
const grantsAtOnce = 20

export const readings: Reaction = {
  name: "readings",
  from: (room) => readRoom(room)?.kind === "audit",
  types: ["reading.begun", "reading.ended"],
  async react(event, log) {
    return event.type === "reading.begun" ? [grant(event)] : withdraw(event, log)
  },
}

function grant({ id, room, subject: reading, by, facts }: RoomEvent): Effect {
  const { organisation } = readRoom(room)!
  const { rooms } = facts as Pick<ReadingEntry, "rooms">
  return {
    room: accessRoom,
    proposals: [inAccess(derivedId(id, accessRoom), granted, by.id, { organisation, reading, rooms })],
    // Their role was taken meanwhile.
    refused: () => [ended(reading, derivedId(id, "refused"))],
  }
}

async function withdraw({ id, room, subject: reading, seq }: RoomEvent, log: Store): Promise<Effect[]> {
  const [row] = await log.page(room, reading, ["reading.begun"], seq, 1)
  if (!row) return []
  const { organisation } = readRoom(room)!
  const proposal = inAccess(derivedId(id, accessRoom), "reading.withdrawn", readRow(row).by.id, {
    organisation,
    reading,
  })
  // A change of roles has ended it before.
  return [{ room: accessRoom, proposals: [proposal], refused: () => [] }]
}

/** What a change of somebody's roles has ended is told to the room that it was begun in; what was over already refuses, and that is well. */
export const readersLeft: Reaction = {
  name: "readers-left",
  from: (room) => room === accessRoom,
  types: ["membership.granted", "membership.removed"],
  async react({ id, subject: person, seq, facts }, log) {
    const { organisation } = facts as { organisation: string }
    const reading = await lastGranted(log, person, organisation, seq)
    if (reading === undefined) return []
    return [{ room: auditRoom(organisation), proposals: [ended(reading, derivedId(id, reading))], refused: () => [] }]
  },
}

async function lastGranted(log: Store, person: string, organisation: string, before: number) {
  for (let place = before; ;) {
    const rows = await log.page(accessRoom, person, [granted], place, grantsAtOnce)
    for (const row of rows) {
      const facts = readRow(row).facts as { organisation: string; reading: string }
      if (facts.organisation === organisation) return facts.reading
    }
    if (rows.length < grantsAtOnce) return undefined
    place = rows.at(-1)!.seq
  }
}

const inAccess = (id: string, type: string, subject: string, facts: object): Proposal => ({
  id,
  type,
  subject,
  seen: 0,
  body: { facts, words: {} },
})

const ended = (subject: string, id: string): Proposal => ({
  id,
  type: "reading.ended",
  subject,
  seen: 0,
  body: { facts: { why: "rights" satisfies ReadingEnd }, words: {} },
})
