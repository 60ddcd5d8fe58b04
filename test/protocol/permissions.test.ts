// The table of rights, written out for a second time as sentences, and the gate that is made from it. Rules R20, R21.
import fc from "fast-check"
import { expect, test } from "vitest"
import type { OrganisationEntry, PersonEntry } from "../../protocol/entries/people.ts"
import { hubActor, type Actor, type OrganisationKind, type Role, type RoomKind } from "../../protocol/event.ts"
import { actorIn, may, permissions, type AccessView } from "../../protocol/permissions.ts"
import { topics } from "../../protocol/topics.ts"
import { rolesOf } from "../../protocol/topics/access.ts"

const kinds: OrganisationKind[] = ["agency", "platform", "partner"]
const roomKinds: RoomKind[] = ["org", "platform", "audit", "access"]
const actor = (kind: Actor["kind"], ...roles: Role[]): Actor => ({
  id: "someone",
  name: "",
  organisation: "one",
  kind,
  roles,
})

const desk = ["agency analyst", "agency releaser", "agency duty"]
const members = [...desk, "platform moderator", "platform supervisor", "platform policy"]
const moderators = ["platform moderator", "platform supervisor"]
const admins = ["agency admin", "platform admin", "partner admin"]
const analysts = ["agency analyst", "agency duty"]
const auditors = ["agency auditor", "platform auditor"]
const expected: Record<RoomKind, Record<string, string[]>> = {
  org: {
    open: members,
    read: auditors,
    "items.added": ["agency analyst", "agency duty"],
    "alert.submitted": analysts,
    "alert.returned": ["agency releaser", "agency duty"],
    "alert.recalled": analysts,
    "alert.checked": ["agency releaser", "agency duty"],
    "alert.released": ["agency releaser", "agency duty"],
    "alert.undelivered": ["hub"],
    "alert.withdrawn": ["agency releaser", "agency duty"],
    "alert.superseded": ["hub"],
    "alert.closed": ["agency duty"],
    "alert.referred": ["hub"],
    "part.ended": ["hub"],
    "part.reopened": ["hub"],
    "notes.opened": members,
    "message.sent": members,
    "message.edited": members,
    "message.redacted": members,
    "message.translated": members,
    "translation.redacted": members,
    "view.saved": members,
    "view.removed": members,
    "hours.set": ["agency duty"],
    "shift.added": ["agency duty", "agency admin", "platform supervisor", "platform admin"],
    "shift.removed": ["agency duty", "agency admin", "platform supervisor", "platform admin"],
  },
  platform: {
    open: members,
    read: auditors,
    "items.added": ["hub"],
    "referral.received": ["hub"],
    "referral.unattended": ["hub"],
    "referral.amended": ["hub"],
    "referral.withdrawn": ["hub"],
    "referral.noted": moderators,
    "outcome.kept": ["platform supervisor", "platform policy"],
    "lead.sent": [...moderators, "platform policy"],
    "lead.received": ["hub"],
    "lead.unattended": ["hub"],
    "lead.acknowledged": analysts,
    "lead.decided": analysts,
    "referral.seen": ["platform moderator", "platform supervisor", "platform policy"],
    "referral.acknowledged": moderators,
    "referral.unacknowledged": moderators,
    "claim.made": moderators,
    "claim.released": moderators,
    "outcome.recorded": moderators,
    "outcome.undone": moderators,
    "claim.taken": moderators,
    "claim.handed": moderators,
    "claim.kept": moderators,
    "claim.expired": ["hub"],
    "claim.left": ["hub"],
    "information.needed": moderators,
    "information.answered": analysts,
    "information.cancelled": moderators,
    "hold.placed": analysts,
    "hold.receipted": moderators,
    "hold.ended": analysts,
    "hold.expired": ["hub"],
    "hold.refused": ["platform supervisor"],
    "outcome.challenged": analysts,
    "challenge.kept": ["platform supervisor", "platform policy"],
    "challenge.changed": ["platform supervisor", "platform policy"],
    "outcome.restored": ["platform supervisor", "platform policy"],
    "items.verified": analysts,
    "referral.closed": analysts,
    "referral.expired": ["hub"],
    "referral.reopened": [...analysts, "platform supervisor"],
    "referral.escalated": [...analysts, ...moderators],
    "referral.duplicated": ["hub"],
    "duplicate.reopened": ["hub"],
    "hours.set": ["platform supervisor", "platform admin"],
    "clock.breached": ["hub"],
    "clock.escalated": ["hub"],
    "message.sent": members,
    "message.edited": members,
    "message.redacted": members,
    "message.translated": members,
    "translation.redacted": members,
  },
  audit: {
    open: [...auditors, "agency admin", "platform admin"],
    "reading.begun": auditors,
    "reading.ended": [...auditors, "hub"],
    "subject.opened": ["hub"],
  },
  access: {
    open: ["agency admin"],
    "organisation.added": ["agency admin", "hub"],
    "person.added": [...admins, "hub"],
    "membership.granted": [...admins, "hub"],
    "membership.removed": [...admins, "hub"],
    "session.ended": ["hub"],
    "reading.granted": ["hub"],
    "reading.withdrawn": ["hub"],
  },
}

test("[R20] role by room by action: what is listed is allowed, everything else is not", () => {
  const who: [string, Actor][] = [
    ["hub", hubActor],
    ...kinds.flatMap((kind) =>
      (
        ["analyst", "releaser", "duty", "moderator", "supervisor", "policy", "observer", "admin", "auditor"] as Role[]
      ).map((role): [string, Actor] => [`${kind} ${role}`, actor(kind, role)]),
    ),
  ]
  for (const room of roomKinds)
    for (const action of ["open", "read", ...topics.keys(), "constructor", "toString", "", "nonsense"])
      for (const [name, each] of who) {
        const listed = Object.hasOwn(expected[room], action) && expected[room][action]!.includes(name)
        const allowed = action === "constructor" || action === "toString" ? false : may(each, room, action)
        expect([room, action, name, allowed]).toEqual([room, action, name, listed])
      }
})

