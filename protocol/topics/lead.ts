// Leads: what a platform tells the agency of its own accord, in its own room; there the agency's clocks run. [R140]-[R143]
import * as v from "valibot"
import { readAddress } from "../addresses.ts"
import type { Entry } from "../entries.ts"
import type { LeadDecision, LeadEntry } from "../entries/lead.ts"
import { emptyThread } from "../entries/thread.ts"
import { notNow, type Refusal } from "../errors.ts"
import { nothing, text, time, topic, whole } from "../topic.ts"
import { priorityReasons } from "../vocabulary.ts"
import type { Calendar } from "../working-time.ts"
import { briefSchema } from "./brief.ts"
import { canonicalOf } from "./items.ts"
import { calendarSchema } from "./hours.ts"
import { freshClock } from "./settle.ts"

/** The lead that acts are about: the hub has set its clocks. */
export const leadOf = (entry: Entry | undefined): LeadEntry | undefined =>
  entry?.kind === "lead" && entry.clocks ? entry : undefined

/** The agency's hours, by which both clocks of a lead go. P1 goes on at any hour. [R201] */
export const hoursOfLead = ({ brief, hours }: { brief: LeadEntry["brief"]; hours?: Calendar | undefined }) =>
  brief.priority === "P1" ? null : (hours ?? null)

const { priority, reason, theme, languages } = briefSchema.entries
const brief = v.pipe(
  v.strictObject({ priority, reason, theme, languages }),
  v.forward(
    v.check((each) => Object.hasOwn(priorityReasons[each.priority], each.reason), "does not belong to this priority"),
    ["reason"],
  ),
)
export const itemsOfLead = 100
const decisions = ["alert", "noted", "declined"] as const satisfies readonly LeadDecision[]
const milliseconds = whole(1_000, 365 * 86_400_000)

const sentWords = v.strictObject({
  title: text(1, 200),
  narrative: text(1, 8_000),
  corridor: v.optional(text(1, 120)),
  items: v.array(v.strictObject({ raw: text(1, 4_096), evidence: text(0, 500) })),
})

