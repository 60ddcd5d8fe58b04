// What an event means to whom: the one rule of the inbox, of sounds and desktop notices, and of the hub's mail. Pure. The fold keeps the
// last notice of each kind in its referral, so that every machine and every process sees the same. Used by fold.ts and by both sides.
// To add a kind (a mention, say): a line in `noticeKinds` and one in `raises`. Rules R190-R192.
import { waits, type ClockName, type MessageKind, type Notice, type ReferralEntry } from "./entries.ts"
import { hubActor, readRoom, type Actor, type By, type RoomEvent } from "./event.ts"
import { hasRole, may } from "./permissions.ts"
import type { Mention } from "./topics/mention.ts"
import type { Priority } from "./vocabulary.ts"

/** With the words that a notice says beside reference and priority. */
export const noticeKinds = {
  delivered: "New referral",
  unattended: "Nobody of the platform is connected",
  amended: "Amended",
  handed: "Handed to you",
  taken: "Taken over from you",
  "claim-ended": "Your claim has ended",
  "holder-left": "Its holder has left",
  message: "New message",
  question: "New question",
  answer: "New answer",
  asked: "Information needed",
  answered: "Information given",
  challenged: "Decision challenged",
  "challenge-answered": "Challenge answered",
  held: "On hold",
  "hold-refused": "Hold refused",
  reopened: "Reopened",
  escalated: "Escalated",
  verified: "Verified",
  overdue: "Overdue",
  "overdue-supervisors": "Overdue, escalated to the supervisors",
  "overdue-duty": "Overdue, escalated to the duty officer",
  "overdue-both": "Overdue, escalated to both sides",
} as const
export type NoticeKind = keyof typeof noticeKinds

/** Whom a notice concerns by role, as the rights table names them. */
const audiences = {
  moderators: (actor: Who) => actor.kind === "platform" && hasRole(actor, "moderator"),
  supervisors: (actor: Who) => actor.kind === "platform" && hasRole(actor, "supervisor"),
  deciders: (actor: Who) => actor.kind === "platform" && (hasRole(actor, "supervisor") || hasRole(actor, "policy")),
  analysts: (actor: Who) => actor.kind === "agency" && hasRole(actor, "analyst"),
  duty: (actor: Who) => actor.kind === "agency" && hasRole(actor, "duty"),
}
export type Audience = keyof typeof audiences
type Who = Pick<Actor, "id" | "kind" | "roles">

/**
 * `me` is the person as they act in the notice's room: undefined for whoever may not open it. Own acts are no news, and whoever reads
 * with a reason is told nothing. [R187][R190]
 */
export function concerns({ by, people, audience, except }: Notice, me: Who | undefined): boolean {
  if (!me || !may(me, "platform", "open") || by.id === me.id || except.includes(me.id)) return false
  return people.includes(me.id) || audience.some((each) => audiences[each](me))
}

/** All that may leave the hub's own page. [R190] */
export const noticeText = (reference: string, priority: Priority, kind: keyof typeof noticeKinds): string =>
  `${reference} ${priority}: ${noticeKinds[kind]}`

/** The mark of all notices of a room, or of one referral's; beside that of its thread, which reads them too. [R191] */
export const noticesMark = (subject?: string): string => (subject === undefined ? "notices" : `notices-${subject}`)

/** The referral that a mark is about; empty for all of a room's. */
export const markedSubject = (mark: string): string =>
  mark === noticesMark() ? "" : mark.replace(new RegExp(`^${noticesMark("")}`), "")

interface Raised {
  kind: NoticeKind
  people?: readonly string[]
  audience?: readonly Audience[]
  except?: readonly string[]
}
/** `before` is the referral as it was: whoever is told of a change had to do with it before. */
type Raises = (before: ReferralEntry, after: ReferralEntry, event: RoomEvent) => Raised | undefined

/** Whose desk it is on; nobody's: every moderator's. */
function desk({ claim, acknowledged }: ReferralEntry): Pick<Raised, "people" | "audience"> {
  const holder = claim ?? acknowledged
  return holder ? { people: [holder.by.id] } : { audience: ["moderators"] }
}

type Named = readonly (number | { n: number })[]
const itemsOf = ({ items }: ReferralEntry, { facts }: RoomEvent) => {
  const said = facts as { items: Named } | { outcomes: readonly { items: Named }[] }
  const named = "outcomes" in said ? said.outcomes.flatMap((each) => each.items) : said.items
  return items.filter(({ n }) => named.some((each) => (typeof each === "number" ? each : each.n) === n))
}

const ids = (people: readonly (string | undefined)[]): string[] => [...new Set(people.filter((id) => id !== undefined))]

const tookFrom: Raises = ({ claim }) => (claim ? { kind: "taken", people: [claim.by.id] } : undefined)

const challengeAnswered: Raises = (before, _after, event) => ({
  kind: "challenge-answered",
  people: ids(itemsOf(before, event).map((item) => item.challenge?.by.id)),
})

const overdue: readonly [NoticeKind, readonly Audience[]][] = [
  ["overdue", []],
  ["overdue-supervisors", ["supervisors"]],
  ["overdue-duty", ["duty"]],
  ["overdue-both", ["supervisors", "duty"]],
]