test("[R20] every event type is somebody's in some room, and the table names no other", () => {
  const named = new Set(roomKinds.flatMap((room) => Object.keys(permissions[room])))
  expect([...named].filter((each) => each !== "open" && each !== "read").sort()).toEqual([...topics.keys()].sort())
})

test("[R20] roles add up, and no role of another kind of organisation counts", () => {
  expect(may(actor("agency", "auditor", "releaser"), "org", "alert.released")).toBe(true)
  expect(may(actor("partner", "moderator"), "platform", "open")).toBe(false)
  expect(may(actor("agency", "moderator", "supervisor"), "platform", "claim.made")).toBe(false)
  expect(may(actor("platform"), "platform", "open")).toBe(false)
})

const organisations: Record<string, OrganisationKind> = {
  nca: "agency",
  police: "agency",
  tiktok: "platform",
  x: "platform",
  "home-office": "partner",
}
const view = (memberships: PersonEntry["memberships"], readings: PersonEntry["readings"] = []): AccessView => ({
  organisation: (id) =>
    Object.hasOwn(organisations, id)
      ? ({ kind: "organisation", organisation: organisations[id], subject: id } as OrganisationEntry)
      : undefined,
  person: (id) =>
    id === "ana" ? ({ kind: "person", name: "Ana", memberships, readings } as unknown as PersonEntry) : undefined,
})
const membership = fc
  .constantFrom(...Object.keys(organisations))
  .chain((organisation) =>
    fc.subarray([...rolesOf(organisations[organisation]!)], { minLength: 1 }).map((roles) => ({ organisation, roles })),
  )
const rooms = [
  "access",
  "platform/nca",
  "platform/nowhere",
  "org/nowhere",
  "org/",
  "platform/",
  "x",
  "",
  "org/nca/",
  "ORG/nca",
  "platform/constructor",
  "audit/nowhere",
  "audit/",
  ...Object.keys(organisations).flatMap((each) => [`org/${each}`, `platform/${each}`, `audit/${each}`]),
]

test("[R21] a room is opened by its own members, a platform's also by the agency, and any other answers the same undefined", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(membership, { selector: (each) => each.organisation, maxLength: 4 }),
      fc.constantFrom(...rooms),
      (memberships, room) => {
        const found = actorIn(view(memberships), "ana", room)
        const kind = room.slice(0, room.indexOf("/"))
        const owner = room.slice(kind.length + 1)
        const reads = (each: (typeof memberships)[number], by: OrganisationKind, ...roles: Role[]) =>
          organisations[each.organisation] === by && each.roles.some((role) => roles.includes(role))
        const member = memberships.some((each) => {
          const agencyDesk = reads(each, "agency", "analyst", "releaser", "duty")
          const platformDesk = reads(each, "platform", "moderator", "supervisor", "policy")
          if (room === "access") return reads(each, "agency", "admin")
          if (kind === "audit")
            return (
              each.organisation === owner &&
              (reads(each, "agency", "admin", "auditor") || reads(each, "platform", "admin", "auditor"))
            )
          if (kind === "org") return each.organisation === owner && (agencyDesk || platformDesk)
          return (
            kind === "platform" &&
            organisations[owner ?? ""] === "platform" &&
            (agencyDesk || (each.organisation === owner && platformDesk))
          )
        })
        expect([room, found !== undefined]).toEqual([room, member])
        expect(actorIn(view(memberships), "nobody", room)).toBeUndefined()
        if (found) expect(memberships).toContainEqual({ organisation: found.organisation, roles: found.roles })
      },
    ),
    { numRuns: 3_000 },
  )
})

const reading = fc.record({
  organisation: fc.constantFrom(...Object.keys(organisations)),
  reading: fc.constantFrom("first", "second"),
  rooms: fc.subarray(rooms),
})

test("[R187] a reading opens what it names of the auditor's own organisation, to read as an auditor alone; whoever may act there acts as before", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(membership, { selector: (each) => each.organisation, maxLength: 4 }),
      fc.uniqueArray(reading, { selector: (each) => each.organisation, maxLength: 4 }),
      fc.constantFrom(...rooms),
      (memberships, readings, room) => {
        const before = actorIn(view(memberships), "ana", room)
        const found = actorIn(view(memberships, readings), "ana", room)
        if (before) {
          expect(found).toEqual(before)
          return
        }
        const kind = room.slice(0, room.indexOf("/"))
        const owner = room.slice(kind.length + 1)
        const through = readings.filter(
          ({ organisation, rooms }) =>
            rooms.includes(room) &&
            memberships.some((each) => each.organisation === organisation && each.roles.includes("auditor")) &&
            (kind === "org"
              ? organisation === owner
              : kind === "platform" &&
                organisations[owner] === "platform" &&
                (organisation === owner || organisations[organisation] === "agency")),
        )
        expect([room, found !== undefined]).toEqual([room, through.length > 0])
        if (!found) return
        expect(through).toContainEqual(
          expect.objectContaining({ organisation: found.organisation, reading: found.reading }),
        )
        expect(found.roles).toEqual(["auditor"])
        for (const type of topics.keys()) expect([type, may(found, kind as RoomKind, type)]).toEqual([type, false])
      },
    ),
    { numRuns: 3_000 },
  )
})
