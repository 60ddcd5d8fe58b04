// What people may want to do to an alert or a referral as they find it, drawn at random: mostly what could be, now and then what could not.
// Used by random-lives.test.ts.
import { randomUUID } from "node:crypto"
import type { AlertEntry, AlertVersion } from "../../protocol/entries/alert.ts"
import type { Entry } from "../../protocol/entries.ts"
import type { ReferralItem } from "../../protocol/entries/item.ts"
import type { ReferralEntry } from "../../protocol/entries/referral.ts"
import type { Proposal } from "../../protocol/event.ts"
import { recipients, versionWarnings, waiting } from "../../protocol/topics/version.ts"
import { submitted, type DemoAlert } from "../../server/demo/write.ts"
import type { Random } from "./random.ts"
import { act, alert, outcome } from "./start-hub.ts"

const because = { reason: "because" }

/** Which side somebody acts for, and as whom a claim is handed on. */
export interface Actor {
  id: string
  name: string
  organisation: string
}

const later = (now: number, ms: number): string => new Date(now + ms).toISOString()

/** Some of these items, by their numbers; at least one. */
function some(items: readonly ReferralItem[], { whole, pick }: Random): number[] {
  const found = items.filter(() => whole(0, 2) > 0).map((item) => item.n)
  return found.length > 0 ? found : [pick(items).n]
}

const actions = { account: "suspended", video: "removed", phone: "searched-and-acted" } as const

function decides(subject: string, items: readonly ReferralItem[], now: number, { whole, pick }: Random): Proposal {
  const duplicate = whole(0, 5) === 0
  const made = items.map((item) =>
    outcome(subject, [item], {
      action: duplicate ? "none" : (actions[item.kind as keyof typeof actions] ?? "removed"),
      ...(duplicate ? { reason: pick(["not-found", "duplicate-of"]), ground: null } : {}),
      actedAt: whole(0, 2) === 0 ? later(now, -3_600_000) : null,
      words: duplicate ? { duplicateOf: "OWN-1" } : {},
    }),
  )
  const of = (side: "facts" | "words") => made.flatMap(({ body }) => (body[side] as { outcomes: object[] }).outcomes)
  return act("outcome.recorded", subject, { outcomes: of("facts") }, { outcomes: of("words") })
}

/** A moderator's, supervisor's or policy lead's wish. */
export function wishOfPlatform(
  entry: ReferralEntry,
  who: Actor,
  colleagues: readonly Actor[],
  now: number,
  luck: Random,
): Proposal {
  const { subject, items } = entry
  if (items.length === 0) return act(luck.pick(["referral.noted", "referral.seen"]), subject)
  const named = { items: some(items, luck) }
  const open = items.filter((item) => item.state === "open")
  const challenged = items.filter((item) => item.state === "challenged")
  if (challenged.length > 0 && luck.whole(0, 2) === 0)
    return act("challenge.kept", subject, { items: some(challenged, luck) }, because)
  const own = entry.claim?.by.id === who.id && open.length > 0
  if (own && !entry.request && luck.whole(0, 3) === 0)
    return act("information.needed", subject, { items: some(open, luck) }, { question: "Which?" })
  if (own && luck.whole(0, 2) > 0) return decides(subject, luck.whole(0, 1) ? open : [luck.pick(open)], now, luck)
  const wishes: (() => Proposal)[] = [
    () => act("referral.seen", subject),
    () => act("referral.acknowledged", subject, { estimate: later(now, 3_600_000) }, { comment: "" }),
    () => act("referral.unacknowledged", subject),
    () => act("claim.made", subject),
    () => act("claim.made", subject),
    () => act("claim.made", subject),
    () => act("claim.taken", subject, {}, { note: "mine now" }),
    () => act("claim.handed", subject, { to: luck.pick(colleagues) }, { note: "yours" }),
    () => act("claim.released", subject),
    () => act("claim.kept", subject),
    () => act("information.needed", subject, named, { question: "Which?" }),
    () => act("information.cancelled", subject),
    () => act("outcome.undone", subject, named),
    () => act("hold.receipted", subject, named, { receipt: "PR-1" }),
    () => act("hold.refused", subject, named, because),
    () => act("outcome.restored", subject, named, because),
    () => act("outcome.kept", subject, named, because),
    () => act("referral.reopened", subject, named, because),
    () => act("referral.escalated", subject, {}, because),
    () => act("message.sent", subject, { kind: "message" }, { text: "hello" }),
  ]
  return luck.pick(wishes)()
}

