// Opening rooms for connections, keeping them live, and taking rooms away. Called by edge/sockets.ts and by rooms.onCommit.
// The recipe: pages outside the turn, each confirmed; then check, last events and join in one synchronous step. Rules R22-R29.
import { setTimeout as pause } from "node:timers/promises"
import { accessRoom, startPosition, type Actor, type Position } from "../../protocol/event.ts"
import { redactions } from "../../protocol/topics.ts"
import type { Here, Mark } from "../../protocol/wire.ts"
import { StoreAway, type Store } from "../store/store.ts"
import type { Contact } from "./contact.ts"
import type { Line } from "./line.ts"
import { pageJson, Pages } from "./pages.ts"
import type { Committed, Room } from "./room.ts"
import type { Rooms } from "./rooms.ts"

export interface PushParts {
  rooms: Rooms
  store: Store
  /** sends one encoded frame to everybody in the live room of this process */
  publish(room: string, json: string): void
  here(room: string): Here[]
  /** of whoever reads with a reason: false when it cannot be written down, and then the room is not shown [R188] */
  noted(actor: Actor, room: string): Promise<boolean>
  now(): number
  /** once the store has been out of reach for 5 s nothing is opened or pushed until it is back */
  contact: Pick<Contact, "held" | "regained">
  /** how the person's list of rooms is sent again after a change of rights */
  greet(line: Line): void
}

type Opened = "live" | "gone" | "closed"

interface Reader {
  line: Line
  room: string
  position: Position
  state: "behind" | "live" | "closed"
  confirmedSeq: number
  liveSinceMs: number
  opened: Promise<Opened> | undefined
}

const stuckMs = 30_000
const awayMs = 250
const goneMs = 1_000
const lastEvents = 128
const snapshotBehind = 20_000
const mostBacklog = 8
const lateSweeps = 5

export class Push {
  readonly #parts: PushParts
  readonly #pages: Pages
  readonly #readers = new Map<string, Map<string, Reader>>()
  readonly #lines = new Map<string, Set<Line>>()
  readonly #live = new Map<string, Set<Reader>>()
  /** each room's seq at the last sweeps, oldest first */
  readonly #past = new Map<string, number[]>()

  constructor(parts: PushParts) {
    this.#parts = parts
    this.#pages = new Pages(parts.store)
  }

  add(line: Line): void {
    this.#readers.set(line.id, new Map())
    const lines = this.#lines.get(line.person) ?? new Set()
    this.#lines.set(line.person, lines.add(line))
  }

