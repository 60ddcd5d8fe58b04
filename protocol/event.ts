// The log's own words: proposal, event, entry, room state. Everybody imports this file; it imports nothing.

export type OrganisationKind = "agency" | "platform" | "partner"

export type Role =
  "analyst" | "releaser" | "duty" | "moderator" | "supervisor" | "policy" | "observer" | "admin" | "auditor"

/** Who an event is by. The hub itself is `hubActor`. */
export interface By {
  id: string
  name: string
  organisation: string
}

/** A person as they act in one room: through which organisation, with which roles. */
export interface Actor extends By {
  kind: OrganisationKind | "hub"
  roles: readonly Role[]
  /** set where they read with a reason and do nothing else: which reading it is [R187] */
  reading?: string
}

export const hubActor: Actor = { id: "hub", name: "", organisation: "hub", kind: "hub", roles: [] }

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Facts decide; words are every free text and personal datum, and may be blanked by a redaction. */
export interface Body<F = unknown, W = unknown> {
  facts: F
  words: W
}

/** What a person wants to happen. `id` is a UUID made by the client; `seen` is the subject's seq on the person's screen. */
export interface Proposal<F = unknown, W = unknown> {
  id: string
  type: string
  subject: string
  seen: number
  target?: number
  body: Body<F, W>
}

/**
 * A new proposal's id: a UUID of version 7, its time first. A store's index of ids then grows at its end; by random ids each event
 * of a turn would change a page of its own. [R17]
 */
export function proposalId(nowMs: number): string {
  const time = nowMs.toString(16).padStart(12, "0")
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${crypto.randomUUID().slice(15)}`
}

/** An accepted proposal. `words` is null once redacted. `at` is UTC ISO; `hash` chains it to the event before. */
export interface RoomEvent<F = unknown, W = unknown> {
  room: string
  seq: number
  id: string
  type: string
  subject: string
  target: number | null
  by: By
  at: string
  facts: F
  words: W | null
  hash: string
}

/** How far a reader got in one room. */
export interface Position {
  seq: number
  hash: string
}

export const startPosition: Position = { seq: 0, hash: "" }

/** What every entry carries: the columns that stores keep beside it and lists filter by. */
export interface EntryBase {
  subject: string
  /** seq of the last event about it */
  seq: number
  /** an open entry is held by every client of the room and by the server */
  open: boolean
  /** the earliest absolute time at which the hub must act, or null */
  dueAt: string | null
}

export type RoomKind = "org" | "platform" | "audit" | "access"

export interface RoomName {
  kind: RoomKind
  /** organisation id; empty for `access` */
  organisation: string
}

/** Reads `org/nca`, `platform/tiktok`, `audit/nca`, `access`; undefined for anything else. */
export function readRoom(room: string): RoomName | undefined {
  if (room === "access") return { kind: "access", organisation: "" }
  const match = /^(org|platform|audit)\/([a-z][a-z0-9-]{0,31})$/.exec(room)
  return match ? { kind: match[1] as "org" | "platform" | "audit", organisation: match[2]! } : undefined
}

/** Whether what people work on stands in a room of this name; the other kinds are about rights and about who reads. */
export const hasContent = (room: string): boolean => ["org", "platform"].includes(readRoom(room)?.kind ?? "")

export const agencyRoom = (organisation: string): string => `org/${organisation}`
export const platformRoom = (organisation: string): string => `platform/${organisation}`
export const auditRoom = (organisation: string): string => `audit/${organisation}`
export const accessRoom = "access"
