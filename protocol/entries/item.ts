// One item of a referral: its state, its outcome and what was decided before.
import type { ItemKind } from "../addresses.ts"
import type { NoActionReason } from "../vocabulary.ts"
import type { Stamp } from "./stamp.ts"

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
  /** how far the breach of its own deadline was written when the clock went on to another item's, should it come back */
  missed?: { breachedAt: string; steps: number }
  hold: Hold | null
  /** the last challenge of this decision; a decision is challenged once */
  challenge: (Stamp & { reason: string; answer: (Stamp & { kept: boolean; reason: string }) | null }) | null
  restored: (Stamp & { reason: string }) | null
  verified: (Stamp & { finding: Finding }) | null
  /** no longer part of the referral; `restore`: the agency asks to undo what was done; `kept`: a supervisor will not */
  withdrawn: { at: string; restore: boolean; kept: (Stamp & { reason: string }) | null } | null
}

/** Whether an item still waits for somebody: the referral is decided when none does. */
export const waits = ({ state }: Pick<ReferralItem, "state">): boolean =>
  state === "open" || state === "held" || state === "challenged"

/** The agency asks to undo what was done about this item, and nobody has answered yet. */
export const asksToRestore = ({ withdrawn, outcome, restored }: ReferralItem): boolean =>
  withdrawn !== null &&
  withdrawn.restore &&
  !withdrawn.kept &&
  !restored &&
  outcome !== null &&
  outcome.action !== "none"
