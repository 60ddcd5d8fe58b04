// The entries: what a room's state knows of each subject. Folded by `apply`, shown by the screens, stored as a cache.
// Imported by the topics and by both sides. Words inside entries are blank once their event is redacted.
import type { AlertEntry } from "./entries/alert.ts"
import { reference } from "./entries/brief.ts"
import { type LeadEntry, leadReference } from "./entries/lead.ts"
import type { HoursEntry, ReadingEntry, RotaEntry, ViewsEntry } from "./entries/organisation.ts"
import type { OrganisationEntry, PersonEntry } from "./entries/people.ts"
import type { ReferralEntry } from "./entries/referral.ts"
import type { NotesEntry } from "./entries/thread.ts"

/** The room's own small state, beside its entries. */
export interface RoomSlice {
  /** how many alerts or referrals this room has numbered */
  numbered: number
  /** how many leads a platform has sent in this room */
  leads: number
  /** in an organisation's room `audit`: who is reading right now */
  readers?: readonly { person: string; reading: string }[]
}

export const emptySlice: RoomSlice = { numbered: 0, leads: 0 }

/** What people are told of: by the inbox, sounds and mail. */
export type NoticedEntry = ReferralEntry | LeadEntry

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

/** Not all of it has come yet: not open, but every later part must find it, so it is never let go of. */
export function arriving(entry: Entry): boolean {
  if (entry.kind === "referral") return !entry.received
  if (entry.kind === "lead") return entry.clocks === null
  return entry.kind === "alert" && entry.state === "arriving"
}

export const referenceOf = ({ kind, number }: NoticedEntry, prefix: string): string =>
  kind === "lead" ? leadReference(prefix, number) : reference(prefix, number)
