// What raises a notice, and what settles it: the fold keeps in each referral and lead the last notice of each kind, so that every machine
// and every process sees the same; in notes the mentions. Pure. Called by fold.ts alone. To add a kind: a line in notices.ts, and one in a table here.
// Rules R190, R192, R146, R236, R238.
import type { NoticedEntry } from "./entries.ts"
import { waits } from "./entries/item.ts"
import type { LeadEntry } from "./entries/lead.ts"
import type { Notice } from "./entries/notice.ts"
import type { ClockName, ReferralEntry } from "./entries/referral.ts"
import type { MessageKind, NotesEntry } from "./entries/thread.ts"
import { readRoom, type By, type RoomEvent } from "./event.ts"
import type { Audience, NoticeKind } from "./entries/notice.ts"
import { stepTold, type EscalationStep, type Stepped } from "./topics/clock.ts"
import type { Mention } from "./topics/mention.ts"

interface Raised {
  kind: NoticeKind
  people?: readonly string[]
  audience?: readonly Audience[]
  except?: readonly string[]
  /** told because they follow the thread */
  followers?: readonly string[]
}
/** `before` is the entry as it was: whoever is told of a change had to do with it before. */
type Raises<E> = (before: E, after: E, event: RoomEvent) => Raised | readonly Raised[] | undefined

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

const tookFrom: Raises<ReferralEntry> = ({ claim }) => (claim ? { kind: "taken", people: [claim.by.id] } : undefined)

const challengeAnswered: Raises<ReferralEntry> = (before, _after, event) => ({
  kind: "challenge-answered",
  people: ids(itemsOf(before, event).map((item) => item.challenge?.by.id)),
})

/** Whoever names themselves is told nothing, and keeps what others said to them. */
const mentionedIn = ({ by, facts }: RoomEvent): string[] =>
  ids(((facts as { mentions?: readonly Mention[] }).mentions ?? []).map(({ person }) => person)).filter(
    (id) => id !== by.id,
  )

/** What is said in a thread: to whom it names, and to whoever follows it. [R236][R237] */
const said: Raises<NoticedEntry> = ({ thread: { involved } }, _after, event) => {
  const { room, by, facts } = event
  // Silence is what such channels are blamed for: a side of which nobody is in the thread yet is told as a whole.
  const platform = readRoom(room)!.organisation
  const fromPlatform = by.organisation === platform
  const heard = involved.some((each) => (each.organisation === platform) !== fromPlatform)
  const { kind } = facts as { kind: MessageKind }
  const mentioned = mentionedIn(event)
  return [
    { kind: "mention", people: mentioned },
    {
      // Disagreeing, or having seen it too, is said in a message.
      kind: kind === "question" || kind === "answer" ? kind : "message",
      followers: involved.map(({ id }) => id),
      audience: heard ? [] : [fromPlatform ? "analysts" : "moderators"],
      except: mentioned,
    },
  ]
}

const overdue: Record<EscalationStep, { kind: NoticeKind; audience: readonly Audience[] }> = {
  holder: { kind: "overdue", audience: ["moderators"] },
  analysts: { kind: "overdue", audience: ["analysts"] },
  "platform-supervisors": { kind: "overdue-supervisors", audience: ["supervisors"] },
  duty: { kind: "overdue-duty", audience: ["duty"] },
  "both-supervisors": { kind: "overdue-both", audience: ["supervisors", "duty"] },
}

/** Of each side that the step tells whoever is on duty, and where nobody is, everybody with the role. [R205][R238] */
const escalated: Raises<NoticedEntry> = ({ kind: about }, _after, { room, facts }) => {
  const { onDuty = [] } = facts as { onDuty?: readonly By[] }
  const { kind, audience } = overdue[stepTold(facts as Stepped, about)]
  const platform = readRoom(room)!.organisation
  const named = (each: Audience) =>
    onDuty.filter(({ organisation }) => (organisation === platform) === (each === "supervisors")).map(({ id }) => id)
  return { kind, people: audience.flatMap(named), audience: audience.filter((each) => named(each).length === 0) }
}

const raises: Readonly<Record<string, Raises<ReferralEntry>>> = {
  "referral.received": () => ({ kind: "delivered", audience: ["moderators"] }),
  "referral.unattended": () => ({ kind: "unattended", audience: ["analysts"] }),
  // A raised priority takes the acknowledgement back: then it is everybody's again. [R128]
  "referral.amended": (_before, after) => ({ kind: "amended", ...desk(after) }),
  "claim.taken": tookFrom,
  "claim.handed": (_before, { claim }) => (claim ? { kind: "handed", people: [claim.by.id] } : undefined),
  "claim.expired": ({ claim }) => (claim ? { kind: "claim-ended", people: [claim.by.id] } : undefined),
  "claim.left": () => ({ kind: "holder-left", audience: ["moderators"] }),
  "message.sent": said,
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
  "clock.escalated": escalated,
}

