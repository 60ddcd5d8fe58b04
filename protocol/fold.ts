// Parsing a proposal once, and folding events into state: the one `apply` of server and client. Rules R8-R10, R14, R28.
import * as v from "valibot"
import type { AlertEntry } from "./entries/alert.ts"
import type { Entry, RoomSlice } from "./entries.ts"
import { asksToRestore } from "./entries/item.ts"
import type { ReferralEntry } from "./entries/referral.ts"
import type { Refusal } from "./errors.ts"
import { hubActor, type Proposal, type RoomEvent } from "./event.ts"
import type { AnyTopic } from "./topic.ts"
import { dues } from "./due.ts"
import { mentionsAfter, noticesAfter } from "./noticed.ts"
import { later } from "./topics/settle.ts"
import { topics } from "./topics.ts"
import { withInvolved } from "./waiting.ts"
import { limits, proposalSchema } from "./wire.ts"

/** Raised when a released fold gives another result for the same log; stored entries of another version are rebuilt. */
export const foldVersion = 10

/** Thrown for an event of a type that this build does not know: the process must not go on. */
export class UnknownType extends Error {
  override readonly name = "UnknownType"
}

/** Why a value must not be looked at any further: too deep, or text that no store keeps as it is. [R14] */
export function unfit(value: unknown, depth = 0): string | undefined {
  if (typeof value === "string") return value.isWellFormed() ? undefined : "must be well-formed text"
  if (value === null || typeof value !== "object") return undefined
  if (depth >= limits.depth) return `must not be nested deeper than ${limits.depth}`
  for (const [key, each] of Object.entries(value)) {
    const what = (key.isWellFormed() ? undefined : "must be well-formed text") ?? unfit(each, depth + 1)
    if (what) return what
  }
  return undefined
}

const malformed = (field: string, rule: string): Refusal => ({ code: "malformed", field, rule })

function refused(issues: readonly v.BaseIssue<unknown>[], at: string): Refusal {
  const issue = issues[0]!
  const path = v.getDotPath(issue)
  return malformed([at, path].filter(Boolean).join(".") || "proposal", issue.message)
}

/** Parses one unknown proposal strictly: the typed proposal with its topic, or why not. [R10] */
export function parseProposal(
  value: unknown,
): { proposal: Proposal; topic: AnyTopic } | { id: string | null; refusal: Refusal } {
  const id =
    value && typeof value === "object" && "id" in value && typeof value.id === "string" ? value.id.slice(0, 64) : null
  const rule = unfit(value)
  if (rule) return { id, refusal: malformed("proposal", rule) }
  const envelope = v.safeParse(proposalSchema, value)
  if (!envelope.success) return { id, refusal: refused(envelope.issues, "") }
  const { body, target, ...rest } = envelope.output
  const topic = topics.get(rest.type)
  if (!topic) return { id, refusal: { code: "unknown-type" } }
  const facts = v.safeParse(topic.facts, body.facts)
  if (!facts.success) return { id, refusal: refused(facts.issues, "facts") }
  const words = v.safeParse(topic.words, body.words)
  if (!words.success) return { id, refusal: refused(words.issues, "words") }
  const wrong = topic.check?.(facts.output, words.output)
  if (wrong) return { id, refusal: malformed(wrong.field, wrong.rule) }
  const proposal: Proposal = {
    ...rest,
    ...(target === undefined ? {} : { target }),
    body: { facts: facts.output, words: words.output },
  }
  return { proposal, topic }
}

/**
 * The subject's entry and the room's slice after an event. An entry that is ahead stays as it is; the slice moves on with every event,
 * because entries may come from elsewhere (a page of them, the store's rows) and the slice does not. [R28]
 */
export function applyEvent(
  entry: Entry | undefined,
  slice: RoomSlice,
  event: RoomEvent,
): { entry: Entry | undefined; slice: RoomSlice } {
  const topic = topics.get(event.type)
  if (!topic) throw new UnknownType(event.type)
  const moved = topic.applySlice?.(slice, event as RoomEvent<never, never>) ?? slice
  if (entry && event.seq <= entry.seq) return { entry, slice: moved }
  const words = event.words ?? topic.blank(event.facts as never)
  const after = topic.apply(entry, { ...event, facts: event.facts as never, words: words as never }, slice) ?? entry
  return { entry: after && finished(entry, after, event), slice: moved }
}

/** Whether everybody goes on holding a referral: what is over leaves, but not before a supervisor has answered. [R134] */
const stays = (referral: ReferralEntry): boolean =>
  referral.received && (referral.withdrawn || referral.closed ? referral.items.some(asksToRestore) : true)

/** Whether nobody has to do anything about an alert any more, and no version of it waits. */
const isOver = ({ state, next }: AlertEntry): boolean =>
  (state === "withdrawn" || state === "superseded" || state === "closed") && next === null

/** What is said and looked at is no act on a referral. */
const notActs: ReadonlySet<string> = new Set(["referral.seen", "translation.redacted"])

/** What every entry carries, worked out in one place. */
function finished(before: Entry | undefined, entry: Entry, event: RoomEvent): Entry {
  const { seq, type, by, at } = event
  switch (entry.kind) {
    case "referral": {
      const acted = by.id !== hubActor.id && !type.startsWith("message.") && !notActs.has(type)
      const acts = acted ? [...entry.acts.filter((act) => act.by.id !== by.id), { by, at, seq }] : entry.acts
      // Every act of its holder keeps a claim. [R84]
      const { claim } = entry
      const kept = acted && claim?.by.id === by.id ? { ...claim, endsAt: later(at, entry.limits.claimMs) } : claim
      const thread = withInvolved(entry.thread, event)
      const moved = { ...entry, acts, seq, claim: kept, open: stays(entry), thread }
      const after = { ...moved, notices: noticesAfter(before?.kind === "referral" ? before : entry, moved, event) }
      const due = dues(after).map((each) => each.at)
      return { ...after, dueAt: due.sort()[0] ?? null }
    }
    case "alert":
      return { ...entry, seq, open: entry.state !== "arriving" && !isOver(entry), dueAt: null }
    // What was decided leaves, though its thread goes on.
    case "lead": {
      const moved = {
        ...entry,
        seq,
        open: entry.clocks !== null && entry.decided === null,
        thread: withInvolved(entry.thread, event),
      }
      const after = { ...moved, notices: noticesAfter(before?.kind === "lead" ? before : entry, moved, event) }
      const due = dues(after).map((each) => each.at)
      return { ...after, dueAt: due.sort()[0] ?? null }
    }
    // Every referral may have some: they are not held by everybody for ever, but fetched where they are looked at.
    case "notes":
      return {
        ...entry,
        seq,
        open: false,
        dueAt: null,
        thread: withInvolved(entry.thread, event),
        mentions: mentionsAfter(before?.kind === "notes" ? before : entry, event),
      }
    case "reading":
      return { ...entry, seq, open: entry.ended === null, dueAt: entry.ended ? null : entry.until }
    case "organisation":
    case "person":
    case "views":
    case "hours":
    case "rota":
      return { ...entry, seq, open: true, dueAt: null }
  }
}
