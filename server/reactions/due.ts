// Once a second: asks every entry what falls due by itself (breaches, escalations, claims, holds and closings that end) and proposes it. The
// id follows from the subject and the facts, so that it is written once by however many processes. Called by hub.ts. [R42][R104]
import { dues, type Due } from "../../protocol/due.ts"
import type { Entry } from "../../protocol/entries.ts"
import { agencyRoom, readRoom, type By, type OrganisationKind, type Proposal } from "../../protocol/event.ts"
import { namedAtMost, stepNames, type EscalationStep } from "../../protocol/topics/clock.ts"
import { mayBeOnDuty, onDuty, rotaSubject, shiftsOf } from "../../protocol/topics/rota.ts"
import { derivedId } from "../engine/derived.ts"
import type { Rooms } from "../engine/rooms.ts"

const dueBy = (entry: Entry, at: string): Due[] =>
  entry.dueAt === null || entry.dueAt > at ? [] : dues(entry).filter((due) => due.at <= at)

function proposal(entry: Entry, { type, facts }: Due, more: object = {}): Proposal {
  // Priorities that go up and down bring an old deadline back, and that is another breach. [R128]
  const version = entry.kind === "referral" ? String(entry.version) : ""
  return {
    // Not of who is on duty: two processes that read the rota at different moments still write one event.
    id: derivedId(type, entry.subject, version, JSON.stringify(facts)),
    type,
    subject: entry.subject,
    seen: entry.seq,
    body: { facts: { ...facts, ...more }, words: {} },
  }
}

/** What has fallen due, without the names of who is on duty. */
export const dueProposals = (entry: Entry, at: string): Proposal[] =>
  dueBy(entry, at).map((due) => proposal(entry, due))

export async function writeDue(rooms: Rooms, now: number): Promise<void> {
  const at = new Date(now).toISOString()
  for (const room of rooms.all()) {
    const due = [...room.entries.values()].flatMap((entry) => dueBy(entry, at).map((each) => ({ entry, each })))
    // Not awaited one by one by design: a room that waits for the store must not hold up the others' clocks.
    if (due.length > 0) void write(rooms, room.name, due.slice(0, 64), at).catch(() => undefined)
  }
}

async function write(rooms: Rooms, room: string, due: readonly { entry: Entry; each: Due }[], at: string) {
  const proposals = due.map(async ({ entry, each }) => {
    const to = each.facts["to"] as EscalationStep | undefined
    const onDuty = to ? await toName(rooms, room, stepNames[to], at) : []
    return proposal(entry, each, onDuty.length > 0 ? { onDuty } : {})
  })
  await rooms.proposeAsHub(room, await Promise.all(proposals))
}

/** Who is on duty where this step tells: of the platform whose room it is, of the agency. Nothing else of a rota crosses. [R205] */
async function toName(rooms: Rooms, room: string, of: readonly OrganisationKind[], at: string): Promise<By[]> {
  const platform = readRoom(room)?.organisation
  const asked = rooms.access
    .organisations()
    .filter(({ subject, organisation }) => organisation === "agency" || subject === platform)
    .filter(({ organisation }) => of.includes(organisation))
  const found = await Promise.all(asked.map(({ subject }) => onDutyIn(rooms, subject, at)))
  return found.flat().slice(0, namedAtMost)
}

/** Those on the rota who still have the role. When it cannot be read the step goes out without a name, and in time. */
async function onDutyIn(rooms: Rooms, organisation: string, at: string): Promise<By[]> {
  const name = agencyRoom(organisation)
  const room = rooms.loaded(name) ?? (await rooms.room(name).catch(() => undefined))
  return onDuty(shiftsOf(room?.entries.get(rotaSubject)), at)
    .map(({ person }) => person)
    .filter(({ id }) => {
      const actor = rooms.access.actor(id, name)
      return actor !== undefined && mayBeOnDuty(actor)
    })
}