const raises: Readonly<Record<string, Raises>> = {
  "referral.received": () => ({ kind: "delivered", audience: ["moderators"] }),
  "referral.unattended": () => ({ kind: "unattended", audience: ["analysts"] }),
  // A raised priority takes the acknowledgement back: then it is everybody's again. [R128]
  "referral.amended": (_before, after) => ({ kind: "amended", ...desk(after) }),
  "claim.taken": tookFrom,
  "claim.handed": (_before, { claim }) => (claim ? { kind: "handed", people: [claim.by.id] } : undefined),
  "claim.expired": ({ claim }) => (claim ? { kind: "claim-ended", people: [claim.by.id] } : undefined),
  "claim.left": () => ({ kind: "holder-left", audience: ["moderators"] }),
  "message.sent": (before, _after, { room, by, facts }) => {
    // Silence is what such channels are blamed for: a side of which nobody is in the thread yet is told as a whole.
    const platform = readRoom(room)!.organisation
    const fromPlatform = by.organisation === platform
    const heard = before.involved.some((each) => (each.organisation === platform) !== fromPlatform)
    const { kind, mentions = [] } = facts as { kind: MessageKind; mentions?: readonly Mention[] }
    return {
      // Disagreeing, or having seen it too, is said in a message.
      kind: kind === "question" || kind === "answer" ? kind : "message",
      // Whoever is mentioned is told, also who had nothing to do with it before.
      people: ids([...before.involved.map((each) => each.id), ...mentions.map(({ person }) => person)]),
      audience: heard ? [] : [fromPlatform ? "analysts" : "moderators"],
    }
  },
  "information.needed": () => ({ kind: "asked", audience: ["analysts"] }),
  "information.answered": ({ request, claim }) => ({ kind: "answered", people: ids([request?.by.id, claim?.by.id]) }),
  "outcome.challenged": (before, _after, event) => {
    const firsts = ids(itemsOf(before, event).map((item) => item.outcome?.by.id))
    // Whoever decided all of them first does not answer; of several, each answers the others'. [R95]
    return { kind: "challenged", audience: ["deciders"], except: firsts.length === 1 ? firsts : [] }
  },
  "challenge.kept": challengeAnswered,
  "challenge.changed": challengeAnswered,
  "hold.placed": (before) => ({ kind: "held", ...desk(before) }),
  "hold.refused": (before, _after, event) => ({
    kind: "hold-refused",
    people: ids(itemsOf(before, event).map((item) => item.hold?.by.id)),
  }),
  "referral.reopened": (before, _after, event) => {
    const deciders = ids(itemsOf(before, event).map((item) => item.outcome?.by.id))
    // Closed, it had left everybody's desk.
    return { kind: "reopened", people: deciders, audience: before.closed ? ["moderators"] : [] }
  },
  "items.verified": (before, after, event) => {
    const people = ids(itemsOf(before, event).map((item) => item.outcome?.by.id))
    return { kind: before.decidedAt && !after.decidedAt ? "reopened" : "verified", people }
  },
  "referral.escalated": () => ({ kind: "escalated", audience: ["supervisors", "duty"] }),
  "clock.breached": (before, _after, { facts }) =>
    (facts as { clock: ClockName }).clock === "answer"
      ? { kind: "overdue", audience: ["analysts"] }
      : { kind: "overdue", ...desk(before) },
  "clock.escalated": (_before, _after, { facts }) => {
    const [kind, audience] = overdue[(facts as { step: number }).step] ?? overdue.at(-1)!
    return { kind, audience }
  },
}

const late = ({ clocks }: ReferralEntry): boolean =>
  Object.values(clocks).some((clock) => clock !== null && clock.breachedAt !== null && clock.stoppedAt === null)

/** Whether a notice still asks for anything; kinds that are not listed tell what has happened, and stay. [R192] */
const lasts: Partial<Record<NoticeKind, (referral: ReferralEntry, notice: Notice) => boolean>> = {
  delivered: ({ acknowledged, noted }) => acknowledged === null && noted === null,
  unattended: ({ acknowledged }) => acknowledged === null,
  handed: ({ claim }, { people }) => claim !== null && people.includes(claim.by.id),
  "holder-left": ({ claim, items }) => claim === null && items.some(waits),
  asked: ({ request }) => request !== null,
  challenged: ({ items }) => items.some((item) => item.state === "challenged"),
  held: ({ items }) => items.some((item) => item.state === "held"),
  escalated: ({ items }) => items.some(waits),
  overdue: late,
  "overdue-supervisors": late,
  "overdue-duty": late,
  "overdue-both": late,
}

const looksOnly = ["referral.seen", "claim.kept", "message.edited", "message.redacted", "translation.redacted"]

function involvedAfter({ involved }: ReferralEntry, { type, by, facts }: RoomEvent): ReferralEntry["involved"] {
  const to = type === "claim.handed" ? [(facts as { to: By }).to] : []
  const came = [...(by.id === hubActor.id || looksOnly.includes(type) ? [] : [by]), ...to]
  const fresh = came.filter((each) => !involved.some(({ id }) => id === each.id))
  return fresh.length === 0 ? involved : [...involved, ...fresh.map(({ id, organisation }) => ({ id, organisation }))]
}

/** The referral with the notices that an event raises and without those that it settles. The last of each kind is kept. */
export function noticed(before: ReferralEntry, after: ReferralEntry, event: RoomEvent): ReferralEntry {
  const raised = raises[event.type]?.(before, after, event)
  const { seq, at, by } = event
  const added: Notice[] =
    raised && (raised.people?.length || raised.audience?.length)
      ? [
          {
            kind: raised.kind,
            seq,
            at,
            by,
            people: raised.people ?? [],
            audience: raised.audience ?? [],
            except: raised.except ?? [],
          },
        ]
      : []
  const kept = before.notices.filter((notice) => added.every(({ kind }) => kind !== notice.kind))
  return {
    ...after,
    involved: involvedAfter(before, event),
    notices: [...kept, ...added].filter((notice) => lasts[notice.kind]?.(after, notice) ?? true),
  }
}
