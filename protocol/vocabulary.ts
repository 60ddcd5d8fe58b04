// The field's closed lists, with the words that screens show. Source of the terms: SPEC.md, "Words".

export const priorities = ["P1", "P2", "P3"] as const
export type Priority = (typeof priorities)[number]

export const priorityReasons = {
  P1: {
    departure: "departure within hours",
    life: "threat to life",
    child: "a child at risk",
    live: "live stream",
  },
  P2: { advert: "advert with a price or a contact" },
  P3: { network: "network", dormant: "dormant accounts", awareness: "awareness" },
} as const satisfies Record<Priority, Record<string, string>>

export const priorityReasonKeys = Object.values(priorityReasons).flatMap((each) => Object.keys(each))

export function priorityReasonName(priority: Priority, reason: string): string {
  return (priorityReasons[priority] as Record<string, string>)[reason] ?? reason
}

export const themes = {
  "boat-crossing": "Boat crossing",
  lorry: "Lorry",
  "air-route": "Air route",
  "forged-documents": "Forged documents",
  "sham-marriage": "Sham marriage",
  "asylum-fraud-help": "Asylum-fraud help",
  "illegal-work-promise": "Illegal-work promise",
  recruiting: "Recruiting pilots or drivers",
  "payment-broker": "Payment broker",
} as const
export type Theme = keyof typeof themes

/** BCP 47 tags of the languages that content comes in; the screens also set `lang` and direction by them. */
export const languages = {
  en: "English",
  fr: "French",
  tr: "Turkish",
  ar: "Arabic",
  sq: "Albanian",
  vi: "Vietnamese",
  fa: "Farsi",
  prs: "Dari",
  ckb: "Sorani",
  ps: "Pashto",
} as const
export type Language = keyof typeof languages

/** TLP 2.0 labels. A referral goes up to AMBER+STRICT; RED exists only in a lane whose members are named. */
export const handlings = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"] as const
export type Handling = (typeof handlings)[number]
export const referralHandlings = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT"] as const

/** The 3x5x2 grading; it stays with the agency. */
export const sources = { "1": "reliable", "2": "untested", "3": "unreliable" } as const
export const informations = {
  A: "known directly",
  B: "known indirectly but corroborated",
  C: "known indirectly",
  D: "not known",
  E: "suspected false",
} as const
export const handlingCodes = { P: "lawful sharing permitted", C: "sharing with conditions" } as const

/** What the agency asks a platform to do. */
export const requestedActions = {
  remove: "Remove",
  suspend: "Suspend",
  preserve: "Preserve",
  search: "Search for more",
  note: "Note",
} as const
export type RequestedAction = keyof typeof requestedActions

/** Outcomes by item class; the order is the order of the digit keys in the outcome form. */
export const actions = {
  content: {
    removed: "Removed",
    "blocked-in-territory": "Blocked in a territory",
    demoted: "Demoted",
    labelled: "Labelled",
    "age-gated": "Age-gated",
    "interaction-limited": "Interaction limited",
    "blocked-from-search": "Blocked from search",
    none: "None",
  },
  account: {
    terminated: "Terminated",
    suspended: "Suspended",
    "feature-limited": "Feature-limited",
    none: "None",
  },
  contact: {
    "searched-and-acted": "Searched and acted",
    "blocked-from-search": "Blocked from search",
    none: "None",
  },
} as const

export const noActionReasons = {
  "not-found": "Not found",
  "gone-before": "Gone before the referral",
  "wrong-platform": "Wrong platform",
  "no-breach": "No breach of the rules",
  "needs-context": "Needs more context",
  "asks-for-help": "Asks for help and does not offer it",
  "news-research-advocacy": "News, research or advocacy",
  "other-jurisdiction": "Other jurisdiction",
  "duplicate-of": "Duplicate of another referral",
} as const
export type NoActionReason = keyof typeof noActionReasons

export const grounds = { illegal: "Illegal", terms: "Terms" } as const
export const userTold = { told: "Told", "not-told": "Not told", later: "Told later" } as const

/** Milliseconds from delivery, as defaults of settings. Source: domain table "Clocks" in SPEC.md. */
const minute = 60_000
export interface PriorityLimits {
  acknowledgeMs: number
  decideMs: number
  answerMs: number
  escalateMs: number
}
export const clockDefaults: Record<Priority, PriorityLimits> = {
  P1: { acknowledgeMs: 5 * minute, decideMs: 60 * minute, answerMs: 10 * minute, escalateMs: 5 * minute },
  P2: { acknowledgeMs: 30 * minute, decideMs: 24 * 60 * minute, answerMs: 120 * minute, escalateMs: 30 * minute },
  P3: {
    acknowledgeMs: 4 * 60 * minute,
    decideMs: 72 * 60 * minute,
    answerMs: 24 * 60 * minute,
    escalateMs: 240 * minute,
  },
}

/** Why a reading is over: the reader is done, its time is up, or the right to read has ended. */
export const readingEnds = { done: "Ended", time: "Time was up", rights: "The role was changed or taken" } as const
export type ReadingEnd = keyof typeof readingEnds
