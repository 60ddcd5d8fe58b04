// What a platform's room knows of a referral, and what is read from that: its state, its badges, the clock that runs. [R30]
import type { EntryBase } from "../event.ts"
import type { Brief, BriefWords } from "./brief.ts"
import type { Clock, ReferralHours, TimeLimits } from "./clock.ts"
import type { ReferralItem } from "./item.ts"
import type { Noticed } from "./notice.ts"
import type { Stamp } from "./stamp.ts"
import type { Thread } from "./thread.ts"

/** The platform needs to know more before it can decide. */
export interface InformationRequest extends Stamp {
  seq: number
  items: readonly number[]
  question: string
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
