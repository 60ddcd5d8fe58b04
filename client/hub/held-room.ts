// One room as this client holds it: slice, entries, marks, presence; folded by the same `apply` as the hub's. Used by hub.ts.
// Drops what it has, accepts `last + 1`, and asks to open again on a gap. Entries that are not held are fetched, and events about
// them wait until they are there. Rules R26-R28, R165, R166.
import { emptySlice, type Entry, type RoomSlice } from "../../protocol/entries.ts"
import { readRoom, startPosition, type By, type Position, type RoomEvent } from "../../protocol/event.ts"
import { applyEvent } from "../../protocol/fold.ts"
import { may } from "../../protocol/permissions.ts"
import type { Here, Mark, Pushes, RoomInfo } from "../../protocol/wire.ts"
import { HeldEntries } from "./held-entries.ts"

export interface HeldRoomParts {
  changed(subject?: string): void
  /** a referral, lead or alert that was not there before */
  arrived(entry: Entry): void
  fetchEntry(subject: string): Promise<{ entry: Entry | null; seq: number }>
  /** follow the room anew from `position` */
  reopen(): void
  /** whether somebody looks at it */
  shown(subject: string): boolean
  /** from where on its reader wants to find it unread, as a mark of what is read */
  again(subject: string): Mark | undefined
}

/** `reopening`: frames of the old stream may still come. `broken`: nothing helped, what is held may be incomplete. */
type State = "behind" | "reopening" | "live" | "broken"

const typingMs = 6_000
const reopenings = 3
/** events that make an entry: nothing needs to be held before them */
const creating = new Set([
  "items.added",
  "organisation.added",
  "person.added",
  "view.saved",
  "hours.set",
  "shift.added",
  "lead.sent",
  "alert.referred",
  "notes.opened",
  "reading.begun",
])
/** events with which something is there for everybody to see */
const announced = new Set(["referral.received", "lead.received", "alert.submitted"])
/** Whether nothing needs to be known of its subject: it begins it, with its items or where there are none. */
const creates = ({ type, facts }: RoomEvent): boolean =>
  creating.has(type) ||
  ((type === "alert.submitted" || type === "referral.received") && (facts as { items: number }).items === 0)

export class HeldRoom {
  readonly name: string
  info: RoomInfo
  position: Position = startPosition
  slice: RoomSlice = emptySlice
  readonly entries: HeldEntries
  /** grows with every snapshot: what was asked for before that is no longer held */
  snapshots = 0
  readonly marks = new Map<string, Mark>()
  readonly #here = new Map<string, Here>()
  readonly #typing = new Map<string, { subject: string; by: By; until: number }>()
  readonly #parts: HeldRoomParts
  readonly #listeners = new Set<(event: RoomEvent) => void>()
  readonly #watchers = new Set<(subject?: string) => void>()
  /** by subject: the events that came while its entry is fetched */
  readonly #missing = new Map<string, RoomEvent[]>()
  #parted: Entry[] = []
  #state: State = "behind"
  #gaps = 0

  constructor(info: RoomInfo, parts: HeldRoomParts) {
    this.name = info.room
    this.info = info
    this.#parts = parts
    this.entries = new HeldEntries((subject) => parts.shown(subject))
  }

  get live(): boolean {
    return this.#state === "live"
  }

  /** Opening again did not help, and a snapshot did not either: what is held may be incomplete. [R165] */
  get broken(): boolean {
    return this.#state === "broken"
  }

