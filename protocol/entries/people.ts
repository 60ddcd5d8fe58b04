// Organisations and people, in the room `access`.
import type { EntryBase, OrganisationKind, Role } from "../event.ts"

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
