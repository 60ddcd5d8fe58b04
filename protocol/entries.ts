// The entries: what a room's state knows of each subject. Folded by `apply`, shown by the screens, stored as a cache.
// Imported by the topics and by both sides. Words inside entries are blank once their event is redacted.
import type { ItemKind, PlatformId } from "./addresses.ts"
import type { By, EntryBase, OrganisationKind, Role } from "./event.ts"
import type { Filter, Sort } from "./topics/view.ts"
import type { Handling, Language, NoActionReason, Priority, RequestedAction, Theme } from "./vocabulary.ts"

/** The room's own small state, beside its entries. */
export interface RoomSlice {
  /** how many alerts or referrals this room has numbered */
  numbered: number
}

export const emptySlice: RoomSlice = { numbered: 0 }

export interface Stamp {
  by: By
  at: string
}

/** What alert and referral have in common; facts first, words after. */
export interface Brief {
  priority: Priority
  reason: string
  theme: Theme
  languages: readonly Language[]
  handling: Handling
  asked: readonly RequestedAction[]
}

export interface BriefWords {
  title: string
  narrative: string
  /** for example "Calais to Dover"; may be empty */
  corridor: string
  /** handling conditions in words, for the platform; may be empty */
  conditions: string
}

/** One row of an alert, as the agency keeps it. */
export interface AlertItem {
  row: number
  kind: ItemKind | null
  /** where it goes; empty when it stays or is dropped */
  platforms: readonly PlatformId[]
  verdict: "ready" | "look" | "stays" | "merged" | "refused"
  keep: boolean
  raw: string
  /** canonical address; empty when refused */
  canonical: string
  /** the evidence for it, in words; may be empty */
  evidence: string
}

export interface AlertPart {
  platform: string
  /** the referral's id in the platform's room */
  referral: string
  items: number
  /** why it could not be delivered, or null */
  undelivered: string | null
}

export interface AlertEntry extends EntryBase {
  kind: "alert"
  /** its number in the agency's series; 0 until submitted */
  number: number
  /** `arriving`: items have come, the alert itself has not; shown to nobody */
  state: "arriving" | "submitted" | "released"
  version: number
  author: By
  submittedAt: string | null
  brief: Brief
  words: BriefWords
  /** source, information and handling code of the 3x5x2 grading, for example "2C P" */
  grading: { source: string; information: string; code: string }
  /** the platforms that its text names; whoever releases confirms each one that would be read by another */
  named: readonly PlatformId[]
  /** the version's rows, in the order of the paste */
  items: readonly AlertItem[]
  parts: readonly AlertPart[]
  released: Stamp | null
}

export interface Clock {
  startedAt: string
  deadline: string
  /** when it stopped because the act was done, or null while it runs */
  stoppedAt: string | null
  /** when the hub wrote the breach, or null */
  breachedAt: string | null
}

export interface Outcome {
  action: string
  /** set when action is "none" */
  reason: NoActionReason | null
  ground: "illegal" | "terms" | null
  territory: string
  decidedAt: string
  actedAt: string | null
  automated: boolean
  preservedUntil: string | null
  userTold: "told" | "not-told" | "later" | null
  /** for a phone number, hashtag or hash: in how many places found, on how many acted */
  found: number | null
  actedOn: number | null
  /** the platform's own rule, free text */
  rule: string
  /** evidence preservation reference */
  preserved: string
  /** what the platform's own sweep found besides */
  sweep: string
  /** for "duplicate-of": the platform's own reference */
  duplicateOf: string
}

export interface ReferralItem {
  /** 1, 2, 3 … within the referral */
  n: number
  kind: ItemKind
  state: "open" | "decided"
  /** seq of the last event that changed it: its version */
  seq: number
  /** canonical address */
  address: string
  evidence: string
  outcome: (Outcome & Stamp) | null
}

export interface LastMessage extends Stamp {
  seq: number
  kind: MessageKind
  /** at most 160 characters; empty once redacted */
  text: string
  redacted: boolean
}

export type MessageKind = "message" | "question" | "answer"

export interface ReferralEntry extends EntryBase {
  kind: "referral"
  /** its number in this platform's own series; 0 until received */
  number: number
  /** false while only its items have come; shown to nobody */
  received: boolean
  version: number
  brief: Brief
  words: BriefWords
  deliveredAt: string
  seen: Stamp | null
  acknowledged: (Stamp & { estimate: string; comment: string; seq: number }) | null
  claim: (Stamp & { seq: number }) | null
  decidedAt: string | null
  /** everybody's last act on it, messages apart: a decision is undone only until somebody else has acted */
  acts: readonly (Stamp & { seq: number })[]
  clocks: { acknowledge: Clock; decide: Clock }
  items: readonly ReferralItem[]
  thread: { messages: number; openQuestions: readonly number[]; last: LastMessage | null }
}

/** An organisation, in `access`. */
export interface OrganisationEntry extends EntryBase {
  kind: "organisation"
  organisation: OrganisationKind
  /** what its reference series begins with: TT, FB, A … */
  prefix: string
  name: string
}

/** A person and what they may do, in `access`. */
export interface PersonEntry extends EntryBase {
  kind: "person"
  name: string
  memberships: readonly { organisation: string; roles: readonly Role[] }[]
  /** ids of sessions that have ended, newest last, at most 64 */
  endedSessions: readonly string[]
}

export interface SharedView extends Stamp {
  id: string
  name: string
  filter: Filter
  sort: Sort
}

/** The views of the feed that an organisation shares, in its own room; in the order in which they were first saved. */
export interface ViewsEntry extends EntryBase {
  kind: "views"
  views: readonly SharedView[]
}

export type Entry = AlertEntry | ReferralEntry | OrganisationEntry | PersonEntry | ViewsEntry

export type ReferralState = "decided" | "in-review" | "acknowledged" | "seen" | "delivered"

/** What is shown of a referral: the first that is true. [R30] */
export function referralState(entry: ReferralEntry): ReferralState {
  if (entry.decidedAt) return "decided"
  if (entry.claim) return "in-review"
  if (entry.acknowledged) return "acknowledged"
  return entry.seen ? "seen" : "delivered"
}

/** The clock of whoever must act now, with the words for it; undefined once decided. */
export function runningClock(entry: ReferralEntry): { name: "acknowledge" | "decide"; clock: Clock } | undefined {
  if (!entry.clocks.acknowledge.stoppedAt) return { name: "acknowledge", clock: entry.clocks.acknowledge }
  if (!entry.clocks.decide.stoppedAt) return { name: "decide", clock: entry.clocks.decide }
  return undefined
}

/** `TT-0412` from a series' prefix and a number. */
export const reference = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(4, "0")}`
