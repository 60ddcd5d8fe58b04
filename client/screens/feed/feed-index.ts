// Every referral that this client holds, over all rooms, kept in order as events come: a change costs one search, not one sort.
// Made by app.ts; the rail counts by it, the feed shows it through feed-view.ts. A hundred thousand rows are its measure.
import { runningClock, undecided, type ReferralEntry } from "../../../protocol/entries/referral.ts"
import { readRoom } from "../../../protocol/event.ts"
import { itemClass } from "../../../protocol/addresses.ts"
import type { Hub } from "../../hub/hub.ts"
import type { HeldRoom } from "../../hub/held-room.ts"
import type { Side } from "../../../protocol/waiting.ts"
import { isRecent, matcher, moves, type Filter, type Filtered, type Sort } from "./filter.ts"

/** What several referrals have in common, and how many open ones do. */
export interface Tie {
  readonly key: string
  readonly kind: "account" | "contact" | "series"
  /** the account or the contact; empty for a series */
  readonly what: string
  open: number
}

export interface RowItem {
  kind: "row"
  key: string
  row: FeedRow
  /** inside a storm that is unfolded */
  inside: boolean
}

/** One referral. The same object as long as it is held: its contents move on, a list that holds it need not. */
export class FeedRow implements Filtered {
  readonly room: HeldRoom
  /** as a list shows it outside of storms: made once, for lists of a hundred thousand are laid out often */
  readonly item: RowItem
  entry: ReferralEntry
  clock = 0
  newest = 0
  ties: readonly Tie[] = []
  gone = false

  constructor(room: HeldRoom, entry: ReferralEntry) {
    this.room = room
    this.entry = entry
    this.item = { kind: "row", key: entry.subject, row: this, inside: false }
  }

  get organisation(): string {
    return this.room.info.organisation.id
  }

  get unread(): number {
    return this.room.unread(this.entry.subject)
  }

  get side(): Side {
    return this.room.info.acting
  }
}

/** How far back a room's closed ones were read; `stopped`: there are more, but none of today. */
interface Older {
  before: number
  more: boolean
  stopped: boolean
}

/** The closed are behind all that run, the last decided first. */
const behind = 1e15
/** above so many changes at once, all is put in order anew */
const many = 400
/** a count may take this part of the time */
const share = 20
const movesEveryMs = 10_000

export class FeedIndex {
  /** grows with every change: what was worked out from an older one may be stale */
  version = 0
  readonly #hub: Hub
  readonly #rows = new Map<string, FeedRow>()
  readonly #sorted: Record<Sort, FeedRow[]> = { clock: [], newest: [] }
  readonly #ties = new Map<string, Tie>()
  readonly #watched = new Map<HeldRoom, () => void>()
  readonly #dirty = new Map<HeldRoom, Set<string> | "all">()
  readonly #open = new Map<HeldRoom, number>()
  readonly #older = new Map<HeldRoom, Older>()
  readonly #counts = new Map<string, { count: number; version: number; at: number; costMs: number }>()

  constructor(hub: Hub) {
    this.#hub = hub
  }

  /** All rows in order. The array is the index's own: read it, and do not keep it. */
  sorted(sort: Sort): readonly FeedRow[] {
    this.#flush()
    return this.#sorted[sort]
  }

  row(subject: string): FeedRow | undefined {
    this.#flush()
    return this.#rows.get(subject)
  }

  open(room: HeldRoom): number {
    this.#flush()
    return this.#open.get(room) ?? 0
  }

