// The entries: what a room's state knows of each subject. Folded by `apply`, shown by the screens, stored as a cache.
// Imported by the topics and by both sides. Words inside entries are blank once their event is redacted.
import type { ItemKind, PlatformId } from "./addresses.ts"
import type { By, EntryBase, OrganisationKind, Role } from "./event.ts"
import type { Audience, NoticeKind } from "./notices.ts"
import type { ReadingEnd } from "./topics/reading.ts"
import type { Filter, Sort } from "./topics/view.ts"
import type { Handling, Language, NoActionReason, Priority, RequestedAction, Theme } from "./vocabulary.ts"
import type { Calendar, WorkingHours } from "./working-time.ts"

/** The room's own small state, beside its entries. */
export interface RoomSlice {
  /** how many alerts or referrals this room has numbered */
  numbered: number
  /** how many leads a platform has sent in this room */
  leads: number
  /** in an organisation's room `audit`: who is reading right now */
  readers?: readonly { person: string; reading: string }[]
}

export const emptyThread = (): Thread => ({
  messages: 0,
  openQuestions: [],
  askers: [],
  involved: [],
  translations: [],
  last: null,
})

export const emptySlice: RoomSlice = { numbered: 0, leads: 0 }

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
  /** `ended`: the platform's room says so; `withdrawn`: a later version has nothing for it, and if one has again it gets a new referral */
  state: "live" | "ended" | "withdrawn"
}

/** Title and narrative in other words for one platform. */
export interface Wording {
  platform: PlatformId
  /** the platforms that this text names */
  named: readonly PlatformId[]
  title: string
  narrative: string
}

/** One exact version of an alert, as it was submitted. */
export interface AlertVersion {
  version: number
  author: By
  submittedAt: string | null
  brief: Brief
  words: BriefWords
  wordings: readonly Wording[]
  /** source, information and handling code of the 3x5x2 grading, for example "2C P" */
  grading: { source: string; information: string; code: string }
  /** the platforms that its text names; whoever releases confirms each one that would be read by another */
  named: readonly PlatformId[]
  /** the version's rows, in the order of the paste */
  items: readonly AlertItem[]
  /** who is made aware, when it has no item */
  awareness: readonly PlatformId[]
  /** the alert that it takes the place of, or null */
  supersedes: string | null
  /** whether a platform is asked to restore what it acted on and this version no longer names */
  restore: boolean
  /** prepared for release by somebody who wrote nothing of it */
  checked: Stamp | null
  /** sent back by a releaser, or recalled by its author */
  returned: (Stamp & { reason: string; recalled: boolean }) | null
}

/** A version that waits while an older one stands. */
export interface NextVersion extends AlertVersion {
  state: "arriving" | "submitted" | "checked" | "returned"
}

export interface AlertEntry extends EntryBase, AlertVersion {
  kind: "alert"
  /** its number in the agency's series; 0 until submitted */
  number: number
  /** `arriving`: items have come, the alert itself has not; shown to nobody */
  state: "arriving" | "submitted" | "checked" | "returned" | "released" | "withdrawn" | "superseded" | "closed"
  /** what a platform told, which it comes from: `subject` in that platform's room */
  lead?: { platform: PlatformId; subject: string }
  /** everybody who wrote a version of it: none of them checks or releases one */
  writers: readonly string[]
  /** the version that comes after the one that stands, or null */
  next: NextVersion | null
  parts: readonly AlertPart[]
  released: Stamp | null
  withdrawn: (Stamp & { reason: string; restore: boolean }) | null
  /** the alert that took its place */
  superseded: (Stamp & { alert: string }) | null
  closed: (Stamp & { reason: string }) | null
}

export interface Clock {
  startedAt: string
  /** when it would have run out had it not been paused, while it is */
  deadline: string
  /** when it stopped because the act was done, or null while it runs */
  stoppedAt: string | null
  /** since when nothing runs out: a request for information, or every open item held; or null */
  pausedAt: string | null
  /** when the hub wrote the breach of this deadline, or null */
  breachedAt: string | null
  /** how many steps of escalation the hub has written for this deadline; the breach itself is the first */
  steps: number
}

/** How long things may take in this referral, in ms: the settings when it was delivered. */
export interface TimeLimits {
  acknowledgeMs: number
  decideMs: number
  /** for the agency, when the platform asks */
  answerMs: number
  /** from a breach to the next step of its escalation, and so on */
  escalateMs: number
  /** a claim ends without an act */
  claimMs: number
  /** a verified referral closes by itself */
  closeMs: number
}

