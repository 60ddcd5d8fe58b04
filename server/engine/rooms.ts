// All rooms of this process: loads them once, keeps `access` and every room with a deadline in memory, lets idle ones go,
// and follows what other processes append. Called by hub.ts, edge/, reactions/ and cli/ (through offline.ts).
import { accessRoom, hubActor, type Proposal } from "../../protocol/event.ts"
import { parseProposal } from "../../protocol/fold.ts"
import type { Answer } from "../../protocol/wire.ts"
import type { Store } from "../store/store.ts"
import { accessGate, type AccessGate } from "./access.ts"
import { Room, type Committed, type RoomParts } from "./room.ts"

export interface RoomsParts extends Pick<RoomParts, "now" | "broken" | "counted" | "inContact"> {
  store: Store
}

const idleMs = 5 * 60_000

export class Rooms {
  readonly access: AccessGate
  readonly #parts: RoomsParts
  readonly #rooms = new Map<string, Promise<Room>>()
  readonly #loaded = new Map<string, Room>()
  readonly #usedAtMs = new Map<string, number>()
  readonly #listeners: ((committed: Committed) => void)[] = []
  #unwatch: () => void = () => {}
  #accessRoom: Room | undefined

  constructor(parts: RoomsParts) {
    this.#parts = parts
    this.access = accessGate(() => this.#accessRoom?.entries ?? new Map())
  }

  /** Loads `access`, then every room that it knows, and follows the store from here on. */
  async start(): Promise<void> {
    this.#accessRoom = await this.room(accessRoom)
    this.#unwatch = this.#parts.store.watch((name, seq) => this.#wake(name, seq))
    // What came between the load and the watch.
    this.#accessRoom.wake()
    await this.#accessRoom.idle()
    for (const name of this.access.everyRoom()) await this.room(name)
  }

  /** Called in the turn, synchronously, for every turn of every room: before the frame goes out, in order of registration. */
  onCommit(listener: (committed: Committed) => void): void {
    this.#listeners.push(listener)
  }

  /** A room that may exist. Callers ask `access.actor` first; this answers for anybody. */
  room(name: string): Promise<Room> {
    this.#usedAtMs.set(name, this.#parts.now())
    const known = this.#rooms.get(name)
    if (known) return known
    const opening = this.#open(name)
    this.#rooms.set(name, opening)
    opening.catch(() => this.#rooms.delete(name))
    return opening
  }

  /** The room with all that the store has of it by now, also what another process has just written. */
  async upToDate(name: string): Promise<Room> {
    const room = await this.room(name)
    const head = (await this.#parts.store.heads([name])).get(name)
    await room.reaches(head?.seq ?? 0)
    return room
  }

  /** The room if it is in memory. */
  loaded(name: string): Room | undefined {
    return this.#loaded.get(name)
  }

  all(): Room[] {
    return [...this.#loaded.values()]
  }

  /** Parses and proposes for a person (or the hub); one answer each, in order. [R12] */
  async propose(person: string, name: string, values: readonly unknown[]): Promise<Answer[]> {
    const room = await this.room(name)
    return Promise.all(
      values.map((value): Promise<Answer> => {
        const parsed = parseProposal(value)
        if ("refusal" in parsed) return Promise.resolve({ id: parsed.id ?? "", refusal: parsed.refusal })
        return room.propose(person, parsed)
      }),
    )
  }

  proposeAsHub(name: string, proposals: readonly Proposal[]): Promise<Answer[]> {
    return this.propose(hubActor.id, name, proposals)
  }

  /**
   * Asks the store how far the rooms in memory have got, in case a wake-up was lost. Resolves once `access` is that far: then
   * this process knows every right that had ended when it asked. [R22]
   */
  async compare(): Promise<void> {
    const heads = await this.#parts.store.heads([...this.#loaded.keys()])
    for (const [name, { seq }] of heads) this.#wake(name, seq)
    await this.#accessRoom?.reaches(heads.get(accessRoom)?.seq ?? 0)
  }

  /** Once a minute or so: saves what is due and forgets rooms that nobody uses and in which nothing will fall due. */
  async tidy(inUse: (name: string) => boolean): Promise<void> {
    for (const room of this.all()) {
      await room.saveIfDue()
      const idle = this.#parts.now() - (this.#usedAtMs.get(room.name) ?? 0) > idleMs
      const due = [...room.entries.values()].some((entry) => entry.dueAt !== null)
      if (!idle || due || room.waiting > 0 || room.name === accessRoom || inUse(room.name)) continue
      await room.save()
      this.#rooms.delete(room.name)
      this.#loaded.delete(room.name)
      await room.stop()
    }
  }

  /** Finishes what waits and saves; answers whether the store was there. If not, nothing is saved: it is a cache. [R52] */
  async stop(): Promise<boolean> {
    this.#unwatch()
    const finished = await Promise.all(this.all().map((room) => room.stop()))
    const answers = () =>
      this.#parts.store.now().then(
        () => true,
        () => false,
      )
    const there = finished.every(Boolean) && (await answers())
    if (there) await Promise.all(this.all().map((room) => room.save()))
    return there
  }

  async #open(name: string): Promise<Room> {
    const room: Room = new Room(name, {
      ...this.#parts,
      actor: (person, organisation) =>
        this.access.actor(person, name) ??
        (organisation === undefined ? undefined : this.access.steward(person, organisation)),
      publish: (committed) => this.#listeners.forEach((listener) => listener(committed)),
    })
    await room.load()
    this.#loaded.set(name, room)
    return room
  }

  /** A room that is not in memory is loaded when another process writes to it, because something may fall due in it. */
  #wake(name: string, seq?: number): void {
    const room = this.#loaded.get(name)
    if (room) room.wake(seq)
    else if (!this.#rooms.has(name) && this.access.everyRoom().includes(name)) this.room(name).catch(() => undefined)
    else
      this.#rooms.get(name)?.then(
        (each) => each.wake(seq),
        () => undefined,
      )
  }
}