  /** How many match. On a large feed it may be behind by some moments; asked again, it catches up. */
  count(filter: Filter, key: string): number {
    this.#flush()
    const now = this.#hub.now()
    const known = this.#counts.get(key)
    const fresh = known?.version === this.version && (!moves(filter) || now - known.at < movesEveryMs)
    if (known && (fresh || now - known.at < known.costMs * share)) return known.count
    const began = performance.now()
    const matches = matcher(filter, { me: this.#hub.person?.id ?? "", now })
    let count = 0
    for (const row of this.#sorted.clock) if (matches(row)) count += 1
    this.#counts.set(key, { count, version: this.version, at: now, costMs: performance.now() - began })
    return count
  }

  hasOlder(rooms: readonly HeldRoom[]): boolean {
    return rooms.some((room) => {
      const at = this.#older.get(room)
      return room.live && (!at || (at.more && !at.stopped))
    })
  }

  /** Asks each room for the next page of what is closed. `recentOnly` ends a room once a page has nothing of today. */
  async older(rooms: readonly HeldRoom[], recentOnly: boolean): Promise<void> {
    await Promise.all(
      rooms.map(async (room) => {
        let at: Older = this.#older.get(room) ?? { before: 0, more: true, stopped: false }
        // The newest pages are mostly held already: on to the first that brings something.
        for (let fresh = false; at.more && !at.stopped && !fresh;) {
          const { entries, more } = await this.#hub.closedEntries(room.name, at.before)
          fresh = entries.some((entry) => !this.#rows.has(entry.subject))
          const recent = entries.some((entry) => entry.kind === "referral" && isRecent({ entry }, this.#hub.now()))
          at = { before: entries.at(-1)?.seq ?? at.before, more, stopped: recentOnly && !recent }
          this.#older.set(room, at)
        }
      }),
    )
  }

  /** A wider filter looks further back than the one before. */
  lookBack(): void {
    for (const at of this.#older.values()) at.stopped = false
  }

  #flush(): void {
    this.#follow()
    if (this.#dirty.size === 0) return
    this.version += 1
    let anew = false
    for (const [room, subjects] of this.#dirty) {
      if (subjects === "all") {
        this.#drop(room)
        this.#older.delete(room)
        for (const subject of room.entries.keys()) this.#put(room, subject, false)
        anew = true
      } else {
        anew ||= subjects.size > many
        for (const subject of subjects) this.#put(room, subject, !anew)
      }
    }
    this.#dirty.clear()
    if (anew) this.#sortAnew()
  }

  /** Rooms come and go with rights and with signing in. */
  #follow(): void {
    for (const [room, stop] of this.#watched)
      if (this.#hub.rooms.get(room.name) !== room) {
        stop()
        this.#watched.delete(room)
        this.#dirty.delete(room)
        this.#drop(room)
        this.#older.delete(room)
        this.#open.delete(room)
        this.#sortAnew()
        this.version += 1
      }
    for (const [name, room] of this.#hub.rooms) {
      if (this.#watched.has(room) || readRoom(name)?.kind !== "platform") continue
      this.#watched.set(
        room,
        room.watch((subject) => {
          const dirty = this.#dirty.get(room)
          if (subject === undefined || dirty === "all") this.#dirty.set(room, "all")
          else if (dirty) dirty.add(subject)
          else this.#dirty.set(room, new Set([subject]))
        }),
      )
      this.#dirty.set(room, "all")
    }
  }

  #drop(room: HeldRoom): void {
    for (const [subject, row] of this.#rows) {
      if (row.room !== room) continue
      const lost = this.#hub.rooms.get(room.name) !== room
      if (!lost && room.entries.has(subject)) continue
      // A closed one that the room has let go of may stay where it is being read; with the room, or the open state, it is gone.
      row.gone = lost || undecided(row.entry)
      this.#open.set(room, (this.#open.get(room) ?? 0) - Number(undecided(row.entry)))
      this.#tie(row, [])
      this.#rows.delete(subject)
    }
  }

  #sortAnew(): void {
    for (const sort of ["clock", "newest"] as const)
      this.#sorted[sort] = [...this.#rows.values()].sort((one, other) => compare(sort, one, other))
  }

  /** Takes over what the room holds of a subject. What it has let go of because it is closed stays here as it was. */
  #put(room: HeldRoom, subject: string, inPlace: boolean): void {
    const entry = room.entries.get(subject)
    if (entry?.kind !== "referral" || !entry.received) return
    const known = this.#rows.get(subject)
    if (known && known.entry === entry) return
    const row = known ?? new FeedRow(room, entry)
    if (known && inPlace) for (const sort of ["clock", "newest"] as const) remove(this.#sorted[sort], sort, known)
    this.#open.set(
      room,
      (this.#open.get(room) ?? 0) + Number(undecided(entry)) - Number(known ? undecided(known.entry) : false),
    )
    const items = known?.entry.items
    row.entry = entry
    const running = runningClock(entry)
    row.clock = running ? Date.parse(running.clock.deadline) : behind - Date.parse(entry.decidedAt ?? entry.deliveredAt)
    row.newest = -Date.parse(entry.deliveredAt)
    if (!known || items !== entry.items || undecided(entry) !== row.ties.length > 0)
      this.#tie(row, undecided(entry) ? tiesOf(room, entry) : [])
    this.#rows.set(subject, row)
    if (inPlace) for (const sort of ["clock", "newest"] as const) insert(this.#sorted[sort], sort, row)
  }

  #tie(row: FeedRow, ties: readonly Omit<Tie, "open">[]): void {
    for (const tie of row.ties) {
      tie.open -= 1
      if (tie.open === 0) this.#ties.delete(tie.key)
    }
    row.ties = ties.map((each) => {
      const tie = this.#ties.get(each.key) ?? { ...each, open: 0 }
      this.#ties.set(each.key, tie)
      tie.open += 1
      return tie
    })
  }
}

/** What a storm is made of: one account, one contact, or one title that comes again and again. */
function tiesOf(room: HeldRoom, { items, words }: ReferralEntry): Omit<Tie, "open">[] {
  const found = new Map<string, Omit<Tie, "open">>()
  const add = (kind: Tie["kind"], what: string, of = what) =>
    found.set(`${kind} ${of}`, { key: `${kind} ${of}`, kind, what })
  for (const { kind, address } of items) {
    const which = itemClass(kind)
    if (which === "contact") add("contact", address)
    else {
      const account =
        which === "account" ? address : /^(https:\/\/[^/]+\/@?[\w.-]+)\/(?:video|status|live|photo)/.exec(address)?.[1]
      if (account) add("account", account)
    }
  }
  if (words.title) add("series", "", `${room.name} ${words.title.trim().toLowerCase()}`)
  return [...found.values()]
}

function compare(sort: Sort, one: FeedRow, other: FeedRow): number {
  return one[sort] - other[sort] || (one.entry.subject < other.entry.subject ? -1 : 1)
}

/** Where a row stands or would stand. */
function place(rows: readonly FeedRow[], sort: Sort, row: FeedRow): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const each = rows[middle]!
    if (each !== row && compare(sort, each, row) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function insert(rows: FeedRow[], sort: Sort, row: FeedRow): void {
  rows.splice(place(rows, sort, row), 0, row)
}

function remove(rows: FeedRow[], sort: Sort, row: FeedRow): void {
  const at = place(rows, sort, row)
  if (rows[at] === row) rows.splice(at, 1)
}