export const leadTopics = [
  topic({
    type: "lead.sent",
    facts: v.strictObject({ brief, items: whole(0, itemsOfLead) }),
    words: sentWords,
    blank: ({ items }): v.InferOutput<typeof sentWords> => ({
      title: "",
      narrative: "",
      items: Array.from({ length: items }, () => ({ raw: "", evidence: "" })),
    }),
    check: ({ items }, words) => {
      if (words.items.length !== items) return { field: "words.items", rule: "must have as many items as facts.items" }
      const bad = words.items.findIndex(({ raw }) => readAddress(raw).kind === "refused")
      return bad < 0 ? undefined : { field: `words.items.${bad}.raw`, rule: "is no address that the hub can read" }
    },
    refusal: ({ entry }) => (entry ? notNow("already-exists") : undefined),
    apply: (entry, { subject, seq, by, at, facts, words }, slice): LeadEntry | undefined => {
      if (entry) return undefined
      return {
        kind: "lead",
        subject,
        seq,
        open: false,
        dueAt: null,
        number: slice.leads + 1,
        brief: facts.brief,
        words: {
          title: words.title,
          narrative: words.narrative,
          ...(words.corridor ? { corridor: words.corridor } : {}),
        },
        items: words.items.map(({ raw, evidence }, index) => ({ n: index + 1, ...addressOf(raw), evidence })),
        sent: { by, at },
        acknowledged: null,
        decided: null,
        escalateMs: 0,
        clocks: null,
        notices: [],
        thread: emptyThread(),
      }
    },
    applySlice: (slice) => ({ ...slice, leads: slice.leads + 1 }),
  }),
  // The hub's own, because how long the agency may take is a setting.
  topic({
    type: "lead.received",
    facts: v.strictObject({
      clocks: v.strictObject({ acknowledgeMs: milliseconds, decideMs: milliseconds, escalateMs: milliseconds }),
      hours: v.optional(calendarSchema),
    }),
    words: v.strictObject({}),
    blank: () => ({}),
    refusal: ({ entry }): Refusal | undefined => {
      if (entry?.kind !== "lead") return notNow("no-such-subject")
      return entry.clocks ? notNow("already-exists") : undefined
    },
    apply: (entry, { facts: { clocks, hours } }): LeadEntry | undefined => {
      if (entry?.kind !== "lead") return undefined
      const { at } = entry.sent
      const by = hoursOfLead({ brief: entry.brief, hours })
      const acknowledge = freshClock(at, clocks.acknowledgeMs, by)
      return {
        ...entry,
        ...(hours ? { hours } : {}),
        escalateMs: clocks.escalateMs,
        clocks: { acknowledge, decide: freshClock(at, clocks.decideMs, by) },
      }
    },
  }),
  // As a referral's: a P1 that reached nobody. [R147]
  topic({
    type: "lead.unattended",
    facts: nothing,
    words: nothing,
    blank: () => ({}),
    refusal: ({ entry }): Refusal | undefined => {
      const lead = leadOf(entry)
      if (!lead) return notNow("no-such-subject")
      const { acknowledged, brief, notices } = lead
      if (acknowledged) return notNow("already-acknowledged", acknowledged.by, acknowledged.at)
      if (brief.priority !== "P1") return notNow("wrong-state")
      return notices.some(({ kind }) => kind === "lead-unattended") ? notNow("already-exists") : undefined
    },
    apply: (entry) => leadOf(entry),
  }),
  topic({
    type: "lead.acknowledged",
    facts: v.strictObject({ estimate: time }),
    words: v.strictObject({ comment: text(0, 500) }),
    blank: () => ({ comment: "" }),
    refusal: ({ entry }, { at, facts }): Refusal | undefined => {
      const lead = leadOf(entry)
      if (!lead?.clocks) return notNow("no-such-subject")
      const { decided, acknowledged, clocks } = lead
      if (decided) return notNow("lead-decided", decided.by, decided.at)
      if (acknowledged) return notNow("already-acknowledged", acknowledged.by, acknowledged.at)
      // As for a referral: a deadline that has passed does not stand in the way of a late acknowledgement.
      return facts.estimate < (clocks.decide.deadline < at ? clocks.decide.deadline : at)
        ? notNow("estimate-past")
        : undefined
    },
    apply: (entry, { by, at, facts, words }): LeadEntry | undefined => {
      const lead = leadOf(entry)
      return lead && acknowledged(lead, { by, at, ...facts, ...words })
    },
  }),
  topic({
    type: "lead.decided",
    facts: v.strictObject({ decision: v.picklist(decisions) }),
    words: v.strictObject({ reason: text(0, 1_000) }),
    blank: () => ({ reason: "" }),
    check: ({ decision }, words) =>
      decision === "declined" && words.reason.trim() === ""
        ? { field: "words.reason", rule: "says why it is declined" }
        : undefined,
    refusal: ({ entry }): Refusal | undefined => {
      const lead = leadOf(entry)
      if (!lead) return notNow("no-such-subject")
      return lead.decided ? notNow("lead-decided", lead.decided.by, lead.decided.at) : undefined
    },
    apply: (entry, { by, at, facts, words }): LeadEntry | undefined => {
      const lead = leadOf(entry)
      if (!lead?.clocks) return undefined
      const owned = lead.acknowledged
        ? lead
        : acknowledged(lead, { by, at, estimate: lead.clocks.decide.deadline, comment: "" })
      const clocks = owned.clocks && { ...owned.clocks, decide: { ...owned.clocks.decide, stoppedAt: at } }
      return { ...owned, clocks, decided: { by, at, ...facts, ...words } }
    },
  }),
]

const acknowledged = (lead: LeadEntry, stamp: NonNullable<LeadEntry["acknowledged"]>): LeadEntry => ({
  ...lead,
  acknowledged: stamp,
  clocks: lead.clocks && { ...lead.clocks, acknowledge: { ...lead.clocks.acknowledge, stoppedAt: stamp.at } },
})

function addressOf(raw: string): Pick<LeadEntry["items"][number], "kind" | "address"> {
  const verdict = readAddress(raw)
  return { kind: "address" in verdict ? verdict.address.kind : null, address: canonicalOf(verdict) || raw }
}
