// Follows every log and keeps its search rows, as fast as a fifth of the loop's time allows, and hardly at all in a surge: search is
// the first to wait then.
// Made by hub.ts. Several processes do the same work; the store lets one of them move on at a time. Rule R160.
import { performance } from "node:perf_hooks"
import { setTimeout as pause } from "node:timers/promises"
import { hasContent, readRoom } from "../../protocol/event.ts"
import { readRow } from "../engine/chain.ts"
import type { Rooms } from "../engine/rooms.ts"
import type { Place } from "../store/found.ts"
import type { Store } from "../store/store.ts"
import { changesOf, rowsVersion, type Row } from "./rows.ts"

/** what comes together within it is written together */
const gatherMs = 100
/** a loop that is in use for more than this share of its time belongs to those who wait for it */
const busyShare = 0.6
const surgeMs = 1_000
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
  readonly #stopping = new AbortController()
  #used = performance.eventLoopUtilization()
  #spentMs = 0

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
    this.#stopping.abort()
    await this.#running
  }

  #rest(ms: number): Promise<void> {
    return pause(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined)
  }

  #wake(room: string): void {
    if (this.#stopping.signal.aborted || !hasContent(room)) return
    this.#behind.add(room)
    this.#running ??= this.#run()
  }

  async #run(): Promise<void> {
    do {
      await this.#rest(this.#isBusy() ? surgeMs : gatherMs)
      // As they stand now: a room that is still behind afterwards waits for the next round.
      const rooms = [...this.#behind]
      for (const room of rooms) await this.#catchUp(room)
    } while (this.#behind.size > 0 && !this.#stopping.signal.aborted)
    // Without an await since nothing was behind: what comes now begins anew.
    this.#running = undefined
  }

  /** Whole stretches one after the other; what is less waits until more has gathered, and so does everything in a surge. */
  async #catchUp(room: string): Promise<void> {
    for (let whole = true; whole && !this.#stopping.signal.aborted;) {
      this.#behind.delete(room)
      try {
        const read = await this.#readOn(room)
        if (read.more) this.#behind.add(room)
        whole = read.more && read.rows === stretch && !this.#isBusy()
      } catch (error) {
        this.#at.delete(room)
        this.#behind.add(room)
        if (!(error instanceof Error && error.name === "StoreAway")) this.#failed(error)
        await this.#rest(retryMs)
        return
      }
    }
  }

  /** Whether the loop had hardly time for anything else since this was asked last. */
  #isBusy(): boolean {
    const used = performance.eventLoopUtilization()
    const { active, idle, utilization } = performance.eventLoopUtilization(used, this.#used)
    // A moment says nothing: it may have been this reader's own.
    if (active + idle < gatherMs) return false
    this.#used = used
    return utilization > busyShare
  }

  /** One stretch of one log: how many rows, and whether there is more. */
  async #readOn(name: string): Promise<{ rows: number; more: boolean }> {
    const room = await this.#rooms.room(name)
    const at = this.#at.get(name) ?? (await this.#filled(name))
    const { seq: head } = room.position
    const rows = (await room.log(at.read, Math.min(stretch, Math.max(0, head - at.read)))).map(readRow)
    if (rows.length === 0) return { rows: 0, more: false }
    const put = new Map<string, Row>()
    const drop = new Map<string, Place>()
    const prefix = this.#rooms.access.organisation(readRoom(name)!.organisation)?.prefix ?? ""
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
      this.#spentMs += performance.now() - began
      if (this.#spentMs < restEveryMs) continue
      await this.#rest(this.#spentMs * restShare)
      this.#spentMs = 0
    }
    const to = rows.at(-1)!.seq
    if (put.size === 0 && drop.size === 0 && to - at.filled < passedAtMost) {
      this.#at.set(name, { filled: at.filled, read: to })
      return { rows: rows.length, more: to < room.position.seq }
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
      await this.#rest(gatherMs)
    }
    return { rows: rows.length, more: !moved || to < room.position.seq }
  }

  async #filled(room: string): Promise<{ filled: number; read: number }> {
    const filled = await this.#store.found.filled(room)
    return { filled, read: filled }
  }
}