  /** Every event in order, once. Answers how to stop listening. */
  listen(listener: (event: RoomEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Told of each subject whose entry, mark or presence has changed, and without a subject when all may have. Answers how to stop. */
  watch(watcher: (subject?: string) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Open for a reading with a reason: nothing is done here, and nothing is marked as read. [R187] */
  get readsOnly(): boolean {
    const kind = readRoom(this.name)?.kind
    return kind !== undefined && !may(this.info.acting, kind, "open")
  }

  unread(subject: string): number {
    if (this.readsOnly) return 0
    const entry = this.entries.get(subject)
    if (entry?.kind !== "referral" && entry?.kind !== "lead" && entry?.kind !== "notes") return 0
    const read = this.marks.get(subject)?.messages ?? 0
    return Math.max(0, entry.thread.messages - Math.min(read, this.#parts.again(subject)?.messages ?? read))
  }

  /** What a person has set apart about a thread has changed. */
  touched(subject: string): void {
    this.#changed(subject)
  }

  here(subject: string): By[] {
    return [...this.#here.values()].filter((each) => each.subject === subject).map((each) => each.by)
  }

  typing(subject: string, now: number): By[] {
    return [...this.#typing.values()]
      .filter((each) => each.subject === subject && each.until > now)
      .map((each) => each.by)
  }

  take({ events, entries }: Pick<Pushes["events"], "events" | "entries">): void {
    if (this.#state === "broken") return
    // Entries that were not open travel with the turn, so that everybody holds them as they stand after it.
    const carried = new Map((entries ?? []).map((entry) => [entry.subject, entry]))
    for (const event of events) {
      if (event.seq <= this.position.seq) continue
      if (event.seq !== this.position.seq + 1) return this.#gap()
      this.#apply(event, carried.get(event.subject))
    }
  }

  /** Nothing is taken over before the last part: the line may be cut between two, and what was held still fits its position. */
  snapshot({ position, slice, entries, first, last }: Pushes["snapshot"]): void {
    if (first) this.#parted = []
    this.#parted.push(...entries)
    if (!last) return
    const before = [...this.entries.keys()]
    this.entries.clear()
    this.snapshots += 1
    this.#missing.clear()
    // The longest untouched first: those are let go of first.
    for (const entry of this.#parted.sort((one, other) => one.seq - other.seq)) this.entries.set(entry.subject, entry)
    this.#parted = []
    this.position = position
    this.slice = slice
    for (const subject of before) if (this.#parts.shown(subject) && !this.entries.has(subject)) this.#fetch(subject)
    this.#changed()
  }

  wentLive({ position, marks, here }: Pick<Pushes["live"], "position" | "marks" | "here">): void {
    if (position.seq !== this.position.seq) {
      // The pages had a hole, so this opening did not help.
      this.#state = "behind"
      return this.#gap()
    }
    this.#state = "live"
    this.#gaps = 0
    for (const mark of marks) this.marked(mark)
    this.#here.clear()
    for (const each of here) this.#here.set(each.by.id, each)
    for (const subject of this.#missing.keys()) this.#fetch(subject)
    this.#changed()
  }

  /** The line is down. What is held stays. */
  cut(): void {
    this.#state = "behind"
  }

  marked(mark: Mark): void {
    if ((this.marks.get(mark.subject)?.seq ?? -1) < mark.seq) this.marks.set(mark.subject, mark)
    this.#changed(mark.subject)
  }

  signalled({ subject, signal, by }: Pushes["signal"], now: number): void {
    if (signal === "typing") this.#typing.set(by.id, { subject, by, until: now + typingMs })
    else if (signal === "here") this.#here.set(by.id, { by, subject })
    else {
      this.#here.delete(by.id)
      this.#typing.delete(by.id)
    }
    this.#changed(subject)
  }

  /** Takes an entry as it was fetched, and then the events that came before it did, unless a newer one is held. [R28] */
  hold(fetched: Entry): void {
    const { subject } = fetched
    let entry = fetched
    for (const each of this.#missing.get(subject) ?? []) entry = applyEvent(entry, this.slice, each).entry ?? entry
    this.#missing.delete(subject)
    if ((this.entries.get(subject)?.seq ?? -1) < entry.seq) this.entries.set(subject, entry)
    this.#changed(subject)
  }

  /** Takes older closed entries that somebody asked for, beside the last ones. [R166][R245] */
  holdMore(fetched: readonly Entry[]): void {
    this.entries.keepAll()
    for (const entry of fetched) this.hold(entry)
  }

  #changed(subject?: string): void {
    for (const watcher of this.#watchers) watcher(subject)
    this.#parts.changed(subject)
  }

  /** Three times from where it stands, then from the start, which brings a snapshot, then it is told. [R165] */
  #gap(): void {
    if (this.#state === "reopening") return
    this.#gaps += 1
    if (this.#gaps > reopenings + 1) {
      this.#state = "broken"
      this.#gaps = 0
      return this.#changed()
    }
    if (this.#gaps > reopenings) this.position = startPosition
    this.#state = "reopening"
    this.#parts.reopen()
  }

  #apply(event: RoomEvent, carried: Entry | undefined): void {
    const { subject } = event
    if (!this.entries.has(subject)) {
      if (carried) {
        this.entries.set(subject, carried)
        this.#missing.delete(subject)
      } else if (!creates(event)) this.#await(event)
    }
    const after = applyEvent(this.entries.get(subject), this.slice, event)
    this.slice = after.slice
    if (after.entry) this.entries.set(subject, after.entry)
    this.position = { seq: event.seq, hash: event.hash }
    if (event.type === "message.sent") this.#typing.delete(event.by.id)
    for (const listener of this.#listeners) listener(event)
    if (announced.has(event.type) && after.entry) this.#parts.arrived(after.entry)
    this.#changed(subject)
  }

  /** A placeholder: events about an entry that is not held are kept and applied after the answer's seq. [R28] */
  #await(event: RoomEvent): void {
    const waiting = this.#missing.get(event.subject)
    if (waiting) return void waiting.push(event)
    this.#missing.set(event.subject, [event])
    this.#fetch(event.subject)
  }

  /** When the line is cut meanwhile, it is asked for again once the room is live. */
  #fetch(subject: string): void {
    const kept = this.#missing.get(subject) ?? []
    this.#missing.set(subject, kept)
    this.#parts.fetchEntry(subject).then(
      ({ entry }) => {
        if (this.#missing.get(subject) !== kept) return
        if (entry) this.hold(entry)
        else this.#missing.delete(subject)
      },
      () => undefined,
    )
  }
}
