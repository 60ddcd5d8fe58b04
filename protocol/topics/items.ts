// Items on their way: rows of an alert in the agency's room, items of a referral in a platform's. They come before the alert or the
// referral that makes them visible. [R31][R33]
import * as v from "valibot"
import { itemKinds, platformNames, readAddress, type ItemKind, type PlatformId, type Verdict } from "../addresses.ts"
import type { AlertEntry, AlertItem, Entry, ReferralEntry, ReferralItem } from "../entries.ts"
import { notNow, type Refusal } from "../errors.ts"
import { readRoom, type RoomEvent } from "../event.ts"
import { text, topic, whole } from "../topic.ts"
import { blankBriefWords, itemsAnEvent, itemsAtMost } from "./brief.ts"
import { freshClock, limitDefaults } from "./settle.ts"

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
    refusal: ({ entry }, { by, facts }): Refusal | undefined => {
      if (entry && arriving(entry) + facts.items.length > itemsAtMost) return notNow("too-many-items")
      if (!entry) return undefined
      if (entry.kind === "referral") return entry.received ? notNow("already-exists") : undefined
      if (entry.kind !== "alert") return notNow("no-such-subject")
      if (entry.state !== "arriving") return notNow("already-exists", entry.author, entry.submittedAt)
      return entry.author.id === by.id ? undefined : notNow("not-the-author", entry.author)
    },
    apply: (entry, event) =>
      readRoom(event.room)?.kind === "platform" ? onReferral(entry, event) : onAlert(entry, event),
  }),
]

const arriving = (entry: Entry): number => ("items" in entry ? entry.items.length : 0)

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
  if (entry?.kind === "alert") return { ...entry, items: [...entry.items, ...items] }
  if (entry) return undefined
  return {
    kind: "alert",
    subject,
    seq,
    open: false,
    dueAt: null,
    number: 0,
    state: "arriving",
    version: facts.version,
    author: by,
    submittedAt: null,
    brief: { priority: "P3", reason: "network", theme: "boat-crossing", languages: [], handling: "AMBER", asked: [] },
    words: blankBriefWords(),
    grading: { source: "2", information: "D", code: "P" },
    named: [],
    items,
    parts: [],
    released: null,
  }
}

function onReferral(
  entry: Entry | undefined,
  { subject, seq, at, facts, words }: ItemsEvent,
): ReferralEntry | undefined {
  const before = entry?.kind === "referral" ? entry.items : []
  const items = facts.items.map((each, index): ReferralItem => {
    const { canonical, evidence } = words.items[index]!
    return {
      n: before.length + index + 1,
      kind: each.kind as ItemKind,
      state: "open",
      seq,
      address: canonical,
      evidence,
      outcome: null,
      attempt: 1,
      earlier: [],
      deadline: at,
      pausedAt: null,
      hold: null,
      challenge: null,
      restored: null,
      verified: null,
    }
  })
  if (entry?.kind === "referral") return { ...entry, items: [...before, ...items] }
  if (entry) return undefined
  const clock = freshClock(at, 0)
  return {
    kind: "referral",
    subject,
    seq,
    open: false,
    dueAt: null,
    number: 0,
    received: false,
    version: facts.version,
    brief: { priority: "P3", reason: "network", theme: "boat-crossing", languages: [], handling: "AMBER", asked: [] },
    words: blankBriefWords(),
    deliveredAt: at,
    seen: null,
    acknowledged: null,
    claim: null,
    request: null,
    decidedAt: null,
    author: "",
    verifiedAt: null,
    closed: null,
    reopened: 0,
    escalated: null,
    limits: { ...limitDefaults, acknowledgeMs: 0, decideMs: 0 },
    acts: [],
    clocks: { acknowledge: clock, decide: clock, answer: null },
    items,
    thread: { messages: 0, openQuestions: [], last: null },
  }
}
