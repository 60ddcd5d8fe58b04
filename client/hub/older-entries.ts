// Closed entries of one kind beyond those that a client holds by itself, asked for page by page. Used by lists of alerts and of leads. [R166]
import type { Entry } from "../../protocol/entries.ts"
import type { HeldRoom } from "./held-room.ts"
import type { Hub } from "./hub.ts"

interface Place {
  before: number
  more: boolean
  /** of the room, when it was asked: after another one the reading begins anew */
  snapshots: number
}

export class OlderEntries {
  readonly #hub: Pick<Hub, "closedEntries">
  readonly #kind: Entry["kind"]
  readonly #places = new WeakMap<HeldRoom, Place>()

  constructor(hub: Pick<Hub, "closedEntries">, kind: Entry["kind"]) {
    this.#hub = hub
    this.#kind = kind
  }

  /** Whether there may be more than what is held. */
  has(rooms: readonly HeldRoom[]): boolean {
    return rooms.some((room) => room.live && (this.#place(room)?.more ?? room.entries.full))
  }

  /** Of each room on to the first page that brings one; fails while the line is down. */
  async load(rooms: readonly HeldRoom[]): Promise<void> {
    await Promise.all(rooms.filter((room) => this.has([room])).map((room) => this.#loadFrom(room)))
  }

  #place(room: HeldRoom): Place | undefined {
    const place = this.#places.get(room)
    return place?.snapshots === room.snapshots ? place : undefined
  }

  async #loadFrom(room: HeldRoom): Promise<void> {
    let { before, more } = this.#place(room) ?? { before: 0, more: true }
    for (let fresh = false; more && !fresh;) {
      const { snapshots } = room
      const held = new Set(room.entries.keys())
      const page = await this.#hub.closedEntries(room.name, before, this.#kind)
      fresh = page.entries.some(({ kind, subject }) => kind === this.#kind && !held.has(subject))
      before = page.entries.at(-1)?.seq ?? before
      more = page.more
      this.#places.set(room, { before, more, snapshots })
    }
  }
}
