// The port to the rows that search looks through: made from the logs by server/search/, and can be made anew from them. Two stores
// implement it and pass the same contract. Terms are opaque here: who fills and who asks make them the same way. Rules R159, R160.
import type { FoundKind } from "../../protocol/search.ts"

/** One thing that can be found. `seq` and `n` are its place: the event, and within it 0 or the number of the item. */
export interface FoundRow {
  room: string
  seq: number
  n: number
  subject: string
  kind: FoundKind
  /** UTC ISO; never runs backwards within a room */
  at: string
  /** what it says, as JSON text */
  said: string
}

export interface Place {
  seq: number
  n: number
}

export interface FoundChange {
  /** by ascending place; replaces what stands at the same place, else stands after all that the room has */
  put: readonly (FoundRow & { terms: readonly string[] })[]
  drop: readonly Place[]
}

export interface FoundQuery {
  room: string
  /** every one of these terms, and of each group at least one */
  all: readonly string[]
  any: readonly (readonly string[])[]
  /** inclusive, UTC ISO; null for no bound */
  since: string | null
  until: string | null
  /** only what stands before this place */
  below: Place | null
  limit: number
}

export interface FoundRows {
  /** How far the room's log has been read into these rows. */
  filled(room: string): Promise<number>
  /**
   * Writes the change and moves on from `from` to `to`, both or neither. False, and nothing written, when somebody else has
   * moved on meanwhile: a slow process can bring nothing back that a later event has removed. [R160]
   */
  fill(room: string, from: number, to: number, change: FoundChange): Promise<boolean>
  /** Rows of this one room, newest first. Looks at nothing that stands in another room. [R159] */
  find(query: FoundQuery): Promise<FoundRow[]>
  /** Drops every row of the room; it is filled again from the beginning of its log. */
  forget(room: string): Promise<void>
}