/** Whose working hours a referral's clocks go by. */
export interface ReferralHours {
  platform?: Calendar | undefined
  agency?: Calendar | undefined
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
  /** the subject of that reference's referral in the same room; absent or null when it is of the platform's own system */
  original?: string | null | undefined
}

/** `open`, `held` and `challenged` wait for somebody; the others do not. */
export type ItemState = "open" | "held" | "duplicate" | "decided" | "challenged" | "restored" | "withdrawn"

export type Finding = "gone" | "accepted" | "cannot-see"

/** What was decided. `version`: the referral's when it was. */
export type Decision = Outcome & Stamp & { version: number }

export interface Hold extends Stamp {
  /** who owns it at the agency, and why; empty once redacted */
  owner: string
  reason: string
  until: string
  /** the platform's own reference that the evidence is preserved; empty until given */
  receipt: string
}

export interface ReferralItem {
  /** 1, 2, 3 … within the referral */
  n: number
  kind: ItemKind
  state: ItemState
  /** seq of the last event that changed it: its version */
  seq: number
  /** canonical address */
  address: string
  evidence: string
  outcome: Decision | null
  /** 1, and one more with each reopening */
  attempt: number
  /** decisions of earlier attempts, and those that a challenge changed, oldest first */
  earlier: readonly Decision[]
  /** what its deadline is counted from; time that stood still moves both on */
  startedAt: string
  /** its own deciding deadline */
  deadline: string
  /** since when its deadline does not run, or null */
  pausedAt: string | null
  hold: Hold | null
  /** the last challenge of this decision; a decision is challenged once */
  challenge: (Stamp & { reason: string; answer: (Stamp & { kept: boolean; reason: string }) | null }) | null
  restored: (Stamp & { reason: string }) | null
  verified: (Stamp & { finding: Finding }) | null
  /** no longer part of the referral; `restore`: the agency asks to undo what was done; `kept`: a supervisor will not */
  withdrawn: { at: string; restore: boolean; kept: (Stamp & { reason: string }) | null } | null
}

/** The platform needs to know more before it can decide. */
export interface InformationRequest extends Stamp {
  seq: number
  items: readonly number[]
  question: string
}

export interface LastMessage extends Stamp {
  seq: number
  kind: MessageKind
  /** at most 160 characters; empty once redacted */
  text: string
  redacted: boolean
}

/** `disagree` and `seen-here` ("seen here too"), like all but an answer, may stand alone or reply to one message. */
export type MessageKind = "message" | "question" | "answer" | "disagree" | "seen-here"

/** What an event means to whom: to these people and these roles, without the exceptions and whoever did it. */
export interface Notice extends Stamp {
  kind: NoticeKind
  seq: number
  people: readonly string[]
  audience: readonly Audience[]
  except: readonly string[]
  /** who followed the thread unless they had chosen otherwise; null: following or not makes no difference */
  followers: readonly string[] | null
}

/** What raises notices: the last of each kind, of mentions the last of each person, as long as it asks for something or tells what has happened. */
interface Noticed {
  notices: readonly Notice[]
}

export interface ReferralEntry extends EntryBase, Noticed {
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
  /** `endsAt`: when it ends by itself; every act of its holder moves it on */
  claim: (Stamp & { seq: number; endsAt: string }) | null
  request: InformationRequest | null
  decidedAt: string | null
  /** who may not verify it: the alert's author, or empty where that is not known */
  author: string
  /** who wrote the later versions that this platform was told of: they may not verify it either */
  amenders: readonly string[]
  verifiedAt: string | null
  closed: (Stamp & { seq: number; reason: string }) | null
  /** the tombstone; `replacedBy`: the referral in this room that takes its place */
  withdrawn: (Stamp & { seq: number; reason: string; restore: boolean; replacedBy: string | null }) | null
  /** when nothing had to be decided, and somebody took note */
  noted: (Stamp & { seq: number }) | null
  /** subjects of the referrals that have items which are duplicates of this one, the last named last */
  duplicates: readonly string[]
  /** when the agency last answered a request for information, or null */
  answeredAt: string | null
  /** how often it was reopened */
  reopened: number
  /** the last time that somebody asked the supervisors and the duty officer to look */
  escalated: (Stamp & { seq: number; reason: string }) | null
  limits: TimeLimits
  /** working hours of both sides when it was delivered; all time counts for who had set none */
  hours?: ReferralHours
  /** everybody's last act on it, messages apart: a decision is undone only until somebody else has acted */
  acts: readonly (Stamp & { seq: number })[]
  /** `answer` is the agency's own, while and after the platform asks */
  clocks: { acknowledge: Clock; decide: Clock; answer: Clock | null }
  items: readonly ReferralItem[]
  /** items of an amendment that has not come yet; shown to nobody */
  arriving: readonly ReferralItem[]
  thread: Thread
}

