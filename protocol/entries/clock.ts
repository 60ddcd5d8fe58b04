// Clocks as they stand in a referral and a lead, and the settings that they go by.
import type { Calendar } from "../working-time.ts"

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
