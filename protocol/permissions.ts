// Who may do what: the only authority. Role x room kind x action; server checks, buttons and tests are made from it. [R20]
import type { Actor, OrganisationKind, Role, RoomKind } from "./event.ts"
import { readRoom } from "./event.ts"
import type { OrganisationEntry, PersonEntry } from "./entries/people.ts"

type Grant = `${OrganisationKind | "hub"}:${Role | "*"}`

const desk = ["agency:analyst", "agency:releaser"] as const satisfies readonly Grant[]
const moderators = ["platform:moderator"] as const satisfies readonly Grant[]
/** Who answers a challenge or an appeal. */
const deciders = ["platform:supervisor", "platform:policy"] as const satisfies readonly Grant[]
const hub = ["hub:*"] as const satisfies readonly Grant[]
/** Who says who is on duty; administrators where they may open the room at all. [R204] */
const rotaKeepers = [
  "agency:duty",
  "agency:admin",
  "platform:supervisor",
  "platform:admin",
] as const satisfies readonly Grant[]
/** Each for the own organisation, the agency's for all: topics/access.ts. [R184] */
const admins = ["agency:admin", "platform:admin", "partner:admin"] as const satisfies readonly Grant[]

/** Who may read what they do not open, with a reason, for a time, and without acting there. [R187] */
const auditors = ["agency:auditor", "platform:auditor"] as const satisfies readonly Grant[]

/**
 * `open` is reading the room and everything in it, `read` the same while a reading with a reason names the room; the other actions are
 * event types. What is not listed is refused.
 */
export const permissions: Record<RoomKind, Record<string, readonly Grant[]>> = {
  org: {
    open: [...desk, "platform:moderator", "platform:policy"],
    read: auditors,
    "items.added": ["agency:analyst"],
    "alert.submitted": ["agency:analyst"],
    "alert.returned": ["agency:releaser"],
    "alert.recalled": ["agency:analyst"],
    "alert.checked": ["agency:releaser"],
    "alert.released": ["agency:releaser"],
    "alert.undelivered": hub,
    "alert.withdrawn": ["agency:releaser"],
    "alert.superseded": hub,
    "alert.closed": ["agency:duty"],
    "alert.referred": hub,
    "part.ended": hub,
    "part.reopened": hub,
    "notes.opened": [...desk, "platform:moderator", "platform:policy"],
    "message.sent": [...desk, "platform:moderator", "platform:policy"],
    "message.edited": [...desk, "platform:moderator", "platform:policy"],
    "message.redacted": [...desk, "platform:moderator", "platform:policy"],
    "message.translated": [...desk, "platform:moderator", "platform:policy"],
    "translation.redacted": [...desk, "platform:moderator", "platform:policy"],
    "view.saved": [...desk, "platform:moderator", "platform:policy"],
    "view.removed": [...desk, "platform:moderator", "platform:policy"],
    "hours.set": ["agency:duty"],
    "shift.added": rotaKeepers,
    "shift.removed": rotaKeepers,
  },
  platform: {
    open: [...desk, "platform:moderator", "platform:policy"],
    read: auditors,
    "items.added": hub,
    "referral.received": hub,
    "referral.unattended": hub,
    "referral.amended": hub,
    "referral.withdrawn": hub,
    "referral.noted": moderators,
    "outcome.kept": deciders,
    "lead.sent": ["platform:moderator", "platform:policy"],
    "lead.received": hub,
    "lead.unattended": hub,
    "lead.acknowledged": ["agency:analyst"],
    "lead.decided": ["agency:analyst"],
    "referral.seen": ["platform:moderator", "platform:policy"],
    "referral.acknowledged": moderators,
    "referral.unacknowledged": moderators,
    "claim.made": moderators,
    "claim.released": moderators,
    "outcome.recorded": moderators,
    "outcome.undone": moderators,
    "claim.taken": moderators,
    "claim.handed": moderators,
    "claim.kept": moderators,
    "claim.expired": hub,
    "claim.left": hub,
    "information.needed": moderators,
    "information.answered": ["agency:analyst"],
    "information.cancelled": moderators,
    "hold.placed": ["agency:analyst"],
    "hold.receipted": moderators,
    "hold.ended": ["agency:analyst"],
    "hold.expired": hub,
    "hold.refused": ["platform:supervisor"],
    "outcome.challenged": ["agency:analyst"],
    "challenge.kept": deciders,
    "challenge.changed": deciders,
    "outcome.restored": deciders,
    "items.verified": ["agency:analyst"],
    "referral.closed": ["agency:analyst"],
    "referral.expired": hub,
    "referral.reopened": ["agency:analyst", "platform:supervisor"],
    "referral.duplicated": hub,
    "duplicate.reopened": hub,
    "referral.escalated": ["agency:analyst", ...moderators],
    "hours.set": ["platform:supervisor", "platform:admin"],
    "clock.breached": hub,
    "clock.escalated": hub,
    "message.sent": [...desk, "platform:moderator", "platform:policy"],
    "message.edited": [...desk, "platform:moderator", "platform:policy"],
    "message.redacted": [...desk, "platform:moderator", "platform:policy"],
    "message.translated": [...desk, "platform:moderator", "platform:policy"],
    "translation.redacted": [...desk, "platform:moderator", "platform:policy"],
  },
  audit: {
    open: [...auditors, "agency:admin", "platform:admin"],
    "reading.begun": auditors,
    "reading.ended": [...auditors, ...hub],
    "subject.opened": hub,
  },
  access: {
    open: ["agency:admin"],
    "organisation.added": ["agency:admin", ...hub],
    "person.added": [...admins, ...hub],
    "membership.granted": [...admins, ...hub],
    "membership.removed": [...admins, ...hub],
    "session.ended": hub,
    "reading.granted": hub,
    "reading.withdrawn": hub,
  },
}

