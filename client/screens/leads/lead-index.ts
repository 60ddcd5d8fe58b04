// Every lead that this client holds, over all rooms, and the way to older ones: found again as events come, not by looking through all that a
// room holds.
// Made by app.ts; the rail counts by it, leads-screen.ts shows it.
import { leadClock, type LeadEntry } from "../../../protocol/entries/lead.ts"
import { readRoom } from "../../../protocol/event.ts"
import type { HeldRoom } from "../../hub/held-room.ts"
import type { Hub } from "../../hub/hub.ts"
import { OlderEntries } from "../../hub/older-entries.ts"

export interface HeldLead {
  room: HeldRoom
  entry: LeadEntry
}

interface Watched {
  stop(): void
  leads: Map<string, LeadEntry>
  dirty: Set<string> | "all"
}

export class LeadIndex {
  readonly #hub: Hub
  readonly #watched = new Map<HeldRoom, Watched>()
  readonly #older: OlderEntries
  #all: readonly HeldLead[] | undefined

  constructor(hub: Hub) {
    this.#hub = hub
    this.#older = new OlderEntries(hub, "lead")
  }

  /** Those that wait for the agency, what burns first at the top; then the decided, the last one first. */
  get all(): readonly HeldLead[] {
    this.#follow()
    return (this.#all ??= [...this.#watched]
      .flatMap(([room, { leads }]) => [...leads.values()].map((entry) => ({ room, entry })))
      .sort((one, other) => placeOf(one.entry) - placeOf(other.entry)))
  }

  get undecided(): number {
    return this.all.filter(({ entry }) => !entry.decided).length
  }

  get unread(): number {
    return this.all.filter(({ room, entry }) => room.unread(entry.subject) > 0).length
  }

  lead(subject: string): HeldLead | undefined {
    return this.all.find(({ entry }) => entry.subject === subject)
  }

  get #rooms(): HeldRoom[] {
    this.#follow()
    return [...this.#watched.keys()]
  }

  /** Whether there may be decided ones that are not held. */
  get hasOlder(): boolean {
    return this.#older.has(this.#rooms)
  }

  older(): Promise<void> {
    return this.#older.load(this.#rooms)
  }

  /** One that is not held, which a link names: asked for in every room where it may be. */
  async find(subject: string): Promise<void> {
    await Promise.all(this.#rooms.map(({ name }) => this.#hub.loadEntry(name, subject)))
  }

  /** Rooms come and go with rights and with signing in. */
  #follow(): void {
    for (const [room, { stop }] of this.#watched)
      if (this.#hub.rooms.get(room.name) !== room) {
        stop()
        this.#watched.delete(room)
        this.#all = undefined
      }
    for (const [name, room] of this.#hub.rooms) {
      const watched = this.#watched.get(room)
      if (watched) this.#flush(room, watched)
      else if (readRoom(name)?.kind === "platform") this.#flush(room, this.#watch(room))
    }
  }

  #watch(room: HeldRoom): Watched {
    const watched: Watched = {
      stop: room.watch((subject) => {
        if (subject === undefined) watched.dirty = "all"
        else if (watched.dirty !== "all") watched.dirty.add(subject)
      }),
      leads: new Map(),
      dirty: "all",
    }
    this.#watched.set(room, watched)
    return watched
  }

  #flush(room: HeldRoom, watched: Watched): void {
    const { dirty, leads } = watched
    if (dirty !== "all" && dirty.size === 0) return
    if (dirty === "all") leads.clear()
    for (const subject of dirty === "all" ? room.entries.keys() : dirty) {
      const entry = room.entries.get(subject)
      if (entry?.kind === "lead" && entry.clocks) leads.set(subject, entry)
      else if (!leads.delete(subject)) continue
      this.#all = undefined
      // With one that is decided the room may have let go of another. [R166]
      if (entry && !entry.open) for (const each of leads.keys()) if (!room.entries.has(each)) leads.delete(each)
    }
    if (dirty === "all") this.#all = undefined
    watched.dirty = new Set()
  }
}

/** The decided are behind all that run, the last one first. */
const behind = 1e15
const placeOf = (entry: LeadEntry): number => {
  const running = leadClock(entry)
  return running ? Date.parse(running.clock.deadline) : behind - Date.parse(entry.decided?.at ?? entry.sent.at)
}
