// The rooms that this client holds: which there are, how each is opened, followed and lost, and how far each was applied. Used by hub.ts.
// Rules R22, R26, R27, R29.
import { retryCodes } from "../../protocol/errors.ts"
import type { Entry } from "../../protocol/entries.ts"
import type { Position, RoomEvent } from "../../protocol/event.ts"
import { limits, type CallResults, type Mark, type Pushes, type RoomInfo } from "../../protocol/wire.ts"
import type { Clock } from "./clock.ts"
import { HeldRoom } from "./held-room.ts"
import type { Line } from "./line.ts"
import { Refused } from "./session.ts"

export interface RoomsParts {
  line: Pick<Line, "call" | "tell" | "connected">
  clock: Clock
  changed(): void
  /** an alert, a referral or a lead that is new, in a room that is live */
  arrived(room: string, entry: Entry): void
  /** every event of every room, in the order of its room, once */
  event(event: RoomEvent): void
  lost(room: string): void
  /** whether somebody looks at it */
  shown(room: string, subject: string): boolean
  again(room: string, subject: string): Mark | undefined
}

const againMs = 1_000

export class Rooms {
  readonly held = new Map<string, HeldRoom>()
  infos: RoomInfo[] = []
  readonly #parts: RoomsParts
  /** those whose position rode in the last handshake */
  #carried: ReadonlySet<string> = new Set()
  readonly #confirmed = new Map<string, number>()

  constructor(parts: RoomsParts) {
    this.#parts = parts
  }

  /** As many as one handshake carries. What is not among them is opened once the line is there. [R241] */
  positions(): Record<string, Position> {
    const carried = [...this.held].slice(0, limits.rooms)
    this.#carried = new Set(carried.map(([room]) => room))
    return Object.fromEntries(carried.map(([room, { position }]) => [room, position]))
  }

  /** None is catching up any more. */
  get settled(): boolean {
    return [...this.held.values()].every((held) => held.live || held.broken)
  }

  /** Which rooms there are now: those that are no more are dropped, new ones are opened. */
  greeted(infos: RoomInfo[]): void {
    this.infos = infos
    const names = new Set(infos.map((info) => info.room))
    for (const name of this.held.keys()) if (!names.has(name)) this.gone(name)
    for (const info of infos) {
      const held = this.held.get(info.room)
      if (!held) this.#hold(info)
      else {
        held.info = info
        if (!this.#carried.has(info.room) && !held.live) this.#open(held)
      }
    }
  }

  gone(room: string): void {
    this.held.delete(room)
    this.infos = this.infos.filter((info) => info.room !== room)
    this.#parts.lost(room)
  }

  cut(): void {
    for (const held of this.held.values()) held.cut()
  }

  clear(): void {
    this.held.clear()
    this.#confirmed.clear()
    this.infos = []
  }

  /** How far each live room was applied, where that is news. [R29] */
  confirm(): void {
    const moved = [...this.held].filter(([room, held]) => held.live && this.#confirmed.get(room) !== held.position.seq)
    if (moved.length === 0 || !this.#parts.line.connected) return
    const seqs = Object.fromEntries(moved.map(([room, held]) => [room, held.position.seq]))
    for (const [room, seq] of Object.entries(seqs)) this.#confirmed.set(room, seq)
    this.#parts.line.tell("confirm", seqs)
  }

  signal(room: string, subject: string, signal: Pushes["signal"]["signal"]): void {
    const held = this.held.get(room)
    if (held?.live && !held.readsOnly) this.#parts.line.tell("signal", { room, subject, signal })
  }

  #hold(info: RoomInfo): void {
    const { room } = info
    const { changed, arrived, event, shown, again } = this.#parts
    const held: HeldRoom = new HeldRoom(info, {
      changed,
      arrived: (entry) => held.live && arrived(room, entry),
      fetchEntry: (subject) => this.#fetchEntry(held, subject),
      reopen: () => this.#open(held),
      shown: (subject) => shown(room, subject),
      again: (subject) => again(room, subject),
    })
    held.listen(event)
    this.held.set(room, held)
    this.#open(held)
  }

  #open(held: HeldRoom): void {
    const { name, position } = held
    const { line, clock } = this.#parts
    const later = () => clock.after(againMs, () => this.held.get(name) === held && !held.live && this.#open(held))
    line.call("open", { room: name, position }).then(
      (answer) => {
        if (!("refusal" in answer) || this.held.get(name) !== held) return
        if (answer.refusal.code === "gone") this.gone(name)
        else later()
      },
      // When the line is cut, the next handshake carries the position.
      () => line.connected && later(),
    )
  }

  async #fetchEntry(held: HeldRoom, subject: string): Promise<CallResults["entry"]> {
    for (;;) {
      const answer = await this.#parts.line.call("entry", { room: held.name, subject })
      if (!("refusal" in answer)) return answer
      if (!retryCodes.has(answer.refusal.code)) throw new Refused(answer.refusal)
      await new Promise<void>((resolve) => this.#parts.clock.after(againMs, resolve))
    }
  }
}
