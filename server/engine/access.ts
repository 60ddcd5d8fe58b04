// Who is who: the fold of the room `access`, asked by everything that decides about rights. Always current in this process.
// Made by rooms.ts from the room itself; handed to edge/, identity/ and cli/ as `AccessGate`. Rules R20-R24.
import type { Entry } from "../../protocol/entries.ts"
import type { OrganisationEntry, PersonEntry } from "../../protocol/entries/people.ts"
import { agencyRoom, auditRoom, platformRoom, type Actor } from "../../protocol/event.ts"
import { actorIn, stewardIn, type AccessView } from "../../protocol/permissions.ts"
import { readRoom } from "../../protocol/event.ts"
import type { RoomInfo } from "../../protocol/wire.ts"

export interface AccessGate extends AccessView {
  people(): PersonEntry[]
  organisations(): OrganisationEntry[]
  /** The one gate: how a person acts in a room, or undefined. [R21] */
  actor(person: string, room: string): Actor | undefined
  /** How a person administers the people of an organisation, or undefined. [R184] */
  steward(person: string, organisation: string): Actor | undefined
  /** The rooms that a person may open. */
  rooms(person: string): RoomInfo[]
  /** Every room that can exist. */
  everyRoom(): string[]
}

export function accessGate(entries: () => ReadonlyMap<string, Entry>): AccessGate {
  const organisation = (id: string): OrganisationEntry | undefined => {
    const entry = entries().get(id)
    return entry?.kind === "organisation" ? entry : undefined
  }
  const person = (id: string): PersonEntry | undefined => {
    const entry = entries().get(id)
    return entry?.kind === "person" ? entry : undefined
  }
  const view: AccessView = { organisation, person }
  const organisations = () => [...entries().values()].filter((entry) => entry.kind === "organisation")
  const everyRoom = () =>
    organisations().flatMap(({ subject, organisation }) => [
      ...(organisation === "platform" ? [platformRoom(subject)] : []),
      agencyRoom(subject),
      // A partner has no auditors.
      ...(organisation === "partner" ? [] : [auditRoom(subject)]),
    ])
  return {
    ...view,
    organisations,
    people: () => [...entries().values()].filter((entry) => entry.kind === "person"),
    actor: (id, room) => actorIn(view, id, room),
    steward: (id, organisation) => stewardIn(view, id, organisation),
    everyRoom,
    rooms: (id) =>
      everyRoom().flatMap((room) => {
        const actor = actorIn(view, id, room)
        const name = readRoom(room)!
        const owner = organisation(name.organisation)
        if (!actor || !owner) return []
        const { subject, name: called, organisation: kind, prefix } = owner
        return [
          {
            room,
            organisation: { id: subject, name: called, kind, prefix },
            acting: {
              organisation: actor.organisation,
              kind: actor.kind as RoomInfo["acting"]["kind"],
              roles: actor.roles,
            },
          },
        ]
      }),
  }
}
