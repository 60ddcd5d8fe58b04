// Runs reactions: reads a log from a cursor and proposes into other rooms. What is proposed is a pure function of the source
// event, its ids too, so that repeats and several processes are harmless. Called by hub.ts. [R33]
import { setTimeout as pause } from "node:timers/promises"
import { accessRoom, type Proposal, type RoomEvent } from "../../protocol/event.ts"
import { retryCodes, type Refusal } from "../../protocol/errors.ts"
import { readRow } from "../engine/chain.ts"
import type { Committed } from "../engine/room.ts"
import type { Rooms } from "../engine/rooms.ts"
import type { Store } from "../store/store.ts"

export interface Effect {
  room: string
  proposals: Proposal[]
  /** what to propose into the source room when the target refuses for good */
  refused(refusal: Refusal): Proposal[]
}

export interface Reaction {
  name: string
  /** whether it reads this room's log */
  from(room: string): boolean
  types: readonly string[]
  react(event: RoomEvent, log: Store): Promise<Effect[]>
}

const retryMs = 250
/** events that a start reads again at the most, where none of them concerned the reaction */
const mostBehind = 1_000

export class Reactions {
  readonly #rooms: Rooms
  readonly #store: Store
  readonly #all: readonly Reaction[]
  readonly #running = new Map<string, Promise<void>>()
  readonly #again = new Set<string>()
  /** by reaction and room: the cursor as this process last read or wrote it */
  readonly #cursors = new Map<string, number>()
  #stopped = false

  constructor(rooms: Rooms, store: Store, all: readonly Reaction[]) {
    this.#rooms = rooms
    this.#store = store
    this.#all = all
    rooms.onCommit(({ room, events, position }) => this.#wake(room, { events, position }))
  }

  /** Takes up what was left when the process last stopped. */
  start(): void {
    for (const room of [accessRoom, ...this.#rooms.access.everyRoom()]) this.#wake(room)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.all(this.#running.values())
  }

  /** Without news all of the room's reactions look; with it those that it concerns. */
  #wake(room: string, news?: Pick<Committed, "events" | "position">): void {
    for (const reaction of this.#all) {
      if (!reaction.from(room) || this.#stopped) continue
      const key = `${reaction.name} ${room}`
      if (news && !this.#concerns(reaction, key, news)) continue
      this.#again.add(key)
      if (this.#running.has(key)) continue
      this.#running.set(key, this.#run(reaction, room, key))
    }
  }

  /** A cursor is moved on for events that concern nobody too, but not for each of them: a conversation would be written twice. */
  #concerns(reaction: Reaction, key: string, { events, position }: Pick<Committed, "events" | "position">): boolean {
    if (events.some(({ type }) => reaction.types.includes(type))) return true
    const cursor = this.#cursors.get(key)
    return cursor === undefined || position.seq - cursor >= mostBehind
  }

  async #run(reaction: Reaction, room: string, key: string): Promise<void> {
    while (this.#again.delete(key) && !this.#stopped) {
      try {
        await this.#readOn(reaction, room, key)
      } catch {
        // Only an absent store makes it wait.
        await pause(retryMs)
        this.#again.add(key)
      }
    }
    // In the tick of the last look: news that came between the two would wait for the next.
    this.#running.delete(key)
  }

  async #readOn(reaction: Reaction, room: string, key: string): Promise<void> {
    let after = this.#cursors.get(key) ?? (await this.#store.cursor(reaction.name, room))
    this.#cursors.set(key, after)
    for (;;) {
      const rows = await (this.#rooms.loaded(room)?.log(after, 200) ?? this.#store.read(room, after, 200))
      if (rows.length === 0) return
      for (const row of rows) {
        if (this.#stopped) return
        if (reaction.types.includes(row.type))
          for (const effect of await reaction.react(readRow(row), this.#store)) await this.#bringAbout(room, effect)
        after = row.seq
      }
      await this.#store.setCursor(reaction.name, room, after)
      this.#cursors.set(key, after)
    }
  }

  async #bringAbout(source: string, effect: Effect): Promise<void> {
    const refusal = await this.#propose(effect.room, effect.proposals)
    if (refusal) await this.#propose(source, effect.refused(refusal))
  }

  /** One after another; answers the first refusal for good. A `conflict` says that another process was here before. */
  async #propose(room: string, proposals: readonly Proposal[]): Promise<Refusal | undefined> {
    for (const proposal of proposals) {
      for (;;) {
        const answer = (await this.#rooms.proposeAsHub(room, [proposal]))[0]!
        if (!("refusal" in answer) || answer.refusal.code === "conflict") break
        if (!retryCodes.has(answer.refusal.code)) return answer.refusal
        if (this.#stopped) throw new Error("stopping")
        await pause(retryMs)
      }
    }
    return undefined
  }
}
