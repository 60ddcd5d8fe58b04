// The port to the history. Two stores implement it (sqlite, mongo) and pass one contract suite: test/store/contract.ts.
// Called by engine/ and reactions/; accounts have a port of their own in accounts.ts. Rules R50-R55 in protocol/SPEC.md.
import type { Entry, RoomSlice } from "../../protocol/entries.ts"
import type { Mark, KeptRow } from "../../protocol/wire.ts"
import type { FoundRows } from "./found.ts"

/**
 * One event as it is stored. `by`, `facts` and `words` are the exact JSON texts that were hashed: nothing may reorder,
 * retype or trim them. `words` is null once redacted; `wordsDigest` stays. `at` is UTC ISO.
 */
export interface Row {
  room: string
  seq: number
  id: string
  type: string
  subject: string
  target: number | null
  by: string
  at: string
  facts: string
  words: string | null
  salt: string | null
  wordsDigest: string
  hash: string
}

export interface Head {
  seq: number
  hash: string
}

/** What a room keeps beside its log: a cache, made from it. `fold` is the version of the fold that made it. */
export interface RoomRow {
  room: string
  seq: number
  hash: string
  slice: RoomSlice
  fold: number
}

/** Who sees to an effect outside the log, or vouches for something, and until when (ms since 1970). */
export interface Lease {
  id: string
  owner: string
  untilMs: number
}

export interface Store {
  readonly kind: "sqlite" | "mongo"
  /** what search looks through */
  readonly found: FoundRows

  /**
   * Adds one turn: all rows or none, dense after what is there. `stored`: durable (fsync, or majority with journal).
   * `conflict`: another writer was first, or an id is already in the room; nothing was written. `unknown`: no answer in
   * time; read the tail after `barrier` to learn which. [R50]
   */
  append(rows: readonly Row[]): Promise<"stored" | "conflict" | "unknown">
  /** After an `unknown`: resolves once an earlier append to the room can no longer become visible. Throws while the store is away. */
  barrier(room: string): Promise<void>
  /** Rows with seq > after, ascending, at most `limit`. */
  read(room: string, after: number, limit: number): Promise<Row[]>
  /** The row with this id in this room. */
  find(room: string, id: string): Promise<Row | undefined>
  /** Rows of one subject whose type is one of `types`, seq < before (0: the newest), descending, at most `limit`. */
  page(room: string, subject: string, types: readonly string[], before: number, limit: number): Promise<Row[]>
  /** Rows of the room whose target lies in [from, to], ascending. */
  targeting(room: string, from: number, to: number): Promise<Row[]>
  /** How many rows of this subject and type have seq <= upTo. */
  count(room: string, subject: string, type: string, upTo: number): Promise<number>
  /** Which of these events have no words any more, in no order. */
  wordless(room: string, seqs: readonly number[]): Promise<number[]>
  /** Blanks words and salt of the rows (seq list). Idempotent. */
  blank(room: string, seqs: readonly number[]): Promise<void>
  /** Heads of the named rooms, or of every room in the store. Rooms without events are absent. */
  heads(rooms?: readonly string[]): Promise<Map<string, Head>>

  /** Writes entries, then the room's row, never over a newer seq. */
  saveState(row: RoomRow, entries: readonly Entry[]): Promise<void>
  loadRoom(room: string): Promise<RoomRow | undefined>
  /** Every stored entry of the room that is open. */
  loadOpen(room: string): Promise<Entry[]>
  loadEntry(room: string, subject: string): Promise<Entry | undefined>
  /** Entries that are not open, by seq descending, seq < before (0: the newest). */
  loadClosed(room: string, before: number, limit: number): Promise<Entry[]>
  /** Forgets the stored state of a room (another version of the fold, `verify --repair`). */
  dropState(room: string): Promise<void>

  /** The greater of the stored and the given mark wins; answers what stands. */
  setMark(person: string, room: string, mark: Mark): Promise<Mark>
  marks(person: string, room: string): Promise<Mark[]>
  /** Empty text deletes. Answers the time it was kept. */
  keep(person: string, key: string, text: string): Promise<string>
  kept(person: string, prefix: string): Promise<KeptRow[]>

  /** A reaction's place in a log: 0 when it has none. Only grows. */
  cursor(reaction: string, room: string): Promise<number>
  setCursor(reaction: string, room: string, seq: number): Promise<void>

  /**
   * Takes a lease that nobody has or that has ended, or gives one's own another end; of all who ask at once one gets it.
   * Those that have ended are forgotten. [R199]
   */
  lease(lease: Lease, nowMs: number): Promise<boolean>
  /** Those whose id begins so and that have not ended. */
  leases(prefix: string, nowMs: number): Promise<Lease[]>

  /** Calls back with a room (and how far it got, where that is known) whenever anybody (this process included) has appended to it, until unsubscribed. May call too often, never too seldom for long. */
  watch(wake: (room: string, seq?: number) => void): () => void
  /** Where signals cross between processes; only a store that several machines share has one. Facts never go this way. */
  signals?(): unknown
  /** The store's own clock in ms since 1970: also the proof of contact. Rejects when the store does not answer within 2 s. */
  now(): Promise<number>
  /** Small settings of the store itself: mode, secret, schema. `setMeta` keeps the first value written and answers it. */
  setMeta(key: string, value: string): Promise<string>
  meta(key: string): Promise<string | undefined>
  close(): Promise<void>
}

/** Thrown at start when a store must not be opened: the message says why and what to do; the file is left untouched. */
export class StoreRefused extends Error {
  override readonly name = "StoreRefused"
}

/** Thrown by any call that did not reach the store in time; the caller waits and tries again. */
export class StoreAway extends Error {
  override readonly name = "StoreAway"
}