  remove(line: Line): void {
    for (const reader of this.#readers.get(line.id)?.values() ?? []) this.#close(reader)
    this.#readers.delete(line.id)
    const lines = this.#lines.get(line.person)
    lines?.delete(line)
    if (lines?.size === 0) this.#lines.delete(line.person)
  }

  linesOf(person: string): Iterable<Line> {
    return this.#lines.get(person) ?? []
  }

  inUse(room: string): boolean {
    return (this.#live.get(room)?.size ?? 0) > 0
  }

  follows(line: Line, room: string): boolean {
    return this.#readers.get(line.id)?.get(room)?.state === "live"
  }

  /**
   * Follows a room from a position. Resolves with what became of it; `gone` also where no such room exists. An opening that
   * another one overtakes answers what becomes of that one: the room is not gone. While the store is away it waits.
   * [R15][R21][R26]
   */
  async open(line: Line, name: string, position: Position): Promise<Opened> {
    if (!this.#parts.rooms.access.actor(line.person, name)) return "gone"
    const before = this.#readers.get(line.id)?.get(name)
    if (before) this.#close(before)
    const reader: Reader = {
      line,
      room: name,
      position,
      state: "behind",
      confirmedSeq: position.seq,
      liveSinceMs: 0,
      opened: undefined,
    }
    this.#readers.get(line.id)?.set(name, reader)
    reader.opened = this.#catchUp(reader, false)
    const opened = await reader.opened
    const later = this.#readers.get(line.id)?.get(name)
    return opened === "closed" && later && later !== reader ? ((await later.opened) ?? "closed") : opened
  }

  close(line: Line, name: string): void {
    const reader = this.#readers.get(line.id)?.get(name)
    if (reader) this.#close(reader)
    this.#readers.get(line.id)?.delete(name)
  }

  confirm(line: Line, name: string, seq: number): void {
    const reader = this.#readers.get(line.id)?.get(name)
    if (reader) reader.confirmedSeq = Math.max(reader.confirmedSeq, seq)
  }

  /** In the turn, before anybody is answered: rights first, then the frame. [R22] */
  committed({ room, texts, woken, events, changed, before }: Committed): void {
    if (events.some((event) => redactions.has(event.type))) this.#pages.forget(room)
    if (room === accessRoom) for (const entry of changed) this.#rightsChanged(entry.subject)
    if (!this.inUse(room)) return
    // What was read just now may be for somebody whose right ended meanwhile: it follows by pages, after the next good look. [R16]
    if (!this.#parts.contact.held()) {
      for (const reader of this.#live.get(room) ?? []) this.#demote(reader, before)
      return
    }
    const carried = woken.length > 0 ? `,"entries":${JSON.stringify(woken)}` : ""
    this.#parts.publish(room, `{"room":"${room}","events":[${texts.join(",")}]${carried}}`)
  }

  /** Called once a second: whoever is slow leaves the live room and is served by confirmed pages. [R29] */
  sweepLate(): void {
    for (const [name, readers] of this.#live) {
      const past = this.#past.get(name) ?? []
      past.push(this.#parts.rooms.loaded(name)?.position.seq ?? 0)
      if (past.length > lateSweeps) past.shift()
      this.#past.set(name, past)
      const due = this.#parts.now() - lateSweeps * 1_000
      if (past.length < lateSweeps) continue
      for (const reader of readers) if (reader.liveSinceMs < due && reader.confirmedSeq < past[0]!) this.#demote(reader)
    }
  }

  /** Called ten times a second. */
  sweepBacklog(): void {
    for (const readers of this.#live.values())
      for (const reader of readers) if (reader.line.backlog() > mostBacklog) this.#demote(reader)
  }

  #demote(reader: Reader, position = this.#parts.rooms.loaded(reader.room)?.position): void {
    if (reader.state !== "live" || !position) return
    this.#leave(reader)
    reader.state = "behind"
    // Everything up to here is in its queue already; the first page waits behind it.
    reader.position = position
    void this.#catchUp(reader, true)
  }

  async #catchUp(reader: Reader, known: boolean): Promise<Opened> {
    for (;;) {
      try {
        return await this.#follow(reader, known)
      } catch (error) {
        if (reader.state === "closed" || !reader.line.connected) return "closed"
        if (!(error instanceof StoreAway)) {
          // Without progress for 30 s the transport is cut; the client comes back by itself.
          reader.line.terminate()
          this.#close(reader)
          return "closed"
        }
        await pause(awayMs)
      }
    }
  }

  async #follow(reader: Reader, known: boolean): Promise<Opened> {
    const { line, room: name } = reader
    const room = await this.#parts.rooms.room(name)
    const actor = this.#parts.rooms.access.actor(line.person, name)
    if (actor?.reading !== undefined && !(await this.#parts.noted(actor, name))) return this.#gone(reader)
    const marks = await this.#parts.store.marks(line.person, name)
    if (known) await this.#confirmedPage(reader, pageJson(name, []), reader.position)
    else if (!(await this.#inLog(room, reader.position))) await this.#snapshot(reader, room)
    for (;;) {
      if (!this.#parts.contact.held()) await this.#parts.contact.regained()
      if (reader.state === "closed" || !line.connected) return "closed"
      if (!this.#parts.rooms.access.actor(line.person, name)) return this.#gone(reader)
      if (room.position.seq - reader.position.seq > snapshotBehind) {
        await this.#snapshot(reader, room)
        continue
      }
      // From here to the join nothing awaits: an event between them would be lost. [R26]
      const missed = room.ring.after(reader.position.seq, room.position)
      if (missed && missed.length <= lastEvents) return this.#join(reader, room, missed, marks)
      // Taken before the wait for a place: by then the ring may have moved on.
      const near = missed && {
        json: pageJson(name, missed.slice(0, lastEvents)),
        position: at(room, reader.position.seq + lastEvents),
      }
      await this.#pages.place()
      const page = near ?? (await this.#pages.page(name, reader.position.seq))
      if (page) await this.#confirmedPage(reader, page.json, page.position)
    }
  }

  #join(reader: Reader, room: Room, missed: readonly string[], marks: Mark[]): "live" {
    const { line, room: name } = reader
    if (missed.length > 0) line.send("page", pageJson(name, missed))
    reader.position = room.position
    reader.state = "live"
    reader.liveSinceMs = this.#parts.now()
    const readers = this.#live.get(name) ?? new Set()
    this.#live.set(name, readers.add(reader))
    line.join(name)
    line.send("live", JSON.stringify({ room: name, position: room.position, marks, here: this.#parts.here(name) }))
    return "live"
  }

  /** Whether this position lies in this log; a fork or a restored backup does not. The start always gets a snapshot. [R27] */
  async #inLog(room: Room, position: Position): Promise<boolean> {
    if (position.seq === startPosition.seq || position.seq > room.position.seq) return false
    const row = room.ring.at(position.seq) ?? (await this.#parts.store.read(room.name, position.seq - 1, 1))[0]
    return row?.seq === position.seq && row.hash === position.hash
  }

  async #snapshot(reader: Reader, room: Room): Promise<void> {
    await this.#pages.place()
    if (!this.#parts.rooms.access.actor(reader.line.person, room.name)) return
    const { parts, position } = this.#pages.snapshot(room)
    for (const part of parts) {
      await this.#parts.contact.regained()
      if (!this.#parts.rooms.access.actor(reader.line.person, room.name)) return
      await reader.line.confirmed("snapshot", part, stuckMs)
      if (!this.#parts.rooms.access.actor(reader.line.person, room.name) || reader.state === "closed") return
    }
    reader.position = position
    reader.confirmedSeq = position.seq
  }

  async #confirmedPage(reader: Reader, json: string, position: Position): Promise<void> {
    await this.#parts.contact.regained()
    if (!this.#parts.rooms.access.actor(reader.line.person, reader.room)) return
    await reader.line.confirmed("page", json, stuckMs)
    reader.position = position
    reader.confirmedSeq = position.seq
  }

  #rightsChanged(person: string): void {
    for (const line of this.#lines.get(person) ?? []) {
      for (const reader of this.#readers.get(line.id)?.values() ?? [])
        if (!this.#parts.rooms.access.actor(person, reader.room)) this.#gone(reader)
      this.#parts.greet(line)
    }
  }

  /** Takes the room away at once; a client that does not confirm within a second is cut off. [R22] */
  #gone(reader: Reader): "gone" {
    if (reader.state === "closed") return "gone"
    this.#close(reader)
    this.#readers.get(reader.line.id)?.delete(reader.room)
    reader.line.confirmed("gone", JSON.stringify({ room: reader.room }), goneMs).catch(() => reader.line.terminate())
    return "gone"
  }

  #close(reader: Reader): void {
    this.#leave(reader)
    reader.state = "closed"
  }

  #leave(reader: Reader): void {
    reader.line.leave(reader.room)
    const readers = this.#live.get(reader.room)
    readers?.delete(reader)
    if (readers?.size === 0) {
      this.#live.delete(reader.room)
      this.#past.delete(reader.room)
    }
  }
}

function at(room: Room, seq: number): Position {
  const row = room.ring.at(seq)
  if (!row) throw new Error(`event ${seq} of ${room.name} is not in the ring`)
  return { seq, hash: row.hash }
}
