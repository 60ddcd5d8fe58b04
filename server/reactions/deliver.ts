// A version of an alert is released: each platform gets its sealed referral in its own room, or what has changed in it, or its end; whose
// part is as it was gets nothing. What another alert takes the place of is superseded. A pure function of the log up to the release, but
// for the clocks' settings, which are the same for every process, and both sides' working hours as they are then: of two processes that
// find others, the first to write wins. Run by run.ts. [R33][R125]-[R131][R201]
import { derivedId } from "../engine/derived.ts"
import { readAddress } from "../../protocol/addresses.ts"
import { platformRoom, readRoom, type Proposal, type RoomEvent } from "../../protocol/event.ts"
import type { AlertEntry, AlertItem, AlertPart } from "../../protocol/entries/alert.ts"
import type { ReferralHours } from "../../protocol/entries/clock.ts"
import { itemsAnEvent } from "../../protocol/topics/brief.ts"
import type { Priority, PriorityLimits } from "../../protocol/vocabulary.ts"
import type { Calendar } from "../../protocol/working-time.ts"
import type { CalendarIn } from "./hours.ts"
import type { Effect, Reaction } from "./run.ts"
import { standingParts, standings, tellings, type Told } from "./standing.ts"
import { tombstone, undelivered, withdrawals } from "./withdraw.ts"

type Part = Pick<AlertPart, "platform" | "referral">
type Clocks = Record<Priority, PriorityLimits>

/** One reaction for all that comes from an alert: what one release says must be there before the next act on it is told. */
export function deliver(clocks: Clocks, hours: CalendarIn): Reaction {
  return {
    name: "deliver",
    from: (room) => readRoom(room)?.kind === "org",
    types: ["alert.released", "alert.withdrawn", "alert.superseded"],
    async react(event, log) {
      const stood = await standings(event, log)
      const now = stood.at(-1)
      if (!now) return []
      if (event.type !== "alert.released") return withdrawals(event, now)
      const parts = standingParts(now)
      const before = stood.at(-2)
      const old = before ? standingParts(before) : []
      const times = await timesOf(event, parts, clocks[now.brief.priority], hours)
      const among = (list: readonly Part[], { referral }: Part) => list.some((each) => each.referral === referral)
      return [
        ...parts.filter((part) => !among(old, part)).map((part) => referred(event, part)),
        ...parts.flatMap((part) => told(event, part, now, tellings(stood, part.platform, part.referral), times(part))),
        ...old
          .filter((part) => !among(parts, part))
          .map((part) => tombstone(event, part, { reason: "", restore: now.restore, replacedBy: null })),
        ...(now.supersedes ? [superseded(event, now, now.supersedes)] : []),
      ]
    },
  }
}

/** How long things may take, and in whose hours. */
interface Times {
  clocks: PriorityLimits
  hours?: ReferralHours
}

async function timesOf(
  { room, at }: RoomEvent,
  parts: readonly Part[],
  clocks: PriorityLimits,
  hours: CalendarIn,
): Promise<(part: Part) => Times> {
  const agency = await hours(room, at)
  const platforms = new Map<string, Calendar | undefined>()
  for (const { platform } of parts) platforms.set(platform, await hours(platformRoom(platform), at))
  return (part) => {
    const platform = platforms.get(part.platform)
    return platform || agency ? { clocks, hours: { platform, agency } } : { clocks }
  }
}

const idFor = (event: RoomEvent, { platform }: Part, what: string): string =>
  derivedId(event.id, platformRoom(platform), what)

/** In the agency's own room: which alert a referral belongs to. Before the platform hears of it, so that it is always found. [R131] */
const referred = (event: RoomEvent, { platform, referral }: Part): Effect => ({
  room: event.room,
  proposals: [
    {
      id: derivedId(event.id, event.room, `referred ${referral}`),
      type: "alert.referred",
      subject: referral,
      seen: 0,
      body: { facts: { alert: event.subject, platform }, words: {} },
    },
  ],
  refused: () => [],
})

/** What its last release says to one platform: nothing if that is what it knows. [R126] */
function told(event: RoomEvent, part: Part, alert: AlertEntry, tellings: readonly Told[], times: Times): Effect[] {
  const now = tellings.at(-1)!
  const before = tellings.at(-2)
  const proposals = before
    ? amended(event, part, alert, { before, now }, times.clocks)
    : [...added(event, part, [...now.items.values()]), received(event, part, alert, now, times)]
  if (proposals.length === 0) return []
  const refused: Effect["refused"] = ({ code }) => [undelivered(event, part.platform, code)]
  return [{ room: platformRoom(part.platform), proposals, refused }]
}

const received = (
  event: RoomEvent,
  part: Part,
  { author }: AlertEntry,
  { brief, words, items }: Told,
  times: Times,
): Proposal => ({
  id: idFor(event, part, "received"),
  type: "referral.received",
  subject: part.referral,
  seen: 0,
  body: { facts: { version: 1, items: items.size, brief, ...times, author: author.id }, words },
})

function amended(
  event: RoomEvent,
  part: Part,
  { author, restore }: AlertEntry,
  { before, now }: { before: Told; now: Told },
  clocks: PriorityLimits,
): Proposal[] {
  const fresh = [...now.items].filter(([n]) => n > before.numbered).map(([, item]) => item)
  const removed = [...before.items.keys()].filter((n) => !now.items.has(n))
  const evidenced = [...before.items]
    .filter(([n, { evidence }]) => now.items.has(n) && now.items.get(n)!.evidence !== evidence)
    .map(([n]) => n)
  const told = ({ brief, words }: Told) => JSON.stringify([brief, words])
  if (fresh.length + removed.length + evidenced.length === 0 && told(before) === told(now)) return []
  const evidences = evidenced.map((n) => now.items.get(n)!.evidence)
  const facts = { brief: now.brief, clocks, author: author.id, added: fresh.length, removed, restore, evidenced }
  return [
    ...added(event, part, fresh),
    {
      id: idFor(event, part, "amended"),
      type: "referral.amended",
      subject: part.referral,
      seen: 0,
      body: { facts, words: { ...now.words, evidences } },
    },
  ]
}

/** Rows and platforms of the paste would tell that there were others: each item is numbered anew. [R33] */
function added(event: RoomEvent, part: Part, items: readonly AlertItem[]): Proposal[] {
  const proposals: Proposal[] = []
  for (let from = 0; from < items.length; from += itemsAnEvent) {
    const stretch = items.slice(from, from + itemsAnEvent)
    const facts = stretch.map(({ kind, canonical }, index) => ({
      row: from + index + 1,
      kind,
      platforms: [part.platform],
      verdict: readAddress(canonical).kind,
      keep: true,
    }))
    const words = stretch.map(({ canonical, evidence }) => ({ raw: canonical, canonical, evidence }))
    proposals.push({
      id: idFor(event, part, `items ${from}`),
      type: "items.added",
      subject: part.referral,
      seen: 0,
      body: { facts: { version: 1, items: facts }, words: { items: words } },
    })
  }
  return proposals
}

/** The alert that this one takes the place of. If it is gone already, it stays as it is. [R130] */
const superseded = (event: RoomEvent, alert: AlertEntry, subject: string): Effect => {
  const parts = standingParts(alert).map(({ platform, referral }) => ({ platform, referral }))
  const facts = { alert: event.subject, parts, restore: alert.restore }
  const id = derivedId(event.id, event.room, "superseded")
  return {
    room: event.room,
    proposals: [{ id, type: "alert.superseded", subject, seen: 0, body: { facts, words: {} } }],
    refused: () => [],
  }
}
