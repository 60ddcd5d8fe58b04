// What the agency's room knows of an alert: its versions, its rows, and what became of its parts.
import type { ItemKind, PlatformId } from "../addresses.ts"
import type { By, EntryBase } from "../event.ts"
import type { Brief, BriefWords } from "./brief.ts"
import type { Stamp } from "./stamp.ts"

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