/** An analyst's or duty officer's wish about a referral. */
export function wishOfAgency(
  { subject, items, decidedAt, verifiedAt }: ReferralEntry,
  now: number,
  luck: Random,
): Proposal {
  if (items.length === 0) return act("referral.closed", subject, {}, because)
  const looked = () =>
    act("items.verified", subject, {
      items: items
        .filter((item) => item.state !== "duplicate" && !item.withdrawn)
        .map(({ n }) => ({ n, finding: "gone" })),
    })
  if (decidedAt && !verifiedAt && luck.whole(0, 2) === 0) return looked()
  const named = { items: some(items, luck) }
  const findings = named.items.map((n) => ({ n, finding: luck.pick(["gone", "gone", "accepted", "still-up"]) }))
  const wishes: (() => Proposal)[] = [
    () => act("information.answered", subject, {}, { answer: "The first." }),
    () => act("information.answered", subject, {}, { answer: "The first." }),
    () =>
      act(
        "hold.placed",
        subject,
        { ...named, until: later(now, luck.whole(1, 20) * 1_800_000) },
        { ...because, owner: "NCA" },
      ),
    () => act("hold.ended", subject, named),
    () => act("outcome.challenged", subject, named, because),
    () => act("outcome.challenged", subject, { items: [luck.pick(items).n] }, because),
    () => act("items.verified", subject, { items: findings }),
    () => act("referral.closed", subject, {}, because),
    () => act("referral.reopened", subject, named, because),
    () => act("referral.escalated", subject, {}, because),
    () => act("message.sent", subject, { kind: "message" }, { text: "hello" }),
  ]
  return luck.pick(wishes)()
}

const priorities = [
  ["P1", "departure"],
  ["P2", "advert"],
  ["P3", "network"],
] as const

export function someAlert({ whole, pick }: Random, changes: Partial<DemoAlert> = {}): DemoAlert {
  const [priority, reason] = pick(priorities)
  const rows = [
    ...[1, 2, 3, 4].map((n) => `https://www.tiktok.com/@boat.${n}`),
    ...[1, 2].map((n) => `https://www.youtube.com/@boat${n}`),
  ].filter(() => whole(0, 3) > 0)
  const brief = { ...alert().brief, priority, reason }
  const base = rows.length > 0 ? { rows: rows.join("\n") } : { rows: "", awareness: [pick(["tiktok", "youtube"])] }
  return alert({ ...(base as Partial<DemoAlert>), brief, restore: whole(0, 1) === 1, ...changes })
}

/** An alert's next act: its first version, or what may come after what stands. The same person may be asked twice. */
export function wishOfAlert(known: AlertEntry | undefined, written: DemoAlert, luck: Random): Proposal[] {
  if (!known) return submitted(written, randomUUID())
  const { subject } = known
  const version = known.next?.version ?? known.version
  const waits = waiting(known)
  const wishes: (() => Proposal[])[] = [
    () => [act("alert.returned", subject, { version }, because)],
    () => [act("alert.recalled", subject, { version })],
    () => [act("alert.checked", subject, { version })],
    () => submitted({ ...written, version: version + 1 }, subject),
    () => submitted({ ...written, version: version + 1 }, subject),
    () => [act("alert.withdrawn", subject, { restore: written.restore, named: [], confirmed: [] }, because)],
    () => [act("alert.closed", subject, {}, because)],
  ]
  return waits && luck.whole(0, 3) > 0 ? [releaseOf(known, waits)] : luck.pick(wishes)()
}

/** Each platform with the referral that it has or a new one, every warning confirmed. */
function releaseOf({ subject, parts: known }: AlertEntry, version: AlertVersion): Proposal {
  const parts = recipients(version).map((platform) => {
    const part = known.find((each) => each.platform === platform && each.state !== "withdrawn")
    return { platform, referral: part?.referral ?? randomUUID() }
  })
  return act("alert.released", subject, { version: version.version, parts, confirmed: versionWarnings(version) })
}

export const referralsIn = (entries: Iterable<Entry>): ReferralEntry[] =>
  [...entries].filter((entry): entry is ReferralEntry => entry.kind === "referral" && entry.received)
