// What alert, referral and lead have in common: priority, theme, words, and how their numbers are shown.
import type { Handling, Language, Priority, RequestedAction, Theme } from "../vocabulary.ts"

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

/** `TT-0412` from a series' prefix and a number. */
export const reference = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(4, "0")}`