export interface Thread {
  messages: number
  openQuestions: readonly number[]
  /** of each open question, in the same order, the organisation that asks */
  askers: readonly string[]
  /** who has written here or acted on what it is about, or was handed it: they follow it unless they choose otherwise */
  involved: readonly Pick<By, "id" | "organisation">[]
  /** of the narrative, one a language; messages carry their own */
  translations: readonly Translation[]
  last: LastMessage | null
}

/** What a person says that a text says in another language. */
export interface Translation extends Stamp {
  seq: number
  from: Language
  language: Language
  text: string
  /** the version of the referral whose narrative it is of */
  version: number
}

/** What one organisation writes about a referral for itself alone, in its own room: the referral's id is the subject. */
export interface NotesEntry extends EntryBase {
  kind: "notes"
  /** in whose room the referral is */
  platform: string
  thread: Thread
}

/** What a platform tells the agency of its own accord: the agency's clocks run. */
export interface LeadEntry extends EntryBase, Noticed {
  kind: "lead"
  /** its number in this platform's own series of leads */
  number: number
  brief: Pick<Brief, "priority" | "reason" | "theme" | "languages">
  words: Pick<BriefWords, "title" | "narrative"> & Partial<Pick<BriefWords, "corridor">>
  items: readonly { n: number; kind: ItemKind | null; address: string; evidence: string }[]
  sent: Stamp
  acknowledged: (Stamp & { estimate: string; comment: string }) | null
  decided: (Stamp & { decision: LeadDecision; reason: string }) | null
  escalateMs: number
  /** the agency's working hours when it was sent; all time counts when it had set none */
  hours?: Calendar
  /** the agency's; null until the hub has set them, and until then nothing can be done with it */
  clocks: { acknowledge: Clock; decide: Clock } | null
  thread: Thread
}

/** What people are told of: by the inbox, sounds and mail. */
export type NoticedEntry = ReferralEntry | LeadEntry

export type LeadDecision = "alert" | "noted" | "declined"

/** What is shown of a lead: what was decided, or how far the agency is. */
export const leadState = ({ decided, acknowledged }: LeadEntry): LeadDecision | "acknowledged" | "sent" =>
  decided?.decision ?? (acknowledged ? "acknowledged" : "sent")

/** The agency's clock that runs; undefined once it is decided. */
export function leadClock({ clocks }: LeadEntry): { name: "acknowledge" | "decide"; clock: Clock } | undefined {
  if (!clocks || clocks.decide.stoppedAt) return undefined
  const name = clocks.acknowledge.stoppedAt ? "decide" : "acknowledge"
  return { name, clock: clocks[name] }
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
  /** the organisations that they have left and not come back to, and when */
  left?: readonly { organisation: string; at: string }[]
  /** what they may read with a reason at present: one of each organisation */
  readings?: readonly { organisation: string; reading: string; rooms: readonly string[] }[]
}