/** What was said or done about a lead, to whoever sent it, and to whoever follows its thread. [R146] */
const toldBack = (kind: NoticeKind, { sent, thread }: LeadEntry): Raised => ({
  kind,
  people: [sent.by.id],
  followers: thread.involved.map(({ id }) => id),
})

const leadRaises: Readonly<Record<string, Raises<LeadEntry>>> = {
  "lead.received": () => ({ kind: "lead", audience: ["analysts"] }),
  "lead.unattended": (before) => toldBack("lead-unattended", before),
  "lead.acknowledged": (before) => toldBack("lead-acknowledged", before),
  "lead.decided": (before) => toldBack("lead-decided", before),
  "message.sent": said,
  // The agency's clocks go up at the agency first. [R206]
  "clock.breached": () => ({ kind: "overdue", audience: ["analysts"] }),
  "clock.escalated": escalated,
}

const late = ({ clocks }: NoticedEntry): boolean =>
  Object.values(clocks ?? {}).some((clock) => clock !== null && clock.breachedAt !== null && clock.stoppedAt === null)

type Lasts<E> = Partial<Record<NoticeKind, (entry: E, notice: Notice) => boolean>>

/** Whether a notice still asks for anything; kinds that are not listed tell what has happened, and stay. [R192] */
const lastsOverdue: Lasts<NoticedEntry> = {
  overdue: late,
  "overdue-supervisors": late,
  "overdue-duty": late,
  "overdue-both": late,
}
const lasts: Lasts<ReferralEntry> = {
  ...lastsOverdue,
  delivered: ({ acknowledged, noted }) => acknowledged === null && noted === null,
  unattended: ({ acknowledged }) => acknowledged === null,
  handed: ({ claim }, { people }) => claim !== null && people.includes(claim.by.id),
  "holder-left": ({ claim, items }) => claim === null && items.some(waits),
  asked: ({ request }) => request !== null,
  challenged: ({ items }) => items.some((item) => item.state === "challenged"),
  held: ({ items }) => items.some((item) => item.state === "held"),
  escalated: ({ items }) => items.some(waits),
}
const leadLasts: Lasts<LeadEntry> = {
  ...lastsOverdue,
  lead: ({ acknowledged }) => acknowledged === null,
  "lead-unattended": ({ acknowledged }) => acknowledged === null,
}

const ofMessages: readonly NoticeKind[] = ["mention", "message", "question", "answer"]

/** Without what newer ones take the place of: the last of each kind is kept, of mentions the last of each person. [R236] */
function kept(notices: readonly Notice[], added: readonly Notice[], { type, target }: RoomEvent): Notice[] {
  return notices.flatMap((notice) => {
    // Redacted words call nobody any more. [R7]
    if (type === "message.redacted" && notice.seq === target && ofMessages.includes(notice.kind)) return []
    const newer = added.find(({ kind }) => kind === notice.kind)
    if (!newer) return [notice]
    const people = notice.kind === "mention" ? notice.people.filter((id) => !newer.people.includes(id)) : []
    return people.length > 0 ? [{ ...notice, people }] : []
  })
}

/** The notices of a referral or lead after an event: with those that it raises, without those that it settles. */
export function noticesAfter(before: NoticedEntry, after: NoticedEntry, event: RoomEvent): readonly Notice[] {
  const { seq, at, by, type } = event
  const raised =
    before.kind === "referral" && after.kind === "referral"
      ? raises[type]?.(before, after, event)
      : before.kind === "lead" && after.kind === "lead"
        ? leadRaises[type]?.(before, after, event)
        : undefined
  const added = [raised ?? []].flat().flatMap((each): Notice[] => {
    const { kind, people = [], audience = [], except = [], followers = null } = each
    if (people.length + audience.length === 0 && followers === null) return []
    return [{ kind, seq, at, by, people, audience, except, followers }]
  })
  return [...kept(before.notices, added, event), ...added].filter((notice) =>
    after.kind === "lead"
      ? (leadLasts[notice.kind]?.(after, notice) ?? true)
      : (lasts[notice.kind]?.(after, notice) ?? true),
  )
}

/** Of an organisation's own notes: who is mentioned in them, the last of each person. [R236] */
export function mentionsAfter({ mentions = [] }: NotesEntry, event: RoomEvent): readonly Notice[] {
  const { seq, at, by, type } = event
  const people = type === "message.sent" ? mentionedIn(event) : []
  const added: Notice[] =
    people.length > 0 ? [{ kind: "mention", seq, at, by, people, audience: [], except: [], followers: null }] : []
  return [...kept(mentions, added, event), ...added]
}
