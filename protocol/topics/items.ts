// Items on their way: rows of an alert in the agency's room, items of a referral in a platform's. They come before the alert or the
// referral that makes them visible. [R31][R33]
import * as v from "valibot"
import { itemKinds, platformNames, readAddress, type ItemKind, type PlatformId, type Verdict } from "../addresses.ts"
import type { AlertEntry, AlertItem } from "../entries/alert.ts"
import type { Entry } from "../entries.ts"
import type { ReferralItem } from "../entries/item.ts"
import type { ReferralEntry } from "../entries/referral.ts"
import { notNow, type Refusal } from "../errors.ts"
import { readRoom, type RoomEvent } from "../event.ts"
import { text, topic, whole } from "../topic.ts"
import { itemsAnEvent, itemsAtMost } from "./brief.ts"
import { emptyReferral } from "./referral.ts"
import { emptyAlert, emptyVersion, goesOn, mayAdd, writesAlerts } from "./version.ts"

const item = v.strictObject({
  row: whole(1, 100_000),
  kind: v.nullable(v.picklist(itemKinds)),
  platforms: v.array(v.picklist(Object.keys(platformNames) as PlatformId[], "is no platform of this hub")),
  verdict: v.picklist(["ready", "look", "stays", "merged", "refused"]),
  keep: v.boolean(),
})
const facts = v.strictObject({
  version: whole(1, 1_000),
  items: v.pipe(
    v.array(item),
    v.minLength(1, "needs at least one item"),
    v.maxLength(itemsAnEvent, `has at most ${itemsAnEvent} items; send more events`),
  ),
})
const words = v.strictObject({
  items: v.array(v.strictObject({ raw: text(1, 4_096), canonical: text(0, 2_200), evidence: text(0, 500) })),
})

type Facts = v.InferOutput<typeof facts>
type Words = v.InferOutput<typeof words>
type FactItem = Facts["items"][number]

export const itemsTopics = [
  topic<Facts, Words>({
    type: "items.added",
    facts,
    words,
    blank: ({ items }) => ({ items: items.map(() => ({ raw: "", canonical: "", evidence: "" })) }),
    check: (facts, words) => {
      if (facts.items.length !== words.items.length)
        return { field: "words.items", rule: "must have as many items as facts.items" }
      for (const [index, each] of facts.items.entries()) {
        const rule = misjudged(each, words.items[index]!)
        if (rule) return { field: `facts.items.${index}`, rule }
      }
      return undefined
    },
    refusal: ({ entry, member }, { by, facts }): Refusal | undefined => {
      if (entry?.kind === "alert") return mayAdd(entry, by.id, writesAlerts(member), facts)
      if (!entry && by.kind !== "hub" && facts.version !== 1) return notNow("version-changed")
      if (entry && entry.kind !== "referral") return notNow("no-such-subject")
      if (entry?.withdrawn) return notNow("withdrawn", null, entry.withdrawn.at)
      const known = entry ? entry.items.length + entry.arriving.length : 0
      return known + facts.items.length > itemsAtMost ? notNow("too-many-items") : undefined
    },
    apply: (entry, event) =>
      readRoom(event.room)?.kind === "platform" ? onReferral(entry, event) : onAlert(entry, event),
  }),
]

/** The rule that a row breaks when the hub reads its address itself, or undefined. [R31] */
function misjudged(item: FactItem, { raw, canonical }: Words["items"][number]): string | undefined {
  const verdict = readAddress(raw)
  const address = "address" in verdict ? verdict.address : undefined
  if (item.verdict !== "merged" && item.verdict !== verdict.kind) return `reads as ${verdict.kind}, not ${item.verdict}`
  if (item.keep && (verdict.kind === "refused" || item.verdict === "merged")) return "cannot be kept: drop this row"
  if (item.kind !== (address?.kind ?? null)) return `reads as ${address?.kind ?? "no item"}`
  if (canonical !== canonicalOf(verdict)) return "its canonical address differs from what the hub reads"
  if (item.platforms.length > 0 && (!item.keep || verdict.kind === "stays"))
    return "goes to nobody, so it names no platform"
  if (item.keep && address?.platform && item.platforms.some((each) => each !== address.platform))
    return `belongs to ${platformNames[address.platform]} alone`
  if (item.keep && address && item.platforms.length === 0) return "needs at least one platform, or must be dropped"
  return undefined
}

export const canonicalOf = (verdict: Verdict): string =>
  "address" in verdict ? verdict.address.canonical : verdict.kind === "stays" ? verdict.canonical : ""

type ItemsEvent = Omit<RoomEvent<Facts, Words>, "words"> & { words: Words }

function onAlert(entry: Entry | undefined, { subject, seq, by, facts, words }: ItemsEvent): AlertEntry | undefined {
  const items = facts.items.map((each, index): AlertItem => ({ ...each, ...words.items[index]! }))
  if (!entry) return { ...emptyAlert(subject, seq, by), version: facts.version, items }
  if (entry.kind !== "alert") return undefined
  if (entry.state === "arriving") return { ...entry, items: [...entry.items, ...items] }
  const { next } = entry
  if (next && goesOn(next, by.id, facts)) return { ...entry, next: { ...next, items: [...next.items, ...items] } }
  return { ...entry, next: { ...emptyVersion(by), version: facts.version, items, state: "arriving" } }
}

function onReferral(
  entry: Entry | undefined,
  { subject, seq, at, facts, words }: ItemsEvent,
): ReferralEntry | undefined {
  const before = entry?.kind === "referral" ? entry.items : []
  const received = entry?.kind === "referral" && entry.received
  const from = before.length + (received ? entry.arriving.length : 0)
  const items = facts.items.map((each, index): ReferralItem => {
    const { canonical, evidence } = words.items[index]!
    return {
      n: from + index + 1,
      kind: each.kind as ItemKind,
      state: "open",
      seq,
      address: canonical,
      evidence,
      outcome: null,
      attempt: 1,
      earlier: [],
      startedAt: at,
      deadline: at,
      pausedAt: null,
      hold: null,
      challenge: null,
      restored: null,
      verified: null,
      withdrawn: null,
    }
  })
  // What an amendment adds waits for it, so that nobody sees half of it. [R126]
  if (received) return { ...entry, arriving: [...entry.arriving, ...items] }
  if (entry?.kind === "referral") return { ...entry, items: [...before, ...items] }
  if (entry) return undefined
  return { ...emptyReferral(subject, seq, at), version: facts.version, items }
}
