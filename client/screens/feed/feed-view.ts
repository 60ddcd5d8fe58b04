// What a feed shows of the index: what matches, in order, storms together; and what of it stands still while somebody reads. Used by
// feed-list.ts. Nothing here knows of pixels: the list says whether it is being read. [R154]
import { undecided } from "../../../protocol/entries/referral.ts"
import type { HeldRoom } from "../../hub/held-room.ts"
import type { FeedIndex, FeedRow, RowItem, Tie } from "./feed-index.ts"
import { matcher, moves, writeFilter, type Asker, type Filter, type Sort } from "./filter.ts"

export interface StormItem {
  kind: "storm"
  key: string
  tie: Tie
  rows: readonly FeedRow[]
  unfolded: boolean
}

export type FeedItem = RowItem | StormItem

export interface Asked extends Asker {
  filter: Filter
  sort: Sort
  rooms: readonly HeldRoom[]
}

/** From so many on, what belongs together is shown together. */
const stormFrom = 3
/** putting all in order anew may take this part of the time */
const share = 10

/** A referral by itself, or a storm. */
type Group = RowItem | { kind: "storm"; tie: Tie; rows: FeedRow[] }

export class FeedView {
  items: readonly FeedItem[] = []
  /** what matches and waits until the reader looks up */
  waiting: readonly FeedRow[] = []
  /** how many referrals match */
  matching = 0
  readonly #index: FeedIndex
  readonly #elapsed: () => number
  readonly #unfolded = new Set<string>()
  #groups: Group[] = []
  /** what is shown, as it was looked at; a set only once somebody reads */
  #shown: readonly FeedRow[] | Set<FeedRow> = []
  #asked = ""
  #seen = ""
  #reading = false
  #at = 0
  #costMs = 0

  /** `elapsed` measures what a look costs, in ms. */
  constructor(index: FeedIndex, elapsed: () => number = () => performance.now()) {
    this.#index = index
    this.#elapsed = elapsed
  }

  /**
   * Looks at the index again. While `reading`, what is shown keeps its place and only what is closed and older joins, at the end.
   * Answers in how many ms to ask again, when it was too soon for a large feed; 0 when all is as it stands.
   */
  show(asked: Asked, reading: boolean): number {
    const rooms = asked.rooms.map((room) => room.name).join()
    const question = `${rooms} ${writeFilter(asked.filter, asked.sort)} ${asked.me}`
    const other = question !== this.#asked
    // Some filters move with the clock: every ten seconds they are looked at again.
    const rows = this.#index.sorted(asked.sort)
    const seen = `${this.#index.version} ${moves(asked.filter) ? Math.floor(asked.now / 10_000) : ""}`
    const lookedUp = this.#reading && !reading
    if (!other && seen === this.#seen && !lookedUp) {
      this.#reading = reading
      return 0
    }
    const wait = this.#at + this.#costMs * share - this.#elapsed()
    if (!other && wait > 0) return Math.ceil(wait)
    this.#asked = question
    this.#seen = seen
    this.#reading = reading
    const began = this.#elapsed()
    const matches = matcher(asked.filter, asked)
    const all = asked.rooms.length === 1 ? asked.rooms[0] : undefined
    const matching = rows.filter((row) => (!all || row.room === all) && matches(row))
    this.matching = matching.length
    if (other || !reading) this.#renew(matching)
    else this.#keep(matching)
    this.#at = this.#elapsed()
    this.#costMs = this.#at - began
    return 0
  }

  /** The next look begins anew, whatever is being read. */
  renew(): void {
    this.#asked = ""
  }

  fold(key: string, unfolded: boolean): void {
    if (unfolded) this.#unfolded.add(key)
    else this.#unfolded.delete(key)
    this.#lay()
  }

  /** Where a referral stands: its row, or the storm that it is folded into; -1 when it is not shown. */
  find(subject: string): number {
    if (!subject) return -1
    return this.items.findIndex((item) =>
      item.kind === "row"
        ? item.row.entry.subject === subject
        : !item.unfolded && item.rows.some((row) => row.entry.subject === subject),
    )
  }

  #renew(matching: readonly FeedRow[]): void {
    this.#groups = groupsOf(matching)
    this.#shown = matching
    this.waiting = []
    this.#lay()
  }

  #keep(matching: readonly FeedRow[]): void {
    const shown = this.#shown instanceof Set ? this.#shown : new Set(this.#shown)
    this.#shown = shown
    const others = matching.filter((row) => !shown.has(row))
    this.waiting = others.filter((row) => undecided(row.entry))
    const older = others.filter((row) => !undecided(row.entry))
    const isGone = (group: Group) => (group.kind === "row" ? group.row.gone : group.rows.some((row) => row.gone))
    const gone = this.#groups.some(isGone)
    if (gone)
      this.#groups = this.#groups
        .map((group) => (group.kind === "row" ? group : { ...group, rows: group.rows.filter((row) => !row.gone) }))
        .filter((group) => (group.kind === "row" ? !group.row.gone : group.rows.length > 0))
    for (const row of older) {
      shown.add(row)
      this.#groups.push(row.item)
    }
    if (gone || older.length > 0) this.#lay()
  }

  #lay(): void {
    const items: FeedItem[] = []
    for (const group of this.#groups) {
      if (group.kind === "row") {
        items.push(group)
        continue
      }
      const { kind, tie, rows } = group
      const unfolded = this.#unfolded.has(tie.key)
      items.push({ kind, key: `storm ${tie.key}`, tie, rows, unfolded })
      if (unfolded) for (const row of rows) items.push({ ...row.item, inside: true })
    }
    this.items = items
  }
}

/** Storms stand where their first stands. Each referral is in one alone: in the one that joins most. */
function groupsOf(rows: readonly FeedRow[]): Group[] {
  const members = new Map<Tie, number>()
  const tieOf = (row: FeedRow): Tie | undefined => {
    let best: Tie | undefined
    for (const tie of row.ties) if (tie.open >= stormFrom && tie.open > (best?.open ?? 0)) best = tie
    return best
  }
  for (const row of rows) {
    const tie = tieOf(row)
    if (tie) members.set(tie, (members.get(tie) ?? 0) + 1)
  }
  const groups: Group[] = []
  const storms = new Map<Tie, FeedRow[]>()
  for (const row of rows) {
    const tie = members.size > 0 ? tieOf(row) : undefined
    if (!tie || members.get(tie)! < stormFrom) {
      groups.push(row.item)
      continue
    }
    const storm = storms.get(tie)
    if (storm) storm.push(row)
    else {
      const own = [row]
      storms.set(tie, own)
      groups.push({ kind: "storm", tie, rows: own })
    }
  }
  return groups
}
