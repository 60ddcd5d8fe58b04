// Follows every log and keeps its search rows, as fast as a fifth of the loop's time allows: search is the first to wait in a surge.
// Made by hub.ts. Several processes do the same work; the store lets one of them move on at a time. Rule R160.
import { setTimeout as pause } from "node:timers/promises"
import { readRoom } from "../../protocol/event.ts"
import { readRow } from "../engine/chain.ts"
import type { Rooms } from "../engine/rooms.ts"
import type { Place } from "../store/found.ts"
import type { Store } from "../store/store.ts"
import { changesOf, rowsVersion, type Row } from "./rows.ts"

/** what comes together within it is written together */
const gatherMs = 40
const retryMs = 250
const stretch = 64
/** how many rows without anything to find are passed before that is written down */
const passedAtMost = 512
/** after so much work the loop is left alone for four times as long */
const restEveryMs = 2
const restShare = 4

export class SearchReader {
  readonly #rooms: Rooms
  readonly #store: Store
  readonly #failed: (error: unknown) => void
  readonly #behind = new Set<string>()
  /** per room: how far the store says it is filled, and how far this process has read on from there */
  readonly #at = new Map<string, { filled: number; read: number }>()
  #running: Promise<void> | undefined
  #stopped = false

  constructor(rooms: Rooms, store: Store, failed: (error: unknown) => void) {
    this.#rooms = rooms
    this.#store = store
    this.#failed = failed
    rooms.onCommit(({ room }) => this.#wake(room))
  }

  /** Takes up what was left, or begins anew when the rows are made in another way. */
  async start(): Promise<void> {
    const rooms = this.#rooms.access.everyRoom()
    if ((await this.#store.meta(`search rows ${rowsVersion}`)) === undefined) {
      for (const room of rooms) await this.#store.found.forget(room)
      await this.#store.setMeta(`search rows ${rowsVersion}`, "made")
    }
    for (const room of rooms) this.#wake(room)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }

  #wake(room: string): void {
    if (this.#stopped || (readRoom(room)?.kind ?? "access") === "access") return
    this.#behind.add(room)
    this.#running ??= this.#run()
  }

  async #run(): Promise<void> {
    await pause(gatherMs)
    do await this.#readAll()
    while (this.#behind.size > 0 && !this.#stopped)
    // Without an await since nothing was behind: what comes now begins anew.
    this.#running = undefined
  }

  async #readAll(): Promise<void> {
    while (this.#behind.size > 0 && !this.#stopped) {
      for (const room of this.#behind) {
        this.#behind.delete(room)
        try {
          if (await this.#readOn(room)) this.#behind.add(room)
        } catch (error) {
          this.#at.delete(room)
          this.#behind.add(room)
          if (!(error instanceof Error && error.name === "StoreAway")) this.#failed(error)
          await pause(retryMs)
        }
        if (this.#stopped) return
      }
    }
  }

  /** One stretch of one log; whether there is more. */
  async #readOn(name: string): Promise<boolean> {
    const room = await this.#rooms.room(name)
    const at = this.#at.get(name) ?? (await this.#filled(name))
    const { seq: head } = room.position
    const rows = (await this.#store.read(name, at.read, Math.min(stretch, Math.max(0, head - at.read)))).map(readRow)
    if (rows.length === 0) return false
    const put = new Map<string, Row>()
    const drop = new Map<string, Place>()
    const prefix = this.#rooms.access.organisation(readRoom(name)!.organisation)?.prefix ?? ""
    let spentMs = 0
    for (const event of rows) {
      const began = performance.now()
      const changes = await changesOf(event, { store: this.#store, entry: (subject) => room.look(subject), prefix })
      for (const change of changes) {
        const place = "put" in change ? change.put : change.drop
        const key = `${place.seq} ${place.n}`
        put.delete(key)
        drop.delete(key)
        if ("put" in change) put.set(key, change.put)
        else drop.set(key, change.drop)
      }
      spentMs += performance.now() - began
      if (spentMs < restEveryMs) continue
      await pause(spentMs * restShare)
      spentMs = 0
    }
    const to = rows.at(-1)!.seq
    if (put.size === 0 && drop.size === 0 && to - at.filled < passedAtMost) {
      this.#at.set(name, { filled: at.filled, read: to })
      return to < room.position.seq
    }
    const moved = await this.#store.found.fill(name, at.filled, to, {
      // An edit comes after what was sent since: rows keep the order of their places.
      put: [...put.values()].sort((one, other) => one.seq - other.seq || one.n - other.n),
      drop: [...drop.values()],
    })
    if (moved) this.#at.set(name, { filled: to, read: to })
    else {
      // Another process was first: look again how far it got.
      this.#at.delete(name)
      await pause(gatherMs)
    }
    return !moved || to < room.position.seq
  }

  async #filled(room: string): Promise<{ filled: number; read: number }> {
    const filled = await this.#store.found.filled(room)
    return { filled, read: filled }
  }
}