/** Somebody who reads with a reason, in their organisation's `audit`: what, why, and until when at the latest. */
export interface ReadingEntry extends EntryBase, Stamp {
  kind: "reading"
  rooms: readonly string[]
  reason: string
  until: string
  /** how much they have opened so far; what it was stands in the log */
  opened: number
  ended: (Stamp & { why: ReadingEnd }) | null
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

/** The working hours of the room's organisation. */
export interface HoursEntry extends EntryBase, Stamp {
  kind: "hours"
  hours: WorkingHours
}

/** Somebody on duty; `by` put them there. */
export interface Shift extends Stamp {
  id: string
  person: By
  from: string
  to: string
}

/** Who is on duty when, in an organisation's own room; by beginning. */
export interface RotaEntry extends EntryBase {
  kind: "rota"
  shifts: readonly Shift[]
}

export type Entry =
  | AlertEntry
  | ReferralEntry
  | LeadEntry
  | NotesEntry
  | OrganisationEntry
  | PersonEntry
  | ViewsEntry
  | HoursEntry
  | RotaEntry
  | ReadingEntry

export const referralStates = [
  "withdrawn",
  "closed",
  "duplicate",
  "on-hold",
  "needs-information",
  "verified",
  "decided",
  "in-review",
  "acknowledged",
  "seen",
  "delivered",
] as const
export type ReferralState = (typeof referralStates)[number]

/** What is shown of a referral: the first that is true. [R30] */
export function referralState(entry: ReferralEntry): ReferralState {
  const { items } = entry
  if (entry.withdrawn) return "withdrawn"
  if (entry.closed) return "closed"
  if (items.length > 0 && items.every((item) => item.state === "duplicate")) return "duplicate"
  const open = items.filter((item) => item.state === "open" || item.state === "held")
  if (open.length > 0 && open.every((item) => item.state === "held")) return "on-hold"
  if (entry.request) return "needs-information"
  if (entry.verifiedAt) return "verified"
  if (entry.decidedAt) return "decided"
  if (entry.claim) return "in-review"
  if (entry.acknowledged) return "acknowledged"
  return entry.seen ? "seen" : "delivered"
}

export type ReferralBadge = "amended" | "challenged" | "reopened" | "restored"

/** What stands beside the state. */
export function referralBadges({ version, items, reopened, decidedAt }: ReferralEntry): ReferralBadge[] {
  return [
    ...(version > 1 ? (["amended"] as const) : []),
    ...(items.some((item) => item.state === "challenged") ? (["challenged"] as const) : []),
    ...(reopened > 0 && !decidedAt ? (["reopened"] as const) : []),
    ...(items.some((item) => item.state === "restored") ? (["restored"] as const) : []),
  ]
}

export type ClockName = keyof ReferralEntry["clocks"]

/** The clock of whoever must act now; undefined once decided. While the platform's question waits, the agency must act. */
export function runningClock(entry: ReferralEntry): { name: ClockName; clock: Clock } | undefined {
  const { acknowledge, decide, answer } = entry.clocks
  if (entry.closed || entry.withdrawn) return undefined
  if (!acknowledge.stoppedAt) return { name: "acknowledge", clock: acknowledge }
  if (answer && !answer.stoppedAt) return { name: "answer", clock: answer }
  if (!decide.stoppedAt) return { name: "decide", clock: decide }
  return undefined
}

/** Whether the platform still has to act on it. A decided referral stays open until it is closed. */
export const undecided = (entry: ReferralEntry): boolean =>
  entry.decidedAt === null && entry.closed === null && entry.withdrawn === null

/** Whether an analyst may look for themselves: decided, not verified yet, and they wrote nothing of its alert. [R97] */
export const mayVerify = (entry: ReferralEntry, analyst: string): boolean =>
  entry.decidedAt !== null &&
  entry.verifiedAt === null &&
  entry.closed === null &&
  entry.withdrawn === null &&
  entry.author !== analyst &&
  !entry.amenders.includes(analyst)

/** Not all of it has come yet: not open, but every later part must find it, so it is never let go of. */
export function arriving(entry: Entry): boolean {
  if (entry.kind === "referral") return !entry.received
  if (entry.kind === "lead") return entry.clocks === null
  return entry.kind === "alert" && entry.state === "arriving"
}

/** Whether an item still waits for somebody: the referral is decided when none does. */
export const waits = ({ state }: Pick<ReferralItem, "state">): boolean =>
  state === "open" || state === "held" || state === "challenged"

/** `TT-0412` from a series' prefix and a number. */
export const reference = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(4, "0")}`

/** A lead in its platform's own series, which is not that of its referrals. */
export const leadReference = (prefix: string, number: number): string => reference(`${prefix}-L`, number)

export const referenceOf = ({ kind, number }: NoticedEntry, prefix: string): string =>
  kind === "lead" ? leadReference(prefix, number) : reference(prefix, number)

/** The agency asks to undo what was done about this item, and nobody has answered yet. */
export const asksToRestore = ({ withdrawn, outcome, restored }: ReferralItem): boolean =>
  withdrawn !== null &&
  withdrawn.restore &&
  !withdrawn.kept &&
  !restored &&
  outcome !== null &&
  outcome.action !== "none"