/** A duty officer does all that analysts and releasers do, a supervisor all that moderators do. */
const includes: Partial<Record<Role, readonly Role[]>> = {
  duty: ["analyst", "releaser"],
  supervisor: ["moderator"],
}

export function hasRole(actor: Pick<Actor, "roles">, role: Role): boolean {
  return actor.roles.some((each) => each === role || (includes[each]?.includes(role) ?? false))
}

export function may(actor: Pick<Actor, "kind" | "roles">, roomKind: RoomKind, action: string): boolean {
  return (permissions[roomKind][action] ?? []).some((grant) => {
    const [kind, role] = grant.split(":") as [string, Role | "*"]
    return kind === actor.kind && (role === "*" || hasRole(actor, role))
  })
}

/** What the decision needs to know: the fold of the room `access`. */
export interface AccessView {
  organisation(id: string): OrganisationEntry | undefined
  person(id: string): PersonEntry | undefined
}

/**
 * How a person administers an organisation's people, or undefined when they do not: the agency's administrators all, others
 * their own. Without opening the room `access`, in which everybody's people stand. Synchronous and pure. [R184]
 */
export function stewardIn(access: AccessView, personId: string, organisation: string): Actor | undefined {
  if (!access.organisation(organisation)) return undefined
  const person = access.person(personId)
  for (const membership of person?.memberships ?? []) {
    const actor = acting(access, person!, membership)
    if (!actor || (actor.kind !== "agency" && membership.organisation !== organisation)) continue
    if (may(actor, "access", "membership.granted")) return actor
  }
  return undefined
}

function acting(
  access: AccessView,
  { subject, name }: PersonEntry,
  { organisation, roles }: PersonEntry["memberships"][number],
): Actor | undefined {
  const kind = access.organisation(organisation)?.organisation
  return kind && { id: subject, name, organisation, kind, roles }
}

/**
 * The person as they would act in a room, or undefined when they may not open it — the same answer whether or not the
 * room exists. A platform's room is opened by its own members and by the agency's. Whoever opens it by a reading alone acts as
 * an auditor and as nothing else. Synchronous and pure. [R21][R187]
 */
export function actorIn(access: AccessView, personId: string, room: string): Actor | undefined {
  const name = readRoom(room)
  const person = name && access.person(personId)
  if (!person) return undefined
  const owner = name.organisation ? access.organisation(name.organisation) : undefined
  if (name.kind !== "access" && !owner) return undefined
  if (name.kind === "platform" && owner?.organisation !== "platform") return undefined
  let reader: Actor | undefined
  for (const membership of person.memberships) {
    const actor = acting(access, person, membership)
    if (!actor) continue
    const own = membership.organisation === name.organisation
    if (!own && (name.kind === "org" || name.kind === "audit" || actor.kind !== "agency")) continue
    if (may(actor, name.kind, "open")) return actor
    // Whoever may act there for another organisation acts for that one: reading is what is left.
    const reading = may(actor, name.kind, "read") ? readingIn(person, membership.organisation, room) : undefined
    if (reading !== undefined) reader ??= { ...actor, roles: ["auditor"], reading }
  }
  return reader
}

const readingIn = ({ readings = [] }: PersonEntry, organisation: string, room: string): string | undefined =>
  readings.find((each) => each.organisation === organisation && each.rooms.includes(room))?.reading
